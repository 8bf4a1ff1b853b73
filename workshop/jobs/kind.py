"""The declaration of a kind of job, and what its function is given."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from workshop.config import Settings
from workshop.db import Database


@dataclass(frozen=True)
class JobContext:
    """What a job is given besides its arguments.

    Call `hold()` right before anything that can't be undone, such as a mail: it renews the lease, and raises LeaseLost
    where another worker has taken the job over. In a heavy job's own process it does nothing, because the worker that
    waits for that process renews the lease.
    """

    settings: Settings
    database: Database
    hold: Callable[[], None] = lambda: None


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of job.

    `name` is stored in its rows, also by the previous release: it can't be changed. `run(context, **arguments)` does
    the job. Danger: it must be safe to run again from its beginning, since a worker may be killed at any moment.
    `lease` is how long a worker holds the job before another may take it; it is renewed while the job runs. After a
    failure the job is retried after `retry_after` times the number of tries, `tries` times in all (None: until it
    succeeds). A `heavy` job runs in its own process, and must not raise TooManyMails. `once_for_all`: one run does all
    due jobs with the same arguments. `every`: it is periodic, never ordered, and runs again this long after it was
    done.
    """

    name: str
    run: Callable[..., None]
    lease: timedelta
    retry_after: timedelta
    tries: int | None
    weight: Literal["light", "heavy"]
    once_for_all: bool = False
    every: timedelta | None = None

    @property
    def heavy(self) -> bool:
        """Whether it runs in a process of its own."""
        return self.weight == "heavy"
