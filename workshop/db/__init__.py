"""The database: writes that are on disk when they return, and reads that see one moment."""

import re
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import TypeVar

import gevent.local
from prometheus_client import Counter
from sqlalchemy import CursorResult, Delete, Engine, Row, Select, Update, create_engine, func, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from workshop.config.allowed import WITHOUT_LIMITS, Allowed
from workshop.db import races
from workshop.db.again import tried
from workshop.db.clock import DatabaseTime
from workshop.db.embedded import Glances, Writer, lone_engine, readers
from workshop.db.shared import shared_engine
from workshop.errors import CannotSave

Result = TypeVar("Result")
TRIES = 4
# SQLSTATE 40P01 is a deadlock, 40001 a serialization failure: the same work may simply be done again.
AGAIN = {"40P01", "40001"}
_NOW = select(DatabaseTime())
ALLOWED = "allowed"
_JOB_ORDERED = "job_ordered"
# The first half of the names of PostgreSQL's advisory locks; of this one the second is the number of a round.
ROUNDS = 1
# And of this one nothing (2 is that of migrating.py): consultations take their addresses one after another.
ADDRESSES = 3
# Connections of a process to PostgreSQL. Those who write wait for one another's locks, and must not keep others from
# reading meanwhile.
READERS, WRITERS = 12, 8
# How PostgreSQL reads: all that is read is of one moment, or one statement without a transaction around it.
ONE_MOMENT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
BY_ITSELF = {"isolation_level": "AUTOCOMMIT"}
# What many listeners cause must not cost a read for each of them: bin/bench looks at this figure.
READS = Counter("workshop_database_reads", "Times that the database was read, each at one moment")


class Database:
    """What all parts of one process share of the database.

    `write(work)` runs `work(session)` in a transaction and returns its result only after the commit is on
    disk; `read()` gives a session in which all SELECTs see the same moment. Both know what is
    `allowed`; where nothing is said, there are no limits. `on_order()` is called after a commit that ordered a job,
    where the worker has to be told so (db/waking.py).
    """

    on_order: Callable[[], None] | None = None

    def __init__(self, url: str, allowed: Allowed | None = None):
        self.url = url
        self._info = {ALLOWED: allowed or WITHOUT_LIMITS}
        self.embedded = url.startswith("sqlite")
        if self.embedded:
            self.path = url.removeprefix("sqlite:///")
            self._reading = readers(self.path)
            self._glances = Glances(self.path)
            self._writer = Writer(self.path)
        else:
            # The first read after the database was gone may fail, and pages ask again; a write is spared that.
            self._reading = shared_engine(url, READERS, trusted_seconds=1)
            self._writing = shared_engine(url, WRITERS)
        # The connection with which this greenlet reads now.
        self._held = gevent.local.local()

    def write(self, work: Callable[[Session], Result]) -> Result:
        """Run `work(session)` in one transaction and return its result when that is on disk.

        Whatever `work` raises undoes it and comes out here. Raises CannotSave when the database can't write. Where
        another was quicker, `work` runs again and finds what is there now (races.py says at which constraints).
        """
        try:
            return tried(partial(self._write, work), races.MOST_TRIES, races.was_quicker)
        except (races.DoneAgain, IntegrityError) as failure:
            if not races.was_quicker(failure):
                raise
            raise races.refusal(failure) from failure

    def _write(self, work):
        if self.embedded:
            return self._writer.write(lambda session: session.info.update(self._info) or work(session))
        try:
            return tried(partial(self._transaction, work), TRIES, _met_others, pause_seconds=0.01)
        except (OperationalError, PoolTimeout) as failure:
            raise CannotSave() from failure
        except DBAPIError as failure:
            if failure.connection_invalidated:
                raise CannotSave() from failure
            raise

    def _transaction(self, work):
        with Session(self._writing, expire_on_commit=False, info=self._info) as session:
            with session.begin():
                result = work(session)
            if self.on_order and session.info.get(_JOB_ORDERED):
                self.on_order()
            return result

    @contextmanager
    def read(self):
        """Give a session that only reads; everything read in it is of one moment, also by reads within it.

        Raises CannotSave when the database can't be reached.
        """
        with self._connected(ONE_MOMENT) as held, Session(held, autoflush=False, info=self._info) as session:
            yield session

    def row(self, statement: Select, values: dict) -> Row | None:
        """Read the first row that a statement on tables gives; cheaper than a session, since every request reads one.

        Raises CannotSave when the database can't be reached.
        """
        if not self.embedded:
            with self._connected(BY_ITSELF) as connection:
                return connection.execute(statement, values).first()
        READS.inc()
        try:
            return self._glances.row(statement, values)
        except OperationalError as failure:
            raise CannotSave() from failure

    @contextmanager
    def _connected(self, options):
        READS.inc()
        held = getattr(self._held, "connection", None)
        if held is not None:
            # In a hall that comes at once each would hold one connection, and wait for another that nobody gives back.
            yield held
            return
        try:
            with self._reading.connect().execution_options(**({} if self.embedded else options)) as connection:
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

    def purge(self, tables: Iterable[str]) -> bool:
        """Wipe away what is left of rows that are gone; tells whether nothing is left of those in `tables`.

        While anyone reads a moment at which they were there, the engine keeps them.
        """
        if self.embedded:
            busy, *_ = self._writer.alone("PRAGMA wal_checkpoint(TRUNCATE)")[0]
            return not busy
        return not sum(self._write_anew(table) for table in tables)

    def _write_anew(self, table):
        """Write a table anew; gives how many old rows had to be kept."""
        details = []

        def hear(said):
            # The driver lets go of what was said once it has been heard.
            details.append(said.message_detail or "")

        with self._writing.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            raw = connection.connection.dbapi_connection
            raw.add_notice_handler(hear)
            try:
                connection.execute(text(f"VACUUM (FULL, VERBOSE) {table}"))
            finally:
                raw.remove_notice_handler(hear)
        # In every language the detail begins with how many "dead row versions cannot be removed yet".
        [kept] = [int(number[1]) for detail in details if (number := re.match(r"\D*(\d+)", detail))]
        return kept

    def dispose(self):
        """Close every connection."""
        if self.embedded:
            self._writer.close()
            self._glances.close()
        else:
            self._writing.dispose()
        self._reading.dispose()


def plain_engine(url: str) -> Engine:
    """Give an engine whose transactions are ordinary ones, for migrations and other work of one process alone."""
    if url.startswith("sqlite"):
        return lone_engine(url.removeprefix("sqlite:///"))
    return create_engine(url, poolclass=NullPool)


def stand_in_line(session: Session, round_id: int, *, share: bool = False, longest_ms: int | None = None) -> None:
    """Wait for one's turn at a round's lock, and keep it until the transaction ends; before taking the lock itself.

    Whoever waits for longer than `longest_ms` can't save.

    PostgreSQL gives shares of a row's lock past whoever waits for the whole of it, so a close would wait for as
    long as ballots keep coming; advisory locks are first come, first served. The embedded writer is alone anyway.
    """
    if is_shared(session):
        if longest_ms:
            session.execute(select(func.set_config("lock_timeout", str(longest_ms), True)))
        take = func.pg_advisory_xact_lock_shared if share else func.pg_advisory_xact_lock
        session.execute(select(take(ROUNDS, round_id)))


def allowed(session: Session) -> Allowed:
    """Tell what the administrator allows people."""
    return session.info[ALLOWED]


def wake_worker(session: Session) -> None:
    """Let the worker be woken once the session's transaction is on disk."""
    session.info[_JOB_ORDERED] = True


def take_turns(session: Session) -> None:
    """Wait until no other transaction gives a consultation its address, and keep others waiting until this one ends."""
    if is_shared(session):
        session.execute(select(func.pg_advisory_xact_lock(ADDRESSES, 0)))


def database_now(session: Session) -> datetime:
    """Tell the time by the database's clock (not that of the transaction's start)."""
    return session.connection().scalar(_NOW)


def upsert(session: Session, model) -> postgresql.Insert | sqlite.Insert:
    """Give an INSERT into the table of a model that can say what to do where the row is there already."""
    return (postgresql if is_shared(session) else sqlite).insert(model)


def count_changed(session: Session, statement: Update | Delete) -> int:
    """Run a statement that changes or deletes rows; gives how many those were."""
    result = session.execute(statement)
    assert isinstance(result, CursorResult), "what changes rows counts them"
    return result.rowcount


def _met_others(failure):
    return isinstance(failure, OperationalError) and getattr(failure.orig, "sqlstate", None) in AGAIN


def is_shared(session: Session) -> bool:
    """Whether others may write while this session does: the writer of the embedded database is alone."""
    return session.get_bind().dialect.name != "sqlite"
