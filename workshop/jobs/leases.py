"""Leases: a worker holds a job for a time; one that has lost the job can't change it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, select, tuple_, update
from sqlalchemy.orm import Session

from workshop.db import count_changed, database_now, upsert
from workshop.jobs.kind import Kind
from workshop.models import Job, PeriodicJob

_JOBS, _PERIODIC = Job.__table__, PeriodicJob.__table__
LONGEST_FAILURE = 200


class LeaseLost(Exception):
    """Another worker has taken the job over, because the lease was not renewed in time."""


@dataclass(frozen=True)
class JobLease:
    """A worker's hold on an ordered job, or on several that one run does.

    `held` is the number of tries by job id: taking a job adds one, so it tells this holder from the next.
    """

    kind: Kind
    arguments: dict[str, Any]
    held: dict[int, int]

    def renew(self, session: Session) -> bool:
        """Hold the job for another lease from now; return whether it was still held."""
        return bool(_change(session, self._mine(), _JOBS, due_at=database_now(session) + self.kind.lease))

    def finish(self, session: Session) -> None:
        """Delete the job, which is done."""
        session.execute(delete(_JOBS).where(self._mine()))

    def put_off(self, session: Session, wait: timedelta) -> None:
        """Put the job off by `wait`; this try does not count, since it only waited for its turn."""
        _change(session, self._mine(), _JOBS, due_at=database_now(session) + wait, tries=_JOBS.c.tries - 1)

    def fail(self, session: Session, failure: str) -> None:
        """Have the job retried later; after the last try its row stays, for an administrator to see."""
        now, tries = database_now(session), max(self.held.values())
        over = self.kind.tries is not None and tries >= self.kind.tries
        values = {"due_at": now + self.kind.retry_after * tries, "done_at": now if over else None}
        _change(session, self._mine(), _JOBS, failure=failure[:LONGEST_FAILURE], **values)

    def _mine(self):
        return tuple_(_JOBS.c.id, _JOBS.c.tries).in_(list(self.held.items()))


@dataclass(frozen=True)
class PeriodicLease:
    """A worker's hold on a periodic job; `turn` tells this holder from the next."""

    kind: Kind
    turn: int

    @property
    def arguments(self) -> dict[str, Any]:
        """A periodic job has no arguments."""
        return {}

    def renew(self, session: Session) -> bool:
        """Hold the job for another lease from now; return whether it was still held."""
        return self._due_in(session, self.kind.lease)

    def finish(self, session: Session) -> None:
        """Have the job due again after `kind.every`."""
        self._due_in(session, self.kind.every, failure=None)

    def put_off(self, session: Session, wait: timedelta) -> None:
        """Put the job off by `wait`."""
        self._due_in(session, wait)

    def fail(self, session: Session, failure: str) -> None:
        """Have the job retried later; a periodic job is never given up."""
        self._due_in(session, self.kind.retry_after, failure=failure[:LONGEST_FAILURE])

    def _due_in(self, session, wait, **values):
        mine = (_PERIODIC.c.name == self.kind.name) & (_PERIODIC.c.turn == self.turn)
        return bool(_change(session, mine, _PERIODIC, due_at=database_now(session) + wait, **values))


Lease = JobLease | PeriodicLease


def claim(session: Session, kinds: Mapping[str, Kind]) -> JobLease | None:
    """Take the job of these kinds that has been due for longest; None where none is due.

    Only one at a time, so that a slow job keeps no other from another worker.
    """
    now = database_now(session)
    due = select(Job).where(Job.due_at <= now, Job.done_at.is_(None)).order_by(Job.due_at, Job.id)
    due = due.with_for_update(skip_locked=True)
    job = session.scalars(due.where(Job.name.in_(kinds)).limit(1)).first()
    if job is None:
        return None
    kind, taken = kinds[job.name], [job]
    if kind.once_for_all:
        taken = [each for each in session.scalars(due.where(Job.name == job.name)) if each.arguments == job.arguments]
    for each in taken:
        each.due_at, each.tries = now + kind.lease, each.tries + 1
    session.flush()
    return JobLease(kind, job.arguments, {each.id: each.tries for each in taken})


def claim_periodic(session: Session, kinds: Mapping[str, Kind]) -> PeriodicLease | None:
    """Take a due periodic job of these kinds, or None; a periodic job without a row is due at once."""
    now, names = database_now(session), [kind.name for kind in kinds.values() if kind.every]
    for name in set(names) - set(session.scalars(select(PeriodicJob.name))):
        new = upsert(session, PeriodicJob).values(name=name, due_at=now, turn=0)
        session.execute(new.on_conflict_do_nothing(index_elements=[PeriodicJob.name]))
    due = select(PeriodicJob).where(PeriodicJob.name.in_(names), PeriodicJob.due_at <= now)
    row = session.scalars(due.order_by(PeriodicJob.due_at).limit(1).with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    kind = kinds[row.name]
    row.due_at, row.turn = now + kind.lease, row.turn + 1
    session.flush()
    return PeriodicLease(kind, row.turn)


def _change(session: Session, mine: ColumnElement[bool], table, **values) -> int:
    return count_changed(session, update(table).where(mine).values(**values))
