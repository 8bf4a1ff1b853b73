"""A worker that sleeps is woken when a job is ordered, and when the time of a round comes."""

import time
from contextlib import closing
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import select

from tests.commands.hall import found
from tests.faults.room import Room
from tests.jobs.workers import until
from tests.mail.conftest import address
from workshop.db import Database, database_now
from workshop.db.pokes import ORDERED, driver_address
from workshop.fields import rfc3339
from workshop.jobs import KINDS
from workshop.models import PeriodicJob, Round

# Longer than a test may take: nothing here is found because the time has come to look.
TICK_SECONDS = 3600.0


@pytest.fixture
def ordering(database) -> Database:
    """The database as a web server has it, which tells the workers of orders."""
    if not database.embedded:
        database.on_order = lambda: say(database.url)
    return database


def say(url: str) -> None:
    """Tell the workers that a job was ordered."""
    with psycopg.connect(driver_address(url), autocommit=True) as connection:
        connection.execute(f"NOTIFY {ORDERED}")


def asleep(database) -> bool:
    """Whether a worker has done what it does first, so that it has gone to sleep or is about to."""
    with database.read() as session:
        done = set(session.scalars(select(PeriodicJob.name).where(PeriodicJob.turn > 0)))
    return done == {kind.name for kind in KINDS.values() if kind.every}


def test_an_order_wakes_the_worker(ordering, letters_to, rows, workers):
    workers.start(tick=TICK_SECONDS)
    until(lambda: asleep(ordering), 60)
    time.sleep(1)
    letters_to([address()])
    until(lambda: rows() == [], 20)


def test_a_round_is_closed_when_its_time_comes(ordering, workers):
    hall = found(ordering)
    soon = rfc3339(ordering.write(database_now) + timedelta(seconds=12))
    made = hall.do(hall.lead, "create_round", kind="propose", title="Goals", closes_at=soon)
    hall.do(hall.lead, "open_round", round_id=made["round_id"])
    workers.start(tick=TICK_SECONDS)

    def phase():
        with ordering.read() as session:
            return session.get(Round, made["round_id"]).phase

    until(lambda: asleep(ordering), 60)
    until(lambda: phase() == "closed", 30)


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
def test_a_web_server_tells_the_workers_of_orders(server):
    with (
        closing(Room(server)) as room,
        psycopg.connect(driver_address(server.storage_url), autocommit=True) as listening,
    ):
        listening.execute(f"LISTEN {ORDERED}")
        room.do("invite_participant", email=address())
        [told] = listening.notifies(timeout=20, stop_after=1)
    assert told.payload == ""
