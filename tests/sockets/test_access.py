"""Versions of `me` are told to whoever was not told them, and to nobody else."""

from dataclasses import replace

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
    coming = _listener("a", lead)
    database.write(lambda session: touch(session.get(Participant, lead.id)))
    listeners.add(coming)
    with database.read() as session:
        moved = Access(database, listeners).moved(session, lead.consultation_id)
    assert [version for _, version in moved] == [lead.me_version + 1]


def test_each_device_of_one_participant_is_told_what_it_was_not(database, lead):
    listeners = Listeners()
    versions = {"a": lead.me_version, "b": lead.me_version + 1, "c": lead.me_version + 2}
    for sid, version in versions.items():
        listeners.add(replace(_listener(sid, lead), me_version=version))
    listeners.add(Listener("wall", lead.consultation_id, None, False, 0))
    database.write(lambda session: touch(session.get(Participant, lead.id)))
    database.write(lambda session: touch(session.get(Participant, lead.id)))
    with database.read() as session:
        moved = Access(database, listeners).moved(session, lead.consultation_id)
    assert [(each.sid, version) for each, version in moved] == [("a", versions["c"]), ("b", versions["c"])]
