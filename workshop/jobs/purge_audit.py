"""Deletes entries of the audit log that are older than a year."""

from datetime import timedelta

from workshop.jobs.kind import JobContext, Kind
from workshop.operations.auditing import purge


def run(context: JobContext) -> None:
    """Delete them, in one transaction."""
    context.database.write(purge)


KIND = Kind(
    name="purge_audit",
    run=run,
    lease=timedelta(minutes=2),
    retry_after=timedelta(seconds=20),
    tries=None,
    weight="light",
    every=timedelta(minutes=30),
)
