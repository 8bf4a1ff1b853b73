"""The worker's sleep: until a time has passed, a job may have been ordered, or a signal has come."""

import contextlib
import logging
import os
import time
from select import select

import psycopg
from pysqlite3 import dbapi2 as sqlite

from workshop.db.embedded import connect
from workshop.db.pokes import ORDERED, driver_address

log = logging.getLogger("workshop.db")
# How often SQLite is asked for new commits, which only reads the memory that its connections share.
LOOKS_SECONDS = 0.1
# During a series of commits, as in a room that votes, the worker is woken once in this time.
COALESCE_SECONDS = 0.5


class Sleep:
    """Sleeps until a time has passed, a job may have been ordered, or `wake()` was called, also by a signal handler.

    PostgreSQL notifies of ordered jobs (db/pokes.py); of SQLite only a commit is seen. Both may be missed, so the time
    slept must be short enough for that to do no harm.
    """

    def __init__(self, url: str):
        self._signs = _Commits(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else _Orders(url)
        self._woken, self._wake = os.pipe()
        os.set_blocking(self._wake, False)

    def wake(self) -> None:
        """End the present sleep, or the next one at once."""
        with contextlib.suppress(BlockingIOError):
            os.write(self._wake, b"\0")

    def sleep(self, seconds: float) -> None:
        """Return after this many seconds at the latest."""
        ends_at = time.monotonic() + seconds
        while not self._signs.seen() and (left := ends_at - time.monotonic()) > 0:
            ready, _, _ = select([self._woken, *self._signs.files()], [], [], min(left, self._signs.LOOKS_SECONDS))
            if self._woken in ready:
                os.read(self._woken, 4096)
                return

    def close(self) -> None:
        """Close its files and connection."""
        self._signs.close()
        os.close(self._woken)
        os.close(self._wake)


class _Commits:
    """Tells whether SQLite's file had a commit since the last look; an unreadable file shows none."""

    LOOKS_SECONDS = LOOKS_SECONDS

    def __init__(self, path):
        self._connection, self._version = connect(path, read_only=True), None
        self._seen_at = time.monotonic() - COALESCE_SECONDS

    def seen(self):
        version, now = self._data_version(), time.monotonic()
        if version == self._version or now - self._seen_at < COALESCE_SECONDS:
            return False
        self._version, self._seen_at = version, now
        return True

    def files(self):
        return ()

    def close(self):
        self._connection.close()

    def _data_version(self):
        try:
            return self._connection.execute("PRAGMA data_version").fetchone()[0]
        except sqlite.OperationalError:
            return self._version


class _Orders:
    """Tells whether PostgreSQL notified of an ordered job; notifications before the connection was made are lost."""

    # As good as never: its connection's file descriptor ends the wait.
    LOOKS_SECONDS = 3600.0

    def __init__(self, url):
        self._address, self._connection = driver_address(url), None

    def seen(self):
        try:
            if self._connection is None:
                self._connection = psycopg.connect(self._address, autocommit=True, application_name="workshop worker")
                self._connection.execute(f"LISTEN {ORDERED}")
                return True
            return bool(list(self._connection.notifies(timeout=0)))
        except psycopg.Error as failure:
            log.warning("the worker is not told of orders: %s", type(failure).__name__)
            self.close()
            return False

    def files(self):
        return () if self._connection is None else (self._connection.fileno(),)

    def close(self):
        if self._connection is not None:
            self._connection.close()
            self._connection = None
