"""Counting: how old live figures get and how long a ballot waits while a hundred thousand have voted, and the close."""

import asyncio
import time

from tests.bench.crowded import let_join, let_vote
from tests.bench.hall import hall
from tests.bench.measured import Measured
from tests.bench.settings import Run
from tests.bench.timing import at_times, ms, percentile, spread, until

CHOSEN = 5
SECONDS = 60
MODES = ("named", "confidential")


async def measure(run: Run) -> Measured:
    """Let a crowd have voted, some more vote one after another while figures are live, and close; in both modes."""
    sizes = run.sizes
    figures: dict[str, float] = {}
    async with hall(run) as here:
        workshop = (await here.snapshot())["workshops"][0]["id"]
        # Before the crowd, beside which no more are let in.
        screen, *people = await here.join(1 + sizes.counting_voters)
        # In threads: who listens must go on answering the server's pings.
        crowd = await asyncio.to_thread(let_join, here, sizes.crowd_voters)
        await here.do("lock_workshop", workshop_id=workshop, locked=True)
        for secrecy in MODES:
            round_id = await here.open_vote(secrecy=secrecy, workshop_id=workshop)
            await asyncio.to_thread(let_vote, here, round_id, crowd, CHOSEN)
            if secrecy == MODES[0]:
                # Only now: while nobody listens nothing is counted.
                await screen.listen()
                await screen.caught_up()
            counted = await until(lambda seen=round_id: screen.sees(seen)["voters"] >= len(crowd), SECONDS)
            told, took = await _ballots(here, round_id, people, screen)
            began = time.perf_counter()
            await here.do("close_round", round_id=round_id)
            figures |= {
                f"{secrecy}: all counted first in (s)": round(counted, 2),
                f"{secrecy}: acknowledged p95 (ms)": ms(percentile(took, 95)),
                f"{secrecy}: acknowledged at most (ms)": ms(max(took)),
                f"{secrecy}: figures at most so old (s)": round(max(told), 2),
                f"{secrecy}: closed in (s)": round(time.perf_counter() - began, 2),
            }
    return Measured(figures)


async def _ballots(here, round_id, people, screen) -> tuple[list[float], list[float]]:
    """Let each vote once; gives how long each ballot was not in the figures, and how long each voter waited."""
    before = screen.sees(round_id)["voters"]
    # When the screen showed so many voters for the first time.
    shown: dict[int, float] = {}
    hear = screen.apply

    def listen(told):
        hear(told)
        shown.setdefault(screen.sees(round_id)["voters"], time.perf_counter())

    screen.apply = listen

    async def cast(number, due):
        answer = await people[number].cast(round_id, here.choices(CHOSEN))
        assert answer.status == 200, answer
        return due, time.perf_counter()

    moments = await at_times(spread(len(people), here.run.sizes.counting_seconds), cast)
    await until(lambda: screen.sees(round_id)["voters"] > before + len(people) - 5, SECONDS)
    acknowledged = sorted(end for _, end in moments)
    seen = {number: end for number, end in enumerate(acknowledged, start=before + 1) if number <= max(shown)}
    told = [min(at for voters, at in shown.items() if voters >= number) - end for number, end in seen.items()]
    return [max(0.0, each) for each in told], [end - due for due, end in moments]
