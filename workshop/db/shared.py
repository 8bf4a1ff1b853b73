"""PostgreSQL as this process uses it: a bounded pool, and time-outs so that a hung process can't keep locks."""

import math
import time
from collections.abc import Iterable
from functools import partial

import psycopg
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import InvalidatePoolError

# Danger: a process that hangs in a transaction would keep its locks from all others. `lock_timeout` is the shorter one,
# since otherwise a hung process would be granted one lock after another that it waits for, and keep each as long.
OPTIONS = "-c timezone=UTC -c lock_timeout=4000 -c idle_in_transaction_session_timeout=5000"


class Cursor(psycopg.Cursor):
    """A cursor whose `executemany` sends its statements one by one.

    By default they go in a pipeline, which ends in a Flush after the Sync. PostgreSQL (seen on 15) stops the clock of
    `idle_in_transaction_session_timeout` at any message and restarts it only at a Sync, so that after a pipeline a hung
    process would keep its locks for ever.
    """

    _changed: int | None = None

    def execute(self, query, params=None, **more) -> "Cursor":
        """Run one statement."""
        self._changed = None
        return super().execute(query, params, **more)

    def executemany(self, query, params_seq: Iterable, *, returning: bool = False) -> None:
        """Run one statement with many values; `rowcount` then counts all of them.

        Raises NotImplementedError for `returning`: SQLAlchemy puts many values into one INSERT instead.
        """
        if returning:
            raise NotImplementedError("many values, each with what it returns")
        changed = 0
        for params in params_seq:
            changed += self.execute(query, params).rowcount
        self._changed = changed

    @property
    def rowcount(self) -> int:
        """The number of rows changed."""
        return super().rowcount if self._changed is None else self._changed


def shared_engine(url: str, connections: int, *, trusted_seconds: float = 0) -> Engine:
    """Return this process's engine; at most `connections` of its greenlets use the database at once.

    A connection used within the last `trusted_seconds` is assumed to be alive.
    """
    engine = create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=10,
        connect_args={"options": OPTIONS, "cursor_factory": Cursor},
    )
    # Many rows become one INSERT, as in SQLAlchemy's dialect for psycopg2, instead of as many round trips.
    engine.dialect.use_insertmanyvalues_wo_returning = True
    event.listen(engine, "checkin", _note_the_time)
    event.listen(engine, "checkout", partial(_look_whether_it_lives, engine.dialect, trusted_seconds))
    return engine


def _note_the_time(connection, record):
    record.info["idle_since"] = time.monotonic()


def _look_whether_it_lives(dialect, trusted_seconds, connection, record, fairy):
    """Ping the database through an idle connection before it is used.

    SQLAlchemy's `pool_pre_ping` pings at every checkout, which costs as much as a statement. The first ping that fails
    invalidates the whole pool.
    """
    if time.monotonic() - record.info.get("idle_since", math.inf) < trusted_seconds:
        return
    try:
        dialect.do_ping(connection)
    except psycopg.Error as failure:
        raise InvalidatePoolError() from failure
