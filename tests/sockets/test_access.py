"""Versions of `me` are read only when one has moved, and none is missed by it."""

import pytest
from sqlalchemy import select

from tests.entry.visitor import database_of
from workshop.engine.actor import touch
from workshop.models import Participant
from workshop.sockets.access import Access
from workshop.sockets.listeners import Listener, Listeners


@pytest.fixture
def database(server):
    with database_of(server) as database:
        yield database


@pytest.fixture
def lead(database):
    with database.read() as session:
        return session.scalar(select(Participant))


def _listener(sid: str, lead: Participant) -> Listener:
    return Listener(sid, lead.consultation_id, lead.id, True, lead.me_version)


def test_a_version_that_moves_is_told_and_one_that_stands_is_not(database, lead):
    listeners = Listeners()
    access = Access(database, listeners)
    listeners.add(_listener("a", lead))
    with database.read() as session:
        assert access.moved(session, lead.consultation_id) == []
    database.write(lambda session: touch(session.get(Participant, lead.id)))
    with database.read() as session:
        [(listener, version)] = access.moved(session, lead.consultation_id)
        assert (listener.sid, version) == ("a", lead.me_version + 1)


def test_a_version_that_moved_between_being_read_and_listening_is_told(database, lead):
    listeners = Listeners()
    access = Access(database, listeners)
    coming = _listener("a", lead)
    database.write(lambda session: touch(session.get(Participant, lead.id)))
    with database.read() as session:
        access.moved(session, lead.consultation_id)
    listeners.add(coming)
    access.look_at(coming)
    with database.read() as session:
        assert [version for _, version in access.moved(session, lead.consultation_id)] == [lead.me_version + 1]
