"""Forgets the codes of cards that nobody has said to be printed for a day."""

from datetime import timedelta

from workshop.jobs.kind import JobContext, Kind
from workshop.operations.people.seats import FORGET_CODES, forget_old_codes


def run(context: JobContext, consultation_id: int) -> None:
    """Forget those that are old enough."""
    forget_old_codes(context.database, consultation_id)


KIND = Kind(
    name=FORGET_CODES,
    run=run,
    lease=timedelta(minutes=2),
    retry_after=timedelta(seconds=20),
    tries=None,
    weight="light",
)
