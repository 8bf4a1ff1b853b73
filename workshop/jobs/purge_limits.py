"""Deletes rate limits' counters that have run out."""

from datetime import timedelta

from workshop.jobs.kind import JobContext, Kind
from workshop.limits.buckets import sweep


def run(context: JobContext) -> None:
    """Delete them, in one transaction."""
    context.database.write(sweep)


KIND = Kind(
    name="purge_limits",
    run=run,
    lease=timedelta(minutes=2),
    retry_after=timedelta(seconds=20),
    tries=None,
    weight="light",
    every=timedelta(minutes=30),
)
