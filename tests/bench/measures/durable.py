"""Durable ballots: how many a second go the whole way over HTTP, beside bare inserts that are committed one by one."""

import asyncio
import itertools
import time

from tests.bench import baselines
from tests.bench.hall import hall
from tests.bench.measured import Measured
from tests.bench.settings import Run
from tests.bench.timing import ms, percentile

AT_ONCE = 64
RATE = "ballots a second"


async def measure(run: Run) -> Measured:
    """Let so many people at once send a ballot over their kept connection, the next one when one is answered."""
    seconds = run.sizes.durable_seconds
    async with hall(run) as here:
        people = await here.join(run.sizes.durable_voters)
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
        before, began = here.cpu(), time.perf_counter()
        await asyncio.gather(*(send(began + seconds) for _ in range(min(AT_ONCE, len(people)))))
        took_all, cpu = time.perf_counter() - began, here.cpu() - before
    figures = {
        RATE: round((len(took) - refused) / took_all),
        "server CPU a ballot (ms)": round(cpu / len(took) * 1000, 3),
        "acknowledged p99 (ms)": ms(percentile(took, 99)),
        "refused": refused,
    }
    return Measured(figures, {baselines.INSERTS: {RATE: round(baselines.inserts(run, seconds / 3))}})
