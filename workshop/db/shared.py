"""PostgreSQL as this process uses it: sized pool, and no lock that a process which hangs could keep."""

import math
import time
from collections.abc import Iterable
from functools import partial

import psycopg
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import InvalidatePoolError

# A process that hangs in the midst of a transaction must not keep its locks from the others. The wait for a lock is the
# shorter one: else what the process itself was waiting for is given to it next, and kept as long, one after another.
OPTIONS = "-c timezone=UTC -c lock_timeout=4000 -c idle_in_transaction_session_timeout=5000"


class Cursor(psycopg.Cursor):
    """A cursor that sends the many of `executemany` one by one.

    As shipped they go in a pipeline, which ends in a Flush after the Sync. PostgreSQL (seen on 15) stops the clock of
    `idle_in_transaction_session_timeout` at any message and starts it at a Sync alone, so after a pipeline a process
    that hangs would keep its locks for ever.
    """

    _changed: int | None = None

    def execute(self, query, params=None, **more) -> "Cursor":
        """Run one statement."""
        self._changed = None
        return super().execute(query, params, **more)

    def executemany(self, query, params_seq: Iterable, *, returning: bool = False) -> None:
        """Run one statement with many values; `rowcount` is of all of them.

        What it is `returning` is asked for by nobody: SQLAlchemy has many values in one INSERT then.
        """
        if returning:
            raise NotImplementedError("many values, each with what it returns")
        changed = 0
        for params in params_seq:
            changed += self.execute(query, params).rowcount
        self._changed = changed

    @property
    def rowcount(self) -> int:
        """The rows that were changed."""
        return super().rowcount if self._changed is None else self._changed


def shared_engine(url: str, connections: int, *, trusted_seconds: float = 0) -> Engine:
    """Return an engine of one process; at most so many of its greenlets are in the database at once.

    A connection that was used within `trusted_seconds` is taken for alive.
    """
    engine = create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=10,
        connect_args={"options": OPTIONS, "cursor_factory": Cursor},
    )
    # Many rows are one INSERT, as in SQLAlchemy's dialect for psycopg2, and not as many round trips.
    engine.dialect.use_insertmanyvalues_wo_returning = True
    event.listen(engine, "checkin", _note_the_time)
    event.listen(engine, "checkout", partial(_look_whether_it_lives, engine.dialect, trusted_seconds))
    return engine


def _note_the_time(connection, record):
    record.info["idle_since"] = time.monotonic()


def _look_whether_it_lives(dialect, trusted_seconds, connection, record, fairy):
    """Ask the database for a sign of life through a connection that has lain idle, before it is used.

    The library's own pool_pre_ping asks each time, which costs as much as a statement. The first to find that the
    database has gone makes all other connections be made anew.
    """
    if time.monotonic() - record.info.get("idle_since", math.inf) < trusted_seconds:
        return
    try:
        dialect.do_ping(connection)
    except psycopg.Error as failure:
        raise InvalidatePoolError() from failure
