"""What is declared of each kind of job, and what it is given to work with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from workshop.config import Settings
from workshop.db import Database


@dataclass(frozen=True)
class JobContext:
    """What a job is given beside its arguments.

    `hold()` renews the lease at once and raises LeaseLost where somebody else has taken the job over: to be called
    right before what can't be taken back, such as a mail. In a process of its own it does nothing, since the worker
    that waits for the process renews the lease.
    """

    settings: Settings
    database: Database
    hold: Callable[[], None] = lambda: None


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of job.

    `name` is what its rows bear, also those of a release before: it can't be changed. `run(context, **arguments)` does
    it, and must bear to be begun again: a worker may be killed at any moment. `lease` is how long the job is one
    worker's before another takes it on; it is renewed while the job runs. After a failure it is tried again in
    `retry_after` times the number of tries, `tries` times in all (None: until it is done). A `heavy` one runs in a
    process of its own, and may raise no TooManyMails. `once_for_all`: of all jobs with the same arguments that are due,
    one run does for all. `every`: it is not ordered, but done again so long after it was done.
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
