"""Makes the database engine forget who cast which ballot of a round."""

from datetime import timedelta

from workshop.jobs.kind import JobContext, Kind
from workshop.operations.anonymising import purge


def run(context: JobContext, round_id: int) -> None:
    """Rewrite ballots and roll and purge the old rows; raises StillRemembered while a transaction reads them."""
    purge(context.database, round_id)


KIND = Kind(
    # Jobs have been ordered under this name since the first release.
    name="forget",
    run=run,
    lease=timedelta(minutes=2),
    # Danger: links to voters must not survive because a reader was in the way. Retried until it succeeds.
    retry_after=timedelta(seconds=1),
    tries=None,
    weight="light",
    # Many secret ballots order the same job.
    once_for_all=True,
)
