"""Goals that say nearly the same, and words that are looked for: how soon, and what a storm loses by it."""

import asyncio
import itertools
import json
import time
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.hall import Hall, hall
from tests.bench.measured import Measured
from tests.bench.measures import storm
from tests.bench.person import Person
from tests.bench.settings import Run
from tests.bench.timing import ms, percentile

PAIRS = Path(__file__).parents[2] / "fixtures" / "likeness"
QUERIES = ("kunta", "koulu lähellä", "bussi", "skola", "nuorten palvelut", "vesi", "digital", "talous tasapainoon")
FIRST = {"similar": "first suggestion (ms)", "search": "first search (ms)"}
AGAIN = {"similar": "suggestion p95 (ms)", "search": "search p95 (ms)"}
# Who types, and how often the page asks while they do.
TYPING, EVERY_SECONDS = 20, 0.4
# What a title has grown to when the page asks first.
SHORTEST = 8


async def measure(run: Run) -> Measured:
    """Let one person type titles and look for words, one question after the other, while nobody else is there."""
    async with hall(run) as here:
        await _propose(here, run.sizes.crowd_goals)
        [person] = await here.join(1)
        figures: dict[str, float] = {}
        for what, texts in (("similar", [text for title in titles() for text in typed(title)]), ("search", QUERIES)):
            took = [await _ask(here, person, what, text) for text in texts]
            figures |= {FIRST[what]: ms(took[0]), AGAIN[what]: ms(percentile(took[1:], 95))}
        return Measured(figures)


async def measure_storm(run: Run) -> Measured:
    """The storm, while people type titles beside it in a consultation of many goals."""
    typing: list[asyncio.Task] = []
    took: list[float] = []

    async def type_beside(here):
        await _propose(here, run.sizes.crowd_goals, aside=True)
        people = await here.join(TYPING)
        typing.extend(asyncio.create_task(_type(here, person, took)) for person in people)
        # The dictionaries have been read before people vote.
        await asyncio.sleep(run.sizes.pause)

    try:
        measured = await storm.measure(run, type_beside)
    finally:
        for task in typing:
            task.cancel()
        # The hall may have closed while they asked.
        await asyncio.gather(*typing, return_exceptions=True)
    return Measured({**measured.figures, AGAIN["similar"]: ms(percentile(took, 95))})


def titles() -> list[str]:
    """Titles as people write them, of the pairs by which likeness is tuned."""
    pairs = [each for half in ("ours", "harder") for each in json.loads((PAIRS / f"{half}.json").read_text("utf-8"))]
    return [pair[which] for pair in pairs for which in ("a", "b")]


def typed(title: str) -> list[str]:
    """What the page asks about while a title is typed: each beginning that ends with a word."""
    words = title.split()
    return [text for end in range(1, len(words) + 1) if len(text := " ".join(words[:end])) >= SHORTEST]


async def _propose(here: Hall, number: int, *, aside: bool = False) -> None:
    """Propose so many goals; those that are set `aside` are on no ballot."""
    made = []
    for place, title in enumerate(itertools.islice(itertools.cycle(titles()), number)):
        made.append((await here.do("propose_goal", theme_id=here.theme_id, title=f"{title} {place}"))["goal_id"])
    if aside:
        await here.do("mark_goals", goal_ids=made, mark="aside")


async def _type(here: Hall, person: Person, took: list[float]) -> None:
    for title in itertools.cycle(titles()):
        for text in typed(title):
            took.append(await _ask(here, person, "similar", text))
            await asyncio.sleep(EVERY_SECONDS)


async def _ask(here: Hall, person: Person, what: str, text: str) -> float:
    """Ask for what is alike or has the words in it; return how long the answer took (s)."""
    query = urlencode({"title" if what == "similar" else "q": text})
    began = time.perf_counter()
    answer = await person.wire.ask("GET", f"/api/v1/consultations/{here.slug}/{what}?{query}")
    assert answer.status == 200, answer
    return time.perf_counter() - began
