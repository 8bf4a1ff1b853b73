"""A room in which everyone votes once and everyone sees everything: what it costs, and how soon each vote is seen."""

import bisect
import time

from tests.bench import baselines
from tests.bench.hall import hall
from tests.bench.measured import Measured
from tests.bench.settings import Run
from tests.bench.timing import at_times, ms, percentile, spread, until

SECONDS_TO_CONVERGE = 30


async def measure_calm(run: Run) -> Measured:
    """Let everyone vote at leisure."""
    return await _measure(run, run.sizes.room_seconds)


async def measure_rush(run: Run) -> Measured:
    """Let everyone vote at once."""
    return await _measure(run, run.sizes.rush_seconds)


async def _measure(run, seconds):
    names = (baselines.STOCK, baselines.BARE)
    beside = {name: await baselines.room(run, name, seconds, seen) for name in names}
    return Measured(await vote(run, seconds), beside)


async def vote(run: Run, seconds: float) -> dict[str, float]:
    """Let everybody vote once within so many seconds, and give what it cost and how soon each vote was seen."""
    async with hall(run) as here:
        people = await here.fill(run.sizes.room)
        round_id = await here.open_vote()
        sent, acknowledged = [0.0] * len(people), [0.0] * len(people)

        async def vote(number, due):
            sent[number] = due
            answer = await people[number].cast(round_id, here.choices())
            acknowledged[number] = time.perf_counter()
            return answer.status

        before = here.cpu()
        statuses = await at_times(spread(len(people), seconds), vote)
        voters = statuses.count(200)
        await until(lambda: all(each.sees(round_id)["voters"] == voters for each in people), SECONDS_TO_CONVERGE)
        for person in people:
            await person.caught_up()
        cpu = here.cpu() - before
        tallies = [told for told in here.messages.named("tally") if told.data["round_id"] == round_id]
        steps = [(told.data["voters"], told.arrivals) for told in tallies]
        return {
            "server CPU (s)": round(cpu, 2),
            "acknowledged p99 (ms)": ms(percentile((at - due for due, at in zip(sent, acknowledged, strict=True)), 99)),
            **seen(sent, acknowledged, steps),
            "votes": voters,
            "screens that end wrong": sum(each.sees(round_id)["voters"] != voters for each in people),
        }


def seen(sent: list[float], acknowledged: list[float], steps: list[tuple[int, list[float]]]) -> dict[str, float]:
    """Return how long each vote took until the last screen showed it, and until any did (ms).

    `steps` has, for each tally that was told, how many voters it counts and when each screen had it. Votes are
    acknowledged in the order of their commits, so that the first tally of n voters is the one that shows the n-th.
    """
    steps = sorted(steps, key=lambda step: step[0])
    counts = [voters for voters, _ in steps]
    last, every = [], []
    for rank, number in enumerate(sorted(range(len(sent)), key=acknowledged.__getitem__), 1):
        at = bisect.bisect_left(counts, rank)
        if at < len(steps):
            waits = [arrival - sent[number] for arrival in steps[at][1]]
            every += waits
            last.append(max(waits))
    return {
        "vote to a screen p50 (ms)": ms(percentile(every, 50)),
        "vote to every screen p99 (ms)": ms(percentile(last, 99)),
        "tallies told": len(steps),
    }
