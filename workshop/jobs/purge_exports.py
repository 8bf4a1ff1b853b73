"""Deletes files that were made for somebody, or of adopted documents, when their time is over."""

from datetime import timedelta

from workshop.jobs.kind import JobContext, Kind
from workshop.operations.handing_out.adopted_files import purge_adopted_files
from workshop.operations.handing_out.exports import purge_exports


def run(context: JobContext) -> None:
    """Delete them, each kind in one transaction."""
    context.database.write(purge_exports)
    context.database.write(purge_adopted_files)


KIND = Kind(
    name="purge_exports",
    run=run,
    lease=timedelta(minutes=2),
    retry_after=timedelta(seconds=20),
    tries=None,
    weight="light",
    every=timedelta(minutes=5),
)
