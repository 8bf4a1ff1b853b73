"""Durable ballots: how many a second go the whole way over HTTP, beside bare inserts that are committed one by one."""

import asyncio
import itertools
import time
from dataclasses import dataclass

from tests.bench import baselines
from tests.bench.hall import Hall, hall
from tests.bench.measured import Measured
from tests.bench.settings import Run
from tests.bench.timing import ms, percentile

AT_ONCE = 64
RATE, COST = "ballots a second", "server CPU a ballot (ms)"


async def measure(run: Run) -> Measured:
    """Let so many people at once send a ballot over their kept connection, the next one when one is answered."""
    seconds = run.sizes.durable_seconds
    async with hall(run) as here:
        stream = await pour(here)
    figures = {
        RATE: round((stream.ballots - stream.refused) / stream.seconds),
        COST: round(sum(stream.cpu.values()) / stream.ballots * 1000, 3),
        "acknowledged p99 (ms)": ms(percentile(stream.took, 99)),
        "refused": stream.refused,
    }
    return Measured(figures, {baselines.INSERTS: {RATE: round(baselines.inserts(run, seconds / 3))}})


@dataclass(frozen=True)
class Stream:
    """Ballots one after the other: how long each took (s), how many were refused, and what they cost (s), by part."""

    took: list[float]
    refused: int
    seconds: float
    cpu: dict[str, float]

    @property
    def ballots(self) -> int:
        """How many were sent."""
        return len(self.took)


async def pour(here: Hall) -> Stream:
    """Send ballots into a confidential round from so many people at once, for some seconds."""
    people = await here.join(here.run.sizes.durable_voters)
    round_id = await here.open_vote(secrecy="confidential", results="on_reveal")
    turn, took, refused = itertools.cycle(people), [], 0

    async def send(end):
        nonlocal refused
        while (began := time.perf_counter()) < end:
            answer = await next(turn).cast(round_id, here.choices(3))
            took.append(time.perf_counter() - began)
            refused += answer.status != 200

    # Each person's first ballot opens their connection, which is not what is measured.
    await asyncio.gather(*(person.cast(round_id, here.choices(3)) for person in people[:AT_ONCE]))
    before, began = here.installation.cpu(), time.perf_counter()
    end = began + here.run.sizes.durable_seconds
    await asyncio.gather(*(send(end) for _ in range(min(AT_ONCE, len(people)))))
    took_all, after = time.perf_counter() - began, here.installation.cpu()
    return Stream(took, refused, took_all, {part: after[part] - before[part] for part in after})
