"""What a worker waits for: when the next job, periodic job and round by the clock are due."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Row, Select, func, select

from workshop.db.clock import DatabaseTime
from workshop.engine.request_state import NEXT_CLOSING, NEXT_OPENING
from workshop.jobs.kind import Kind
from workshop.models import Job, PeriodicJob


class Ahead(NamedTuple):
    """The time by the database's clock, and when the next of each kind is due; None where there is none."""

    now: datetime
    job: datetime | None
    periodic: datetime | None
    round: datetime | None

    def is_due(self, moment: datetime | None) -> bool:
        """Whether a moment has come."""
        return moment is not None and moment <= self.now

    def seconds(self) -> float | None:
        """Return the seconds until the first of them, negative where it has passed; None where there is none."""
        moments = [moment for moment in (self.job, self.periodic, self.round) if moment is not None]
        return (min(moments) - self.now).total_seconds() if moments else None


def looking_ahead(kinds: Iterable[Kind]) -> Select:
    """Return the one statement that a worker looks ahead with, for these kinds of jobs; `ahead_of` reads its row."""
    kinds = list(kinds)
    jobs, periodic = Job.__table__, PeriodicJob.__table__
    names = [kind.name for kind in kinds if kind.every]
    there = select(func.count()).where(periodic.c.name.in_(names)).scalar_subquery()
    ordered = jobs.c.name.in_([kind.name for kind in kinds if not kind.every])
    return select(
        DatabaseTime().label("now"),
        select(func.min(jobs.c.due_at)).where(jobs.c.done_at.is_(None), ordered).scalar_subquery().label("job"),
        select(func.min(periodic.c.due_at)).where(periodic.c.name.in_(names)).scalar_subquery().label("periodic"),
        (there < len(names)).label("lacking"),
        NEXT_OPENING.label("opening"),
        NEXT_CLOSING.label("closing"),
    )


def ahead_of(row: Row | None) -> Ahead:
    """Read the row of `looking_ahead`, which there always is; a periodic job without a row yet is due."""
    assert row is not None
    rounds = [moment for moment in (row.opening, row.closing) if moment is not None]
    return Ahead(row.now, row.job, row.now if row.lacking else row.periodic, min(rounds, default=None))
