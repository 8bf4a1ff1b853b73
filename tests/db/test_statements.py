"""How many statements a person costs PostgreSQL who joins: counted, since each takes a way there and back."""

from collections.abc import Iterator
from contextlib import contextmanager

import gevent
import pytest
from sqlalchemy import Engine, event

from tests.faults.room import Room
from workshop.identity import link_key

pytestmark = pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
MOST, HALL = 25, 20


@contextmanager
def counted() -> Iterator[list[str]]:
    """Note each statement of this process."""
    said: list[str] = []

    def note(connection, cursor, statement, *more):
        said.append(" ".join(statement.split()))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def room(in_process) -> Iterator[Room]:
    """A room that others have seen, so that what all of them see is in the cache."""
    room = Room(in_process)
    room.goals(2)
    for person in room.people(2):
        person.snapshot(room.slug)
    yield room
    room.close()


def come(room: Room, name: str, **proof) -> None:
    """Join, open the room's page and fetch the snapshot, as a browser does."""
    person = room.person()
    assert person.join(room.code, name, **proof).status_code == 200
    assert person.request("GET", f"/w/{room.code}").status_code == 200
    assert person.snapshot(room.slug)["me"]


def test_who_joins_by_the_link_and_sees_the_room_costs_few_statements(room):
    key = link_key(room.server.app.extensions["workshop"].settings.secret_key, room.code)
    with counted() as said:
        come(room, "Person", k=key)
    assert len(said) <= MOST, "\n".join(said)


def test_each_of_a_hall_that_types_the_code_at_once_costs_few_too(room):
    people = [room.person() for _ in range(HALL)]
    with counted() as said:
        joining = [gevent.spawn(person.join, room.code, f"Person {n}") for n, person in enumerate(people)]
        assert [each.get().status_code for each in joining] == [200] * HALL
        for person in people:
            assert person.request("GET", f"/w/{room.code}").status_code == 200
            assert person.snapshot(room.slug)["me"]
    assert len(said) / HALL <= MOST, "\n".join(said)
