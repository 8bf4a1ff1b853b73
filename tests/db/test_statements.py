"""How many statements a person costs PostgreSQL who joins: counted, since each takes a way there and back."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event

from tests.faults.room import Room
from tests.nodes.client import Client

pytestmark = pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
MOST = 25


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


def test_who_joins_and_sees_the_room_costs_few_statements(in_process):
    room = Room(in_process)
    room.goals(2)
    room.people(2)
    with counted() as said, Client(in_process.url) as person:
        assert person.join(room.code, "Person").status_code == 200
        assert person.request("GET", f"/w/{room.code}").status_code == 200
        assert person.snapshot(room.slug)["me"]
    room.close()
    assert len(said) <= MOST, "\n".join(said)
