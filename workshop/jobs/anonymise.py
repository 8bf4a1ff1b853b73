"""Makes the database engine forget who cast which ballot of a round."""

from datetime import timedelta

from workshop.jobs.kind import JobContext, Kind
from workshop.operations.anonymising import purge


def run(context: JobContext, round_id: int) -> None:
    """Write ballots and roll anew and wipe what is left; raises StillRemembered while somebody reads what was there."""
    purge(context.database, round_id)


KIND = Kind(
    # Under this name it has been ordered since the first release.
    name="forget",
    run=run,
    lease=timedelta(minutes=2),
    # What is to be forgotten must not stay because others read at the wrong moment: that is tried until it is done.
    retry_after=timedelta(seconds=1),
    tries=None,
    weight="light",
    # Many secret ballots ask for the same.
    once_for_all=True,
)
