"""The facilitator's steps: how soon a thousand screens show them, and what a revelation makes the database read."""

import asyncio
import time

from tests.bench.hall import Hall, hall
from tests.bench.measured import Measured
from tests.bench.settings import Run
from tests.bench.timing import ms, percentile, until

STEPS = {"open_round": "round_opened", "close_round": "round_closed", "reveal_results": "results_revealed"}
READS = "workshop_database_reads_total"
SECONDS_TO_HEAR = 15


async def measure_steps(run: Run) -> Measured:
    """Open, close and reveal rounds with ballots in them, and note when each screen has heard of each step."""
    async with hall(run) as here:
        people = await here.fill(run.sizes.listeners)
        took: dict[str, list[float]] = {step: [] for step in STEPS}
        for _ in range(run.sizes.phases):
            about = {"kind": "vote", "title": "Vote", "method": "approve"}
            round_id = (await here.do("create_round", **about))["round_id"]
            for step, event in STEPS.items():
                took[step] += await _step(here, step, event, round_id)
                if step == "open_round":
                    await asyncio.gather(*(person.cast(round_id, here.choices(3)) for person in people[::5]))
                # What this step made everyone fetch must not be counted with the next one.
                await asyncio.sleep(run.sizes.pause / 3)
                await asyncio.gather(*(person.caught_up() for person in people))
    due = run.sizes.phases * len(people)
    p95 = {f"{step} p95 (ms)": ms(percentile(times, 95)) for step, times in took.items()}
    every = [each for times in took.values() for each in times]
    missed = len(STEPS) * due - len(every)
    return Measured({"to a screen p95 (ms)": ms(percentile(every, 95)), **p95, "screens that did not hear": missed})


async def measure_reads(run: Run) -> Measured:
    """Count the reads between a revelation and quiet, less what an equally long quiet takes."""
    pause = run.sizes.pause
    async with hall(run) as here:
        people = await here.fill(run.sizes.listeners)
        round_id = await here.open_vote(secrecy="confidential", results="on_reveal")
        await asyncio.gather(*(person.cast(round_id, here.choices(3)) for person in people[::5]))
        await here.do("close_round", round_id=round_id)
        await asyncio.sleep(pause)
        start = await here.figure(READS)
        await asyncio.sleep(pause)
        quiet = await here.figure(READS) - start
        start = await here.figure(READS)
        await here.do("reveal_results", round_id=round_id)
        await asyncio.sleep(pause)
        reads = await here.figure(READS) - start
        figures = {
            "reads caused": max(0, reads - quiet),
            "reads in as long a quiet": quiet,
            "screens that show nothing": sum(not person.sees(round_id)["voters"] for person in people),
        }
        return Measured(figures)


async def _step(here: Hall, step, event, round_id) -> list[float]:
    """Take a step and return after how long each screen heard of it (s)."""
    began = time.perf_counter()
    await here.do(step, round_id=round_id)

    def arrivals():
        heard = [told for told in here.messages.named("events") if _tells(told, event, round_id)]
        return [at for told in heard for at in told.arrivals]

    await until(lambda: len(arrivals()) >= len(here.people), SECONDS_TO_HEAR)
    return [at - began for at in arrivals()]


def _tells(told, name, round_id):
    return any(each["name"] == name and each["data"]["id"] == round_id for each in told.data["events"])
