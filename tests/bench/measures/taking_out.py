"""Taking out: files of a huge consultation made by the worker, and what the voters of another one lose by it."""

import asyncio
import re
import time
from urllib.parse import urlencode
from uuid import uuid4

from tests.bench.crowded import contribute, let_join, let_vote
from tests.bench.hall import Hall, hall
from tests.bench.measured import Measured
from tests.bench.processes import memory_mb
from tests.bench.settings import Run
from tests.bench.timing import at_times, ms, percentile, spread
from tests.entry.visitor import database_of
from tests.nodes.family import PROC, family

CHOSEN = 5
FILES = ("results.xlsx", "document.docx", "document.pdf")
PAGE, SLOWED, MEMORY = "results page again (s)", "voting beside it, times alone", "memory of a job at most (MB)"
SECONDS = 300
JOB = b"workshop.jobs\0export"


async def measure(run: Run) -> Measured:
    """Fill one hall, ask for its page and its files, and let another one vote meanwhile."""
    async with hall(run) as here:
        await _fill(here)
        other = Hall(run, here.installation)
        await other.furnish()
        people = await other.join(run.sizes.beside_voters)
        round_id = await other.open_vote()
        pages = [await _page(here, f"/c/{here.slug}/results") for _ in range(run.sizes.pages)]
        figures: dict[str, float] = {"results page first (s)": round(pages[0][0], 2)}
        figures[PAGE] = round(max(took for took, _ in pages[1:]), 2)
        alone = await _vote(other, people, round_id)
        peaks: list[float] = []
        watching = asyncio.create_task(_watch(here, peaks))
        beside: list[float] = []
        for name in FILES:
            made = asyncio.create_task(_made(here, name))
            while not made.done():
                beside += await _vote(other, people, round_id)
            figures[f"{name} (s)"] = round(await made, 1)
        watching.cancel()
        for person in people:
            await person.leave()
        other.lead.close()
    figures |= {
        MEMORY: round(max(peaks, default=0.0)),
        "acknowledged alone p50 (ms)": ms(percentile(alone, 50)),
        "acknowledged beside it p50 (ms)": ms(percentile(beside, 50)),
        "acknowledged beside it p95 (ms)": ms(percentile(beside, 95)),
        SLOWED: round(percentile(beside, 50) / percentile(alone, 50), 2),
    }
    return Measured(figures)


async def _fill(here):
    sizes = here.run.sizes

    def contributed():
        with database_of(here.server) as database:
            return contribute(here, database, sizes.crowd_goals, sizes.crowd_comments, 3 * sizes.crowd_goals)

    goals = await asyncio.to_thread(contributed)
    here.goals = [str(each) for each in goals]
    voters = await asyncio.to_thread(let_join, here, sizes.taking_voters)
    for secrecy in ("named", "confidential"):
        round_id = await here.open_vote(secrecy=secrecy, results="on_reveal")
        await asyncio.to_thread(let_vote, here, round_id, voters, CHOSEN)
        await here.do("close_round", round_id=round_id)
        await here.do("reveal_results", round_id=round_id)
    await here.do("create_document", title="Document")
    for goal in goals:
        await here.do("include_goal", goal_id=goal)


async def _page(here, path):
    """Ask for a page; gives how long that took (s), and what it says."""
    began = time.perf_counter()
    answer = await here.lead.ask("GET", path)
    assert answer.status == 200, (path, answer.status)
    return time.perf_counter() - began, answer.body.decode()


async def _made(here, name):
    """Ask for a file and wait until it can be fetched; gives how long that took (s)."""
    path = f"/c/{here.slug}/exports"
    began = time.perf_counter()
    answer = await here.lead.ask("POST", path, urlencode({"name": name, "key": str(uuid4())}).encode())
    assert answer.status == 303, (name, answer.status)
    while time.perf_counter() - began < SECONDS:
        _, page = await _page(here, f"{path}?part=files")
        if re.search(rf"/exports/\d+/{re.escape(name)}", page):
            return time.perf_counter() - began
        await asyncio.sleep(0.5)
    return float("inf")


async def _vote(here, people, round_id):
    """Let each cast a ballot within some seconds; gives how long after its moment each was acknowledged (s)."""

    async def cast(number, due):
        answer = await people[number].cast(round_id, here.choices(CHOSEN))
        assert answer.status == 200, answer
        return time.perf_counter() - due

    return await at_times(spread(len(people), here.run.sizes.beside_seconds), cast)


async def _watch(here, peaks):
    """Note again and again how much memory the jobs' own processes have had at most."""
    while True:
        pids = [pid for node in here.installation.nodes for pid in family(node.pid)]
        peaks += [memory_mb(pid)["peak"] for pid in pids if _is_job(pid)]
        await asyncio.sleep(0.2)


def _is_job(pid):
    try:
        return JOB in (PROC / str(pid) / "cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False
