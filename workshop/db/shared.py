"""PostgreSQL as this process uses it: a bounded pool, and time-outs so that a hung process can't keep locks."""

import logging
import math
import os
import time
from collections.abc import Iterable
from functools import partial

import psycopg
from gevent import get_hub, monkey
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import InvalidatePoolError

log = logging.getLogger("workshop.db")
# Danger: a process that hangs in a transaction would keep its locks from all others. `lock_timeout` is the shorter one,
# since otherwise a hung process would be granted one lock after another that it waits for, and keep each as long.
SET = {"timezone": "UTC", "lock_timeout": "4s", "idle_in_transaction_session_timeout": "5s"}
OPTIONS = " ".join(f"-c {name}={value}" for name, value in SET.items())
_HELD = "SELECT " + ", ".join(f"current_setting('{name}')" for name in SET)


class Connection(psycopg.Connection):
    """A connection that waits for the database by a watcher of gevent's loop, in processes that gevent runs.

    psycopg's own way makes an object for polling, a signal and a timer for each statement, and costs four times as
    much as that.
    """

    def wait(self, gen, interval: float = 0.1, timeout: float | None = None):
        """Run psycopg's steps to their end while other greenlets go on; return their result."""
        if timeout is not None or not monkey.is_module_patched("select"):
            return super().wait(gen, interval, timeout)
        loop = get_hub().loop
        try:
            # What psycopg waits for, and what has come, are numbers as gevent has them: 1 to read, 2 to write.
            wanted = next(gen)
            while True:
                watcher = loop.io(self.pgconn.socket, wanted)
                watcher.priority = loop.MAXPRI
                try:
                    get_hub().wait(watcher)
                except BaseException:
                    # Nobody reads the answer any more.
                    self.pgconn.finish()
                    raise
                finally:
                    watcher.close()
                wanted = gen.send(wanted)
        except StopIteration as end:
            return end.value


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


def shared_engine(
    url: str, connections: int, *, trusted_seconds: float = 0, pooled: bool = False, isolation: str | None = None
) -> Engine:
    """Return this process's engine; at most `connections` of its greenlets use the database at once.

    A connection used within the last `trusted_seconds` is assumed to be alive. `pooled`: the address is a pooler's,
    which gives each transaction any of its connections to the database (docs/administrators.md). With an `isolation`
    level it only reads.
    """
    # Danger: behind a pooler a prepared statement would be looked for on a connection that has it not.
    of_session = {"prepare_threshold": None} if pooled else {"options": OPTIONS}
    engine = create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=10,
        connect_args={**of_session, "application_name": f"workshop {os.getpid()}", "cursor_factory": Cursor},
        **({"isolation_level": isolation} if isolation else {}),
    )
    # Many rows become one INSERT, as in SQLAlchemy's dialect for psycopg2, instead of as many round trips.
    engine.dialect.use_insertmanyvalues_wo_returning = True
    event.listen(engine, "do_connect", lambda dialect, record, given, named: Connection.connect(*given, **named))
    if pooled:
        event.listen(engine, "connect", _look_what_is_set)
    if isolation:
        event.listen(engine, "connect", _only_read)
    event.listen(engine, "checkin", _note_the_time)
    event.listen(engine, "checkout", partial(_look_whether_it_lives, engine.dialect, trusted_seconds))
    return engine


def _look_what_is_set(connection, record):
    """Refuse a pooler that does not set what this process can't set by itself there."""
    with connection.cursor() as cursor:
        held = cursor.execute(_HELD).fetchone()
    connection.rollback()
    if held != (*SET.values(),):
        log.error("WORKSHOP_POOLER_URL: the pooler must set %s when it connects", SET)
        raise psycopg.OperationalError("the pooler does not set the time-outs")


def _only_read(connection, record):
    connection.read_only = True


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
