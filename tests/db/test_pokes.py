"""Pokes between processes on one PostgreSQL: what one sends another hears, whatever happens to the connections."""

import os
import queue
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import psycopg
import pytest

from tests.faults.room import Room

pytestmark = pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
SECONDS = 20
HEARING = """
from gevent import monkey; monkey.patch_all()
import sys, gevent
from workshop.db.pokes import Pokes
Pokes(sys.argv[1], lambda number: print(number, flush=True)).start()
gevent.sleep(float(sys.argv[2]))
"""


class Ear:
    """Another process that has nothing but its pokes."""

    def __init__(self, process):
        self.heard: queue.Queue[int] = queue.Queue()
        self._thread = threading.Thread(target=self._read, args=[process.stdout], daemon=True)
        self._thread.start()

    def _read(self, lines):
        for line in lines:
            self.heard.put(int(line))


@contextmanager
def ear(url: str):
    """Let another process listen; it is there when the database knows its connections."""
    command = [sys.executable, "-c", HEARING, url, "120"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as process:
        try:
            yield Ear(process)
        finally:
            process.kill()


def poking(database: psycopg.Connection) -> list[int]:
    """The backends of the connections that listen."""
    found = database.execute(
        "SELECT pid FROM pg_stat_activity WHERE application_name = 'workshop pokes' AND query LIKE 'LISTEN%'"
        " AND datname = current_database()"
    )
    return [pid for (pid,) in found.fetchall()]


def wait_for_poking(database, number, without=()):
    """Return when so many connections listen, none of those in `without` among them."""
    end = time.monotonic() + SECONDS
    while len(set(poking(database)) - set(without)) < number:
        assert time.monotonic() < end, "nobody listens"
        time.sleep(0.05)


@pytest.fixture
def database(server):
    """A connection of the test's own to the server's database."""
    address = server.database_url.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection


def test_what_is_committed_at_one_process_is_poked_to_the_others_by_its_number_alone(server, database):
    database.execute("LISTEN workshop_poke")
    room = Room(server)
    room.do("create_theme", title="A theme that nobody may read in a poke")
    with ear(server.database_url) as other:
        wait_for_poking(database, 2)
        room.do("create_theme", title="Another")
        number = other.heard.get(timeout=SECONDS)
    payloads = [notice.payload for notice in database.notifies(timeout=1)]
    room.close()
    assert payloads
    for payload in payloads:
        node, ids = payload.split(":")
        assert len(node) == 8
        assert all(each.isdigit() for each in ids.split(","))
    assert database.execute("SELECT slug FROM consultation WHERE id = %s", [number]).fetchone() == (room.slug,)


def test_garbage_on_the_channel_harms_nobody_and_is_no_number(server, database):
    with ear(server.database_url) as other:
        wait_for_poking(database, 2)
        for garbage in ("", "x", ":", "x:", "x:y,-1,1.5,٣,99999999999999", "x:7", "\u2028" * 500):
            database.execute("SELECT pg_notify('workshop_poke', %s)", [garbage])
        assert other.heard.get(timeout=SECONDS) == 7
        assert other.heard.empty()
    assert server.ready()


def test_a_connection_that_was_cut_comes_back(server, database):
    room = Room(server)
    with ear(server.database_url) as other:
        wait_for_poking(database, 2)
        cut = database.execute(
            "SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'workshop pokes'"
            " AND datname = current_database()"
        ).fetchall()
        assert len(cut) == 4
        wait_for_poking(database, 2, without=[pid for pid, _ in cut])
        end = time.monotonic() + SECONDS
        while other.heard.empty():
            assert time.monotonic() < end, "no poke came through any more"
            room.do("create_theme", title="Still here")
            time.sleep(0.2)
    room.close()
