"""Deletes the old records of participants' browsers in a consultation."""

from datetime import timedelta

from workshop.jobs.kind import JobContext, Kind
from workshop.operations.people.devices import FORGET, purge_devices


def run(context: JobContext, consultation_id: int) -> None:
    """Delete them, and order the next purge for when the rest will be old enough."""
    purge_devices(context.database, consultation_id)


KIND = Kind(
    name=FORGET,
    run=run,
    lease=timedelta(minutes=2),
    retry_after=timedelta(seconds=20),
    tries=10,
    weight="light",
)
