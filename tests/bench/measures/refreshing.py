"""Desks and walls that are open: how soon they show an event, and whether a storm still holds beside them."""

import asyncio
import random
import time

from tests.bench.hall import hall
from tests.bench.measured import Measured
from tests.bench.measures import storm
from tests.bench.screens import Screen, open_screens
from tests.bench.settings import Run
from tests.bench.timing import ms, percentile, until

SECONDS_TO_SHOW = 10
# Open beside the storm.
DESKS, WALLS = 10, 5


async def measure(run: Run) -> Measured:
    """Reword one of many goals now and then; the time from the answer until a screen has its parts anew."""
    async with hall(run) as here:
        for number in range(len(here.goals), run.sizes.desk_goals):
            made = await here.do("propose_goal", theme_id=here.theme_id, title=f"Goal {number + 1}")
            here.goals.append(str(made["goal_id"]))
        screens = await open_screens(here, 1, 1)
        took: list[float] = []
        for number in range(run.sizes.rewordings):
            await asyncio.sleep(1)
            await here.do("edit_goal", goal_id=int(random.choice(here.goals)), title=f"Another {number}")
            at = time.perf_counter()
            await until(lambda at=at: all(each.shown > at for each in screens), SECONDS_TO_SHOW)
            took += [each.shown - at for each in screens]
        return Measured({"parts shown p95 (ms)": ms(percentile(took, 95)), **_failures(screens)})


async def measure_storm(run: Run) -> Measured:
    """The storm, with the screens open."""
    screens: list[Screen] = []

    async def open_them(here):
        screens.extend(await open_screens(here, DESKS, WALLS))

    measured = await storm.measure(run, open_them)
    return Measured({**measured.figures, **_failures(screens)})


def _failures(screens):
    return {"screens without their parts": sum(each.failed or not each.shown for each in screens)}
