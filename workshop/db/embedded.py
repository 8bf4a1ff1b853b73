"""SQLite, embedded: one writer that commits in groups, and connections that only read."""

from contextlib import contextmanager

import gevent
from gevent.event import AsyncResult
from gevent.queue import Queue
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import URL, Connection, Engine, Row, Select, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool, QueuePool, StaticPool

from workshop.db.driver import driver_connection
from workshop.errors import CannotSave
from workshop.thread_pool import run_in_thread

LONGEST_GROUP = 64
BUSY_MS = 5000
TRUNCATION_TRIES, TRUNCATION_MS, TRUNCATION_PAUSE_SECONDS = 20, 50, 0.1


class Writer:
    """The one greenlet that owns SQLite's read-write connection.

    Units of work queue up; each runs in its own savepoint within a shared transaction, and all are answered after the
    shared COMMIT. COMMIT waits for the disk and BEGIN for the holder of the lock, so they run in gevent's thread pool
    (BEGIN only where it fails at once). Their own statements are quick and run in the event loop: a thread would
    contend with the loop for the interpreter's lock at every statement.
    """

    def __init__(self, path):
        self.engine = create_engine(
            "sqlite://", module=sqlite, creator=lambda: connect(path, factory=_OwnedConnection), poolclass=StaticPool
        )
        self.queue: Queue = Queue()
        self._greenlet = None

    def write(self, work):
        """Queue `work`; return its result once its group is on disk, or raise its failure."""
        return self._ask(("write", work))

    def truncate_log(self):
        """Move the write-ahead log into the file and truncate it; return whether no reader was in the way for long."""
        for _ in range(TRUNCATION_TRIES):
            # Moved beforehand, and waited for but briefly: others can't write while the log is being truncated.
            self._ask(("alone", ["PRAGMA wal_checkpoint(PASSIVE)"]))
            briefly = f"PRAGMA busy_timeout = {TRUNCATION_MS}"
            [(busy, *_)] = self._ask(("alone", [briefly, "PRAGMA wal_checkpoint(TRUNCATE)"]))
            if not busy:
                return True
            gevent.sleep(TRUNCATION_PAUSE_SECONDS)
        return False

    def close(self):
        """Finish what is queued, then close the connection."""
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

    def _run_alone(self, statements, answer):
        """Run statements between two groups, outside any transaction; give the rows of the last one."""
        try:
            with self._raw() as raw:
                answer.set([run_in_thread(lambda each=each: raw.execute(each).fetchall()) for each in statements][-1])
        except Exception as failure:
            answer.set_exception(failure)

    def _commit_group(self, group):
        answers = []
        try:
            with self.engine.connect() as connection:
                raw = driver_connection(connection)
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
            yield driver_connection(connection)


def _begin(raw):
    """Begin at once where nobody else holds the lock, as is usual; otherwise wait for it in a thread."""
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
    """Run one work in a savepoint; return (result, failure).

    An OperationalError (disk full, locked, gone) fails the whole group: the engine may have rolled back more than the
    savepoint.
    """
    raw = driver_connection(connection)
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
        """Do nothing; the writer commits."""

    def rollback(self):
        """Do nothing; the writer rolls back."""


def connect(path: str, *, factory=sqlite.Connection, read_only: bool = False) -> sqlite.Connection:
    """Open a connection without the driver's implicit BEGIN: its user begins each transaction explicitly."""
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
    """Return the engine for reading; all reads in one of its transactions see one moment."""
    engine = create_engine(
        # `connect` opens the file; this URL only serves as a cache key that tells databases apart.
        URL.create("sqlite", database=path),
        module=sqlite,
        creator=lambda: connect(path, read_only=True),
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=24,
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


class SingleStatements:
    """One connection for single statements that are read outside any transaction.

    It stays open: taking one from a pool and returning it costs as much as the statement.
    """

    def __init__(self, path: str):
        self._engine = create_engine(
            "sqlite://", module=sqlite, creator=lambda: connect(path, read_only=True), poolclass=StaticPool
        )
        self._connection: Connection | None = None

    def row(self, statement: Select, values: dict) -> Row | None:
        """Read the first row of a statement, or None."""
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
    """Return an engine with ordinary transactions, for migrations and other work of a single process."""
    engine = create_engine("sqlite://", module=sqlite, creator=lambda: connect(path), poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine
