"""Deletes counts of mails whose window has ended."""

from datetime import timedelta

from workshop.jobs.kind import JobContext, Kind
from workshop.operations.mailing import purge_counts


def run(context: JobContext) -> None:
    """Delete them, in one transaction."""
    context.database.write(purge_counts)


KIND = Kind(
    name="purge_mail_counts",
    run=run,
    lease=timedelta(minutes=2),
    retry_after=timedelta(seconds=20),
    tries=None,
    weight="light",
    every=timedelta(minutes=30),
)
