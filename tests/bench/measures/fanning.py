"""The fan-out: what one update costs for each listener that gets it, beside a stock server and one that frames once."""

import asyncio
import math

from tests.bench import baselines
from tests.bench.hall import Hall, hall
from tests.bench.measured import Measured
from tests.bench.settings import Run
from tests.bench.timing import at_times

RATE = 10
# So many characters has the title of the theme that is told.
TITLE = 60
COST = "server CPU for an update to a listener (µs)"


async def measure(run: Run) -> Measured:
    """Reword a theme ten times a second, with one listener and with all of them.

    What the change itself costs is in both, so the difference is what the listeners cost.
    """
    async with hall(run) as here:
        costs, got = await told(here)
        sizes = [len(raw) for raw, told in here.messages.told.items() if b"theme_edited" in raw]
    size = round(sum(sizes) / max(1, len(sizes)))
    beside = {}
    for name in (baselines.STOCK, baselines.BARE):
        beside[name] = {COST: round(await baselines.fan_out(run, name, RATE, size), 2)}
    figures = {
        COST: round(sum(costs.values()), 2),
        "updates a second": round(got / run.sizes.listeners / run.sizes.fan_seconds, 1),
        "bytes of an update": size,
    }
    return Measured(figures, beside)


async def told(here: Hall) -> tuple[dict[str, float], int]:
    """Return what an update costs for each listener (µs), by part, and how many updates all of them got."""
    await here.fill(1)
    few_cpu, few = await _follow(here)
    await here.fill(here.run.sizes.listeners - 1)
    many_cpu, many = await _follow(here)
    more = many - few
    return {part: (many_cpu[part] - few_cpu[part]) / more * 1e6 if more > 0 else math.inf for part in many_cpu}, many


async def _follow(here: Hall) -> tuple[dict[str, float], int]:
    """Return the processor time (s), by part, and the number of updates that all listeners got."""
    seconds = here.run.sizes.fan_seconds
    await asyncio.sleep(here.run.sizes.pause)
    before, got = here.installation.cpu(), sum(each.updates for each in here.people)

    async def reword(number, due):
        await here.do("edit_theme", theme_id=here.theme_id, title=f"{number:0{TITLE}}")

    await at_times([number / RATE for number in range(int(RATE * seconds))], reword)
    await asyncio.sleep(0.5)
    cpu = {part: used - before[part] for part, used in here.installation.cpu().items()}
    return cpu, sum(each.updates for each in here.people) - got
