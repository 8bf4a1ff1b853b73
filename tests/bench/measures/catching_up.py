"""Catching up: what `changes` costs whoever missed fifty events of a long and crowded consultation."""

import time
from uuid import uuid4

from sqlalchemy import select

from tests.bench.crowded import contribute
from tests.bench.hall import Hall, hall
from tests.bench.measured import Measured
from tests.bench.settings import Run
from tests.bench.timing import ms, percentile
from tests.entry.visitor import database_of
from workshop import events
from workshop.engine.door import perform, under_lock
from workshop.models import Consultation, Theme

MISSED = 50
TIMES = 50
AT_ONCE = 1000


async def measure(run: Run) -> Measured:
    """Ask again and again, with one more event each time, as the one who wrote all that is there."""
    async with hall(run) as here:
        goals = _crowd(here)
        # Of each thing `changes` gives the newest state alone, so what was missed is of one goal after another.
        for number in range(MISSED):
            await _reword(here, goals, number)
        now = await here.snapshot()
        took, cpu, sizes = [], 0.0, set()
        for number in range(TIMES):
            revision = await _reword(here, goals, MISSED + number)
            path = f"/api/v1/consultations/{here.slug}/changes?since={revision - MISSED}&epoch={now['epoch']}"
            before, began = here.cpu(), time.perf_counter()
            answer = await here.lead.ask("GET", path)
            took.append(time.perf_counter() - began)
            cpu += here.cpu() - before
            assert len(answer.json()["events"]) == min(MISSED, len(goals)), answer
            sizes.add((answer.size, len(answer.body)))
    compressed, plain = max(sizes)
    figures = {
        "answered p95 (ms)": ms(percentile(took, 95)),
        "server CPU an answer (ms)": ms(cpu / TIMES),
        "bytes": plain,
        "bytes, compressed": compressed,
        "revision": revision,
    }
    return Measured(figures)


async def _reword(here, goals, number):
    about = {"goal_id": goals[number % len(goals)], "title": f"Goal {number}: fibre to every house"}
    answer = await here.lead.do(here.slug, "edit_goal", str(uuid4()), **about)
    return answer.json()["revision"]


def _crowd(here: Hall) -> list[int]:
    """Fill the consultation with goals, comments and a long journal, on the database itself; gives the goals' ids."""
    sizes = here.run.sizes
    with database_of(here.server) as database:
        goals = contribute(here, database, sizes.crowd_goals, sizes.crowd_comments)
        while database.write(lambda session: _reworded(session, here)) < sizes.crowd_events:
            pass
    return goals


def _reworded(session, here):
    """Log that a theme was reworded many times over; gives the revision that this comes to."""
    consultation = session.scalar(select(Consultation).where(Consultation.slug == here.slug))

    def work(nobody):
        number = min(AT_ONCE, max(0, here.run.sizes.crowd_events - nobody.consultation.revision))
        return [events.theme_edited(session.get(Theme, here.theme_id))] * number

    perform(under_lock(session, consultation.id), work)
    return consultation.revision
