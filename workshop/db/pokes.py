"""Pokes: PostgreSQL notifications between the processes that share a database, over their own connections."""

import logging
import secrets
from collections.abc import Callable

import gevent
import psycopg
from gevent.event import Event as Signal

log = logging.getLogger("workshop.db")
CHANNEL = "workshop_poke"
# Tells the workers that a job was ordered, but not which.
ORDERED = "workshop_job"
# Most ids in one poke, since a payload may have 8,000 bytes; the rest goes with the next one.
MOST_IDS = 200
# Commits within this time share one poke.
COALESCE_SECONDS = 0.01
AGAIN_SECONDS = 1.0


class Pokes:
    """Tells the other processes, after a commit, in which consultations something may have changed.

    A poke carries ids only, is sent outside any transaction, and may be lost: each process also looks by itself once a
    second. `heard(consultation_id)` is called for each id in another process's poke.
    """

    def __init__(self, url: str, heard: Callable[[int], None]):
        self.address = driver_address(url)
        self.heard = heard
        self.node = secrets.token_hex(4)
        self._due: set[int] = set()
        self._ordered = False
        self._signal = Signal()

    def start(self) -> None:
        """Start sending and listening."""
        gevent.spawn(self._go_on, self._send)
        gevent.spawn(self._go_on, self._listen)

    def send(self, consultation_id: int) -> None:
        """Poke the other processes soon; returns at once."""
        self._due.add(consultation_id)
        self._signal.set()

    def wake_worker(self) -> None:
        """Tell the workers soon that a job was ordered; returns at once."""
        self._ordered = True
        self._signal.set()

    def _go_on(self, work):
        while True:
            try:
                with psycopg.connect(self.address, autocommit=True, application_name="workshop pokes") as connection:
                    work(connection)
            except psycopg.Error as failure:
                log.warning("pokes are interrupted: %s", type(failure).__name__)
            gevent.sleep(AGAIN_SECONDS)

    def _send(self, connection):
        while True:
            self._signal.wait()
            gevent.sleep(COALESCE_SECONDS)
            self._signal.clear()
            due = sorted(self._due)[:MOST_IDS]
            self._due.difference_update(due)
            if self._due:
                self._signal.set()
            ordered, self._ordered = self._ordered, False
            if ordered:
                connection.execute(f"NOTIFY {ORDERED}")
            if due:
                connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, f"{self.node}:{','.join(map(str, due))}"))

    def _listen(self, connection):
        connection.execute(f"LISTEN {CHANNEL}")
        for notice in connection.notifies():
            node, _, ids = notice.payload.partition(":")
            if node != self.node:
                for consultation_id in ids.split(","):
                    # Danger: any user of the database may notify, so anything that is no id is ignored.
                    if consultation_id.isascii() and consultation_id.isdigit() and len(consultation_id) < 10:
                        self.heard(int(consultation_id))


def driver_address(url: str) -> str:
    """Return the URL of a database as psycopg takes it."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)
