"""The database: writes that are on disk when they return, and reads of one moment."""

import secrets
from collections.abc import Callable, Iterable
from contextlib import contextmanager, nullcontext
from datetime import datetime
from functools import partial
from typing import TypeVar

import gevent.local
from prometheus_client import Counter
from sqlalchemy import CursorResult, Delete, Engine, Row, Select, Update, create_engine, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from workshop.config.allowed import WITHOUT_LIMITS, Allowed
from workshop.db import races
from workshop.db.again import tried
from workshop.db.clock import DatabaseTime
from workshop.db.embedded import SingleStatements, Writer, lone_engine, readers
from workshop.db.lanes import Lane, Turns
from workshop.db.rewriting import rewrite_embedded, rewrite_shared
from workshop.db.sets import is_shared
from workshop.db.shared import shared_engine
from workshop.errors import CannotSave
from workshop.thread_pool import run_in_thread

Result = TypeVar("Result")
TRIES = 4
# SQLSTATE 40P01 is a deadlock, 40001 a serialization failure: the same work may simply be retried.
AGAIN = {"40P01", "40001"}
_NOW = select(DatabaseTime())
# What is carried out in a group must not keep all of it waiting for a lock that one needs.
BRIEFLY_MS = 250
_BRIEFLY = select(func.set_config("lock_timeout", str(BRIEFLY_MS), True))
# As long as a close of very many ballots may take between two statements. Danger: a process that hangs just then keeps
# its locks from all others for as long.
LONG_PAUSE_MS = 30_000
_LONG_PAUSE = select(func.set_config("idle_in_transaction_session_timeout", str(LONG_PAUSE_MS), True))
ALLOWED, NODE = "allowed", "node"
_JOB_ORDERED = "job_ordered"
# First key of PostgreSQL's advisory locks on rounds; the second is the round's id.
ROUNDS = 1
# First key of the lock under which consultations get their slugs, one after another (2 is used by migrating.py).
ADDRESSES = 3
# First key of the lock of the process that counts live figures for all; the second is the round's id.
COUNTING = 4
# First key of the lock under which limits are counted that all processes share.
LIMITS = 5
# PostgreSQL connections of a process: twelve with two for pokes, so that eight processes stay below the 100 that it
# allows by default. Writers wait for each other's locks, and must not keep readers waiting.
READERS, WRITERS = 5, {Lane.ANY: 3, Lane.LOCKED: 1, Lane.BATCHED: 1}
# PostgreSQL's read modes: a transaction that sees one moment, or a single statement without a transaction.
ONE_MOMENT, BY_ITSELF = "REPEATABLE READ", "AUTOCOMMIT"
# Many listeners must not cause one read each: bin/bench watches this figure.
READS = Counter("workshop_database_reads", "Times that the database was read, each at one moment")


class Database:
    """The database as shared by all parts of one process.

    `write(work)` runs `work(session)` in a transaction and returns its result only after the commit is on disk, `lane`
    being where its kind of work waits;
    `read()` opens a session in which all SELECTs see the same moment. Sessions carry `allowed`, the administrator's
    limits (by default there are none), and `node`, which tells this process from others. `on_order()` is called after a
    commit that ordered a job, where the worker must be told (db/waking.py).
    """

    on_order: Callable[[], None] | None = None

    def __init__(self, url: str, allowed: Allowed | None = None, pooler: str = ""):
        self.url = url
        self._info = {ALLOWED: allowed or WITHOUT_LIMITS, NODE: secrets.token_hex(8)}
        self.embedded = url.startswith("sqlite")
        if self.embedded:
            self.path = url.removeprefix("sqlite:///")
            self._reading = readers(self.path)
            self._single = SingleStatements(self.path)
            self._writer = Writer(self.path)
        else:
            # After an outage the first read may fail, as pages ask again; writes check their connection each time.
            engine = partial(shared_engine, pooler or url, pooled=bool(pooler))
            self._reading = engine(READERS, trusted_seconds=1, isolation=ONE_MOMENT)
            self._readers = Turns(connections=READERS)
            self._writing = {lane: engine(number) for lane, number in WRITERS.items()}
            self._turns = {lane: Turns() for lane, number in WRITERS.items() if number == 1}
        # The connection with which this greenlet is reading.
        self._held = gevent.local.local()

    def write(self, work: Callable[[Session], Result], lane: Lane = Lane.ANY) -> Result:
        """Run `work(session)` in one transaction; return its result when that is on disk.

        An exception from `work` rolls back and is raised here. Where another writer was quicker, `work` runs again and
        finds what is there now (races.py names the constraints). Raises CannotSave where the database can't write.
        """
        try:
            return tried(partial(self._write, work, lane), races.MOST_TRIES, races.was_quicker)
        except (races.DoneAgain, IntegrityError) as failure:
            if not races.was_quicker(failure):
                raise
            raise races.refusal(failure) from failure

    def _write(self, work, lane):
        if self.embedded:
            return self._writer.write(lambda session: session.info.update(self._info) or work(session))
        turns = self._turns.get(lane)
        try:
            with turns.turn() if turns else nullcontext():
                return tried(partial(self._transaction, work, lane), TRIES, _met_others, pause_seconds=0.01)
        except (OperationalError, PoolTimeout) as failure:
            raise CannotSave() from failure
        except DBAPIError as failure:
            if failure.connection_invalidated:
                raise CannotSave() from failure
            raise

    def _transaction(self, work, lane):
        with Session(self._writing[lane], expire_on_commit=False, info=self._info) as session:
            with session.begin():
                result = work(session)
            if self.on_order and session.info.get(_JOB_ORDERED):
                self.on_order()
            return result

    @contextmanager
    def read(self):
        """Open a session that only reads; all reads in it, and in nested ones, see one moment.

        Raises CannotSave where the database can't be reached.
        """
        with self._connected() as held, Session(held, autoflush=False, info=self._info) as session:
            yield session

    def row(self, statement: Select, values: dict) -> Row | None:
        """Read the first row of a Core statement, or None; cheaper than a session, and every request reads one.

        Raises CannotSave where the database can't be reached.
        """
        if not self.embedded:
            with self._connected(isolation_level=BY_ITSELF) as connection:
                return connection.execute(statement, values).first()
        READS.inc()
        try:
            return self._single.row(statement, values)
        except OperationalError as failure:
            raise CannotSave() from failure

    @contextmanager
    def _connected(self, **options):
        READS.inc()
        held = getattr(self._held, "connection", None)
        if held is not None:
            # Danger: a nested read must not take a second connection. When a hall arrives at once, each would hold one
            # and wait for another (deadlock).
            yield held
            return
        try:
            # Danger: at each ROLLBACK psycopg forgets what it has prepared, and PostgreSQL plans all statements anew.
            with self._turn(), self._reading.connect().execution_options(**options) as connection, connection.begin():
                self._held.connection = connection
                try:
                    yield connection
                finally:
                    self._held.connection = None
        except PoolTimeout as failure:
            raise CannotSave() from failure
        except DBAPIError as failure:
            if isinstance(failure, OperationalError) or failure.connection_invalidated:
                raise CannotSave() from failure
            raise

    def _turn(self):
        return nullcontext() if self.embedded else self._readers.turn()

    def purge(self, tables: Iterable[str]) -> bool:
        """Erase what the engine still keeps of deleted rows; return whether nothing is left of those in `tables`.

        The engine keeps them as long as a transaction reads a moment at which they existed.
        """
        if self.embedded:
            rewrite_embedded(self.write, tables)
            return self._writer.truncate_log()
        with self._writing[Lane.ANY].connect().execution_options(isolation_level=BY_ITSELF) as connection:
            return not sum(rewrite_shared(connection, table) for table in tables)

    def dispose(self):
        """Close all connections."""
        if self.embedded:
            self._writer.close()
            self._single.close()
        else:
            for engine in self._writing.values():
                engine.dispose()
        self._reading.dispose()


def plain_engine(url: str) -> Engine:
    """Return an engine with ordinary transactions, for migrations and other work of a single process."""
    if url.startswith("sqlite"):
        return lone_engine(url.removeprefix("sqlite:///"))
    return create_engine(url, poolclass=NullPool)


def queue_for_round(session: Session, round_id: int, *, share: bool = False, longest_ms: int | None = None) -> None:
    """Queue for a round's lock and hold the place until the transaction ends; call this before locking the row.

    `share`: several may hold the place together. Raises an error that becomes CannotSave after `longest_ms` of waiting.

    PostgreSQL grants shared row locks past a waiting exclusive one, so a close would wait for as long as ballots keep
    coming; advisory locks are first come, first served. SQLite has a single writer, so there this does nothing.
    """
    if is_shared(session):
        if longest_ms:
            session.execute(select(func.set_config("lock_timeout", str(longest_ms), True)))
        take = func.pg_advisory_xact_lock_shared if share else func.pg_advisory_xact_lock
        session.execute(select(take(ROUNDS, round_id)))


def queue_briefly(session: Session) -> None:
    """Let this transaction wait only `BRIEFLY_MS` for any one lock, after which `waited_too_long`.

    SQLite has a single writer, so there this does nothing.
    """
    if is_shared(session):
        session.connection().execute(_BRIEFLY)


def pause_long(session: Session) -> None:
    """Let this transaction be without a statement for `LONG_PAUSE_MS`, in which this process works on what it read.

    SQLite never ends a transaction by itself, so there this does nothing.
    """
    if is_shared(session):
        session.connection().execute(_LONG_PAUSE)


def waited_too_long(failure: CannotSave) -> bool:
    """Whether a transaction failed because somebody else kept a lock (SQLSTATE 55P03)."""
    return getattr(getattr(failure.__cause__, "orig", None), "sqlstate", None) == "55P03"


def allowed(session: Session) -> Allowed:
    """Return the administrator's limits."""
    return session.info[ALLOWED]


def node(session: Session) -> str:
    """Return the name of this process among those that share the database; another one after each start."""
    return session.info[NODE]


def counts_for_all(session: Session, round_id: int) -> bool:
    """Whether no other process is counting this round; if so, none begins to until the session's transaction ends."""
    return not is_shared(session) or session.scalars(select(func.pg_try_advisory_xact_lock(COUNTING, round_id))).one()


def unhurried(session: Session, work: Callable[[], Result]) -> Result:
    """Read what takes long: the embedded database, which works within this process, does so in a thread."""
    return work() if is_shared(session) else run_in_thread(work)


def wake_worker(session: Session) -> None:
    """Have the worker woken once the session's transaction is on disk."""
    session.info[_JOB_ORDERED] = True


def lock_addresses(session: Session) -> None:
    """Wait for other transactions that give a consultation its slug, and make later ones wait until this one ends."""
    if is_shared(session):
        session.execute(select(func.pg_advisory_xact_lock(ADDRESSES, 0)))


def lock_limits(session: Session) -> None:
    """Wait for other transactions that count what all processes limit together; later ones wait for this one to end."""
    if is_shared(session):
        session.execute(select(func.pg_advisory_xact_lock(LIMITS, 0)))


def database_now(session: Session) -> datetime:
    """Return the time by the database's clock: now, not the start of the transaction."""
    return session.connection().scalar(_NOW)


def upsert(session: Session, model) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT into a model's table that supports ON CONFLICT."""
    return (postgresql if is_shared(session) else sqlite).insert(model)


def count_changed(session: Session, statement: Update | Delete) -> int:
    """Run an UPDATE or DELETE; returns the number of rows."""
    result = session.execute(statement)
    assert isinstance(result, CursorResult), "what changes rows counts them"
    return result.rowcount


def _met_others(failure):
    return isinstance(failure, OperationalError) and getattr(failure.orig, "sqlstate", None) in AGAIN
