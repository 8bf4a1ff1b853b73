"""Reading: whoever reads takes one connection and no second one, so that a hall that comes at once is let in."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from tests.entry.visitor import database_of
from tests.nodes.client import Client
from tests.nodes.listener import Listener
from workshop.models import Account, Participant

# More than a process has connections to PostgreSQL.
AT_ONCE = 40
SECONDS = 8


@pytest.fixture
def guests(server) -> list[Client]:
    """Forty who have joined and look at nothing yet."""

    def come(number):
        guest = Client(server.url)
        assert guest.join(server.example["workshop"]["code"], f"Guest {number}").status_code == 200
        return guest

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(come, range(AT_ONCE)))


def test_a_hall_that_reads_and_begins_to_listen_at_once_waits_for_nothing(server, guests):
    listeners = [Listener(server.url, guest.token, guest.slug) for guest in guests]
    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        seen = list(pool.map(lambda guest: guest.snapshot(guest.slug), guests))
        list(pool.map(lambda listener: listener.connect(30), listeners))
    assert len(seen) == AT_ONCE
    assert time.monotonic() - began < SECONDS
    for listener in listeners:
        listener.close()


def test_what_is_read_within_a_read_is_of_the_same_moment(server):
    with database_of(server) as database:
        everyone = select(func.count()).select_from(Participant.__table__)
        with database.read() as session:
            before = session.scalar(everyone)
            Client(server.url).join(server.example["workshop"]["code"], "Late")
            with database.read() as within:
                assert within.scalar(everyone) == before
            assert database.row(select(Account.__table__.c.id).limit(1), {}) is not None
        with database.read() as session:
            assert session.scalar(everyone) == before + 1
