"""The database: one writer that commits in groups for SQLite, a pool for PostgreSQL, and reads that see one moment."""

from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

import gevent
from gevent.event import AsyncResult
from gevent.queue import Queue
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import IntegrityError as IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool, QueuePool, StaticPool

from workshop.errors import CannotSave

Result = TypeVar("Result")
LONGEST_GROUP = 64
BUSY_MS = 5000
TRIES = 4
# SQLSTATE 40P01 is a deadlock, 40001 a serialization failure: the same work may simply be done again.
AGAIN = {"40P01", "40001"}


class Database:
    """What all parts of one process share of the database.

    `write(work)` runs `work(session)` in a transaction and returns its result only after the commit is on
    disk; `read()` gives a session in which all SELECTs see the same moment.
    """

    def __init__(self, url: str):
        self.url = url
        self.embedded = url.startswith("sqlite")
        if self.embedded:
            self.path = url.removeprefix("sqlite:///")
            self._reading = _readers(self.path)
            self._writer = Writer(self.path)
        else:
            self._reading = self._writing = create_engine(
                url,
                pool_size=20,
                max_overflow=0,
                pool_timeout=10,
                pool_pre_ping=True,
                connect_args={"options": "-c timezone=UTC -c lock_timeout=10000"},
            )

    def write(self, work: Callable[[Session], Result]) -> Result:
        """Run `work(session)` in one transaction and return its result when that is on disk.

        Whatever `work` raises undoes it and comes out here. Raises CannotSave when the database can't write.
        """
        if self.embedded:
            return self._writer.write(work)
        for tries_left in reversed(range(TRIES)):
            try:
                with Session(self._writing, expire_on_commit=False) as session, session.begin():
                    return work(session)
            except OperationalError as failure:
                if not (tries_left and getattr(failure.orig, "sqlstate", None) in AGAIN):
                    raise CannotSave() from failure
                gevent.sleep(0.01 * (TRIES - tries_left))
            except DBAPIError as failure:
                if failure.connection_invalidated:
                    raise CannotSave() from failure
                raise
        raise AssertionError("unreachable")

    @contextmanager
    def read(self):
        """Give a session that only reads; everything read in it is of one moment."""
        options = {} if self.embedded else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with (
            self._reading.connect().execution_options(**options) as connection,
            Session(connection, autoflush=False) as session,
        ):
            yield session

    def alone(self, statement: str):
        """Run one maintenance statement outside any transaction (VACUUM, a checkpoint)."""
        if self.embedded:
            self._writer.alone(statement)
        else:
            with self._writing.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text(statement))

    def dispose(self):
        """Close every connection."""
        if self.embedded:
            self._writer.close()
        self._reading.dispose()


def plain_engine(url: str) -> Engine:
    """Give an engine whose transactions are ordinary ones, for migrations and other work of one process alone."""
    if not url.startswith("sqlite"):
        return create_engine(url, poolclass=NullPool)
    path = url.removeprefix("sqlite:///")
    engine = create_engine("sqlite://", module=sqlite, creator=lambda: _connect(path), poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def database_now(session: Session) -> datetime:
    """Tell the time by the database's clock (not that of the transaction's start)."""
    if session.get_bind().dialect.name == "sqlite":
        return datetime.fromisoformat(session.scalar(text("SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now')")))
    return session.scalar(text("SELECT clock_timestamp()"))


class Writer:
    """The one greenlet that owns SQLite's read-write connection.

    Commands queue up; each runs in a savepoint of its own inside a shared transaction, and all are answered
    after the shared COMMIT. BEGIN and COMMIT wait for locks and the disk, so they run in gevent's thread
    pool; the commands' own statements are quick and run in the loop, since a thread beside the loop would
    take the interpreter's lock from it at every statement.
    """

    def __init__(self, path):
        self.engine = create_engine(
            "sqlite://", module=sqlite, creator=lambda: _connect(path, factory=_OwnedConnection), poolclass=StaticPool
        )
        self.queue: Queue = Queue()
        self._greenlet = None

    def write(self, work):
        """Queue `work` and wait until the group it ran in is on disk."""
        return self._ask(("write", work))

    def alone(self, statement):
        """Run a statement between two groups, outside any transaction."""
        return self._ask(("alone", statement))

    def close(self):
        """Finish what is queued and close the connection."""
        if self._greenlet:
            self._ask(("stop", None))
            self._greenlet = None
        self.engine.dispose()

    def _ask(self, order):
        if not self._greenlet:
            self._greenlet = gevent.spawn(self._run)
        answer = AsyncResult()
        self.queue.put((*order, answer))
        return answer.get()

    def _run(self):
        while True:
            kind, what, answer = self.queue.get()
            if kind == "stop":
                answer.set()
                return
            if kind == "alone":
                self._settle(answer, lambda: self._in_pool(what))
                continue
            group = [(what, answer)]
            while len(group) < LONGEST_GROUP and self.queue.qsize() and self.queue.peek()[0] == "write":
                _, what, answer = self.queue.get()
                group.append((what, answer))
            self._commit_group(group)

    def _commit_group(self, group):
        answers = []
        try:
            self._in_pool("BEGIN IMMEDIATE")
            with self.engine.connect() as connection:
                for work, answer in group:
                    answers.append((answer, *_attempt(connection, work)))
            self._in_pool("COMMIT")
        except Exception as failure:
            self._undo()
            for _, answer in group:
                refusal = CannotSave()
                refusal.__cause__ = failure
                answer.set_exception(refusal)
            return
        for answer, result, failure in answers:
            if failure is None:
                answer.set(result)
            else:
                answer.set_exception(failure)

    def _undo(self):
        with self._raw() as raw:
            if raw.in_transaction:
                raw.execute("ROLLBACK")

    def _in_pool(self, statement):
        with self._raw() as raw:
            gevent.get_hub().threadpool.apply(lambda: raw.execute(statement).fetchall())

    @contextmanager
    def _raw(self):
        with self.engine.connect() as connection:
            yield connection.connection.dbapi_connection

    @staticmethod
    def _settle(answer, run):
        try:
            answer.set(run())
        except Exception as failure:
            answer.set_exception(failure)


def _attempt(connection, work):
    """Run one command in a savepoint; give (result, failure).

    A database that fails on its own account (full, locked, gone) fails the whole group: it may have rolled
    back more than the savepoint.
    """
    connection.exec_driver_sql("SAVEPOINT command")
    try:
        with Session(connection, expire_on_commit=False, join_transaction_mode="control_fully") as session:
            result = work(session)
            session.flush()
    except OperationalError:
        raise
    except Exception as failure:
        connection.exec_driver_sql("ROLLBACK TO command")
        connection.exec_driver_sql("RELEASE command")
        return None, failure
    connection.exec_driver_sql("RELEASE command")
    return result, None


class _OwnedConnection(sqlite.Connection):
    """A connection whose transactions only the writer ends: SQLAlchemy's own commit and rollback do nothing."""

    def commit(self):
        """Leave it to the writer."""

    def rollback(self):
        """Leave it to the writer."""


def _connect(path, *, factory=sqlite.Connection, read_only=False):
    connection = sqlite.connect(
        f"file:{path}{'?mode=ro' if read_only else ''}",
        uri=True,
        factory=factory,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MS / 1000,
    )
    pragmas = ["foreign_keys = ON", "cell_size_check = ON"]
    if not read_only:
        pragmas += ["journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"]
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _readers(path):
    engine = create_engine(
        "sqlite://",
        module=sqlite,
        creator=lambda: _connect(path, read_only=True),
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=24,
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine
