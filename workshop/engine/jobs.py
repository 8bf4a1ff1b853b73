"""Jobs: what is to be done after a transaction is written down in it, so that it is as certain as its cause."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workshop.db import database_now
from workshop.models import Job

# A claimed job that nobody finished is due again after this, as when its worker was killed.
LEASE = timedelta(minutes=2)
MOST_AT_ONCE = 200


def order(session: Session, name: str, arguments: dict, due_at: datetime) -> None:
    """Write down a job; the arguments carry ids and addresses, never choices."""
    session.add(Job(name=name, arguments=arguments, due_at=due_at))


def any_waiting(session: Session) -> bool:
    """Whether any job is due."""
    return session.scalar(_due(session).with_only_columns(Job.id).limit(1)) is not None


def claim(session: Session) -> list[Job]:
    """Take the jobs that are due; no other worker gets them while the lease lasts."""
    now = database_now(session)
    jobs = list(session.scalars(_due(session).limit(MOST_AT_ONCE).with_for_update(skip_locked=True)))
    for job in jobs:
        job.due_at = now + LEASE
        job.tries += 1
    session.flush()
    return jobs


def finished(session: Session, job_id: int) -> None:
    """Forget a job that is done."""
    session.execute(delete(Job).where(Job.id == job_id))


def put_off(session: Session, job_id: int, wait: timedelta) -> None:
    """Do a claimed job later, as if it had not been tried: it has to wait for its turn."""
    job = session.get(Job, job_id)
    job.due_at, job.tries = database_now(session) + wait, job.tries - 1


def postponed(session: Session, job_id: int, failure: str, wait: timedelta, most_tries: int | None) -> None:
    """Try a failed job again later, up to so many times (None: always); then it stays, for an administrator to see."""
    job, now = session.get(Job, job_id), database_now(session)
    job.failure, job.due_at = failure, now + wait * job.tries
    if most_tries is not None and job.tries >= most_tries:
        job.done_at = now


def _due(session):
    return select(Job).where(Job.due_at <= database_now(session), Job.done_at.is_(None)).order_by(Job.id)
