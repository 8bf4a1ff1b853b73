"""The app as it is served: its worker forgets by itself, soon, and nothing that it writes down tells a choice."""

import time
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.faults.room import Room
from tests.secrecy.attacker import caught
from tests.secrecy.election import GOALS, VOTERS, Vote, all_different, in_another_order
from workshop.db import Database
from workshop.models import CommandKey, Job

SECONDS = 30


@pytest.fixture
def url(server) -> str:
    """The address of the database that the server has."""
    return server.storage_url


@pytest.fixture
def database(url):
    """The server's database, as another process opens it."""
    database = Database(url)
    yield database
    database.dispose()


@pytest.fixture
def room(server):
    """A consultation on the server."""
    room = Room(server)
    yield room
    room.close()


def test_no_ballot_is_joined_to_its_voter(room, database, remember):
    goals, people = room.goals(GOALS), room.people(VOTERS)
    cast = {secrecy: _cast(room, goals, people, secrecy) for secrecy in ("secret", "confidential")}
    _wait_for_the_worker(database)
    # The secret round is still open: what was cast is taken apart all the same.
    for round_id, votes in cast.values():
        assert caught(remember(votes, round_id), votes, round_id) == set()
    with database.read() as session:
        for round_id, _ in cast.values():
            keys = session.scalars(select(CommandKey).where(CommandKey.round_id == round_id)).all()
            assert [key.fingerprint for key in keys] == [None] * VOTERS
    log = room.server.log.read_text()
    for word in ("agree", '"choices"', *(vote.key for _, votes in cast.values() for vote in votes)):
        assert word not in log


def _cast(room, goals, people, secrecy):
    round_id = room.vote(method="opinion", secrecy=secrecy)
    votes = []
    for person, choices in zip(in_another_order(people), all_different(goals), strict=True):
        vote = Vote(person.participant["id"], str(uuid4()), choices)
        person.done(room.slug, "cast_ballot", key=vote.key, round_id=round_id, choices=choices)
        votes.append(vote)
    if secrecy == "confidential":
        room.do("close_round", round_id=round_id)
    return round_id, votes


def _wait_for_the_worker(database):
    end = time.monotonic() + SECONDS
    while True:
        with database.read() as session:
            if session.scalars(select(Job).where(Job.name == "forget")).first() is None:
                return
        assert time.monotonic() < end
        time.sleep(0.1)
