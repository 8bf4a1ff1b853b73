"""The embedded database: SQLite with one writer that commits in groups, and connections that only read."""

from contextlib import contextmanager

import gevent
from gevent.event import AsyncResult
from gevent.queue import Queue
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import URL, Connection, Engine, Row, Select, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool, QueuePool, StaticPool

from workshop.errors import CannotSave
from workshop.thread_pool import run_in_thread

LONGEST_GROUP = 64
BUSY_MS = 5000


class Writer:
    """The one greenlet that owns SQLite's read-write connection.

    Commands queue up; each runs in a savepoint of its own inside a shared transaction, and all are answered
    after the shared COMMIT. COMMIT waits for the disk and BEGIN for whoever holds the lock, so they run in gevent's
    thread pool, BEGIN only where it does not succeed at once; the commands' own statements are quick and run in the
    loop, since a thread beside the loop would take the interpreter's lock from it at every statement.
    """

    def __init__(self, path):
        self.engine = create_engine(
            "sqlite://", module=sqlite, creator=lambda: connect(path, factory=_OwnedConnection), poolclass=StaticPool
        )
        self.queue: Queue = Queue()
        self._greenlet = None

    def write(self, work):
        """Queue `work` and wait until the group it ran in is on disk."""
        return self._ask(("write", work))

    def alone(self, statement):
        """Run a statement between two groups, outside any transaction; returns the rows that it gives."""
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
                self._run_alone(what, answer)
                continue
            group = [(what, answer)]
            while len(group) < LONGEST_GROUP and self.queue.qsize() and self.queue.peek()[0] == "write":
                _, what, answer = self.queue.get()
                group.append((what, answer))
            self._commit_group(group)

    def _run_alone(self, statement, answer):
        try:
            with self._raw() as raw:
                answer.set(run_in_thread(lambda: raw.execute(statement).fetchall()))
        except Exception as failure:
            answer.set_exception(failure)

    def _commit_group(self, group):
        answers = []
        try:
            with self.engine.connect() as connection:
                raw = connection.connection.dbapi_connection
                _begin(raw)
                for work, answer in group:
                    answers.append((answer, *_attempt(connection, work)))
                run_in_thread(raw.execute, "COMMIT")
        except Exception as failure:
            self._undo()
            for _, answer in group:
                refusal = CannotSave()
                refusal.__cause__ = failure
                answer.set_exception(refusal)
            return
        for answer, result, its_failure in answers:
            if its_failure is None:
                answer.set(result)
            else:
                answer.set_exception(its_failure)

    def _undo(self):
        with self._raw() as raw:
            if raw.in_transaction:
                raw.execute("ROLLBACK")

    @contextmanager
    def _raw(self):
        with self.engine.connect() as connection:
            yield connection.connection.dbapi_connection


def _begin(raw):
    """Begin at once where nobody else holds the lock, as is the rule; else wait for it beside the loop."""
    raw.execute("PRAGMA busy_timeout = 0")
    try:
        raw.execute("BEGIN IMMEDIATE")
    except sqlite.OperationalError:
        pass
    finally:
        raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    if not raw.in_transaction:
        run_in_thread(raw.execute, "BEGIN IMMEDIATE")


def _attempt(connection, work):
    """Run one command in a savepoint; give (result, failure).

    A database that fails on its own account (full, locked, gone) fails the whole group: it may have rolled
    back more than the savepoint.
    """
    raw = connection.connection.dbapi_connection
    raw.execute("SAVEPOINT command")
    try:
        with Session(connection, expire_on_commit=False, join_transaction_mode="control_fully") as session:
            result = work(session)
            session.flush()
    except OperationalError:
        raise
    except Exception as failure:
        raw.execute("ROLLBACK TO command")
        raw.execute("RELEASE command")
        return None, failure
    raw.execute("RELEASE command")
    return result, None


class _OwnedConnection(sqlite.Connection):
    """A connection whose transactions only the writer ends: SQLAlchemy's own commit and rollback do nothing."""

    def commit(self):
        """Leave it to the writer."""

    def rollback(self):
        """Leave it to the writer."""


def connect(path: str, *, factory=sqlite.Connection, read_only: bool = False) -> sqlite.Connection:
    """Open a connection in which SQLAlchemy's own BEGIN is off: whoever uses it says when a transaction begins."""
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


def readers(path: str) -> Engine:
    """Return the engine for reading; everything read in one of its transactions is of one moment."""
    engine = create_engine(
        # The file is opened by `connect`; here it tells what is kept of one database from what is kept of another.
        URL.create("sqlite", database=path),
        module=sqlite,
        creator=lambda: connect(path, read_only=True),
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=24,
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


class Glances:
    """One connection for single statements that are read alone, without a transaction around them.

    It stays open: taking one from a pool and giving it back costs as much as the statement.
    """

    def __init__(self, path: str):
        self._engine = create_engine(
            "sqlite://", module=sqlite, creator=lambda: connect(path, read_only=True), poolclass=StaticPool
        )
        self._connection: Connection | None = None

    def row(self, statement: Select, values: dict) -> Row | None:
        """Read the first row that a statement gives."""
        if self._connection is None:
            self._connection = self._engine.connect()
        return self._connection.execute(statement, values).first()

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._engine.dispose()


def lone_engine(path: str) -> Engine:
    """Return an engine whose transactions are ordinary ones, for migrations and other work of one process alone."""
    engine = create_engine("sqlite://", module=sqlite, creator=lambda: connect(path), poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine
