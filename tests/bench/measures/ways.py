"""Scores and ranks beside dots: the storm, the rush and the calm in each way of voting, in turns on one machine."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from statistics import mean

from tests.bench.measured import Measured
from tests.bench.measures import storm, together
from tests.bench.settings import Run

BESIDE, WAYS = "dots", ("score", "rank")
NONE = ("refused", "lost", "doubled", "screens that end wrong")
# What is compared in each: that which it must reach itself, and what it costs.
OF_STORM = ("acknowledged p95 (ms)", "server CPU (s)")
OF_CALM = ("server CPU (s)",)
OF_RUSH = ("vote to every screen p99 (ms)", "server CPU (s)")


def times(way: str, figure: str) -> str:
    """Name a figure of a way of voting that is so many times that of dots."""
    return f"{way}: {figure.rpartition(' (')[0]}, times {BESIDE}"


async def measure_storm(run: Run) -> Measured:
    """Let everybody cast ballots for half a minute."""

    async def figures(run):
        return (await storm.measure(run)).figures

    return await _in_turns(run, figures, OF_STORM)


async def measure_calm(run: Run) -> Measured:
    """Let everybody vote at leisure."""
    return await _in_turns(run, lambda run: together.vote(run, run.sizes.room_seconds), OF_CALM)


async def measure_rush(run: Run) -> Measured:
    """Let everybody vote at once."""
    return await _in_turns(run, lambda run: together.vote(run, run.sizes.rush_seconds), OF_RUSH)


async def _in_turns(run: Run, measure: Callable[[Run], Awaitable[dict[str, float]]], compared) -> Measured:
    """Measure each way of voting in turn, so often that what else the machine does meets all of them alike."""
    found = {way: [] for way in (BESIDE, *WAYS)}
    for _ in range(run.sizes.turns):
        for way, own in found.items():
            own.append(await measure(replace(run, method=way)))
    figures = {f"{way}: {name}": round(_mean(own, name), 2) for way, own in found.items() for name in compared}
    for way in WAYS:
        for name in compared:
            ratio = _mean(found[way], name) / max(_mean(found[BESIDE], name), 0.01)
            figures[times(way, name)] = round(ratio, 3)
    wrong = {name: sum(each.get(name, 0) for own in found.values() for each in own) for name in NONE}
    return Measured({**figures, **wrong})


def _mean(found, name):
    return mean(each[name] for each in found)
