"""What the tests of faults share: one server with a second process beside it, and a room of each test's own."""

from collections.abc import Iterator

import pytest

from tests.faults.room import Room
from tests.nodes.server import Server


@pytest.fixture(scope="package")
def shared_server(database_kind, request, tmp_path_factory) -> Iterator[Server]:
    """A server with the example in it, one for all these tests; each has a consultation of its own."""
    postgres = request.getfixturevalue("postgres") if database_kind == "postgres" else None
    name = postgres and postgres.create(request.getfixturevalue("migrated"))
    server = Server(tmp_path_factory.mktemp("faults") / "data", postgres and postgres.url(name))
    server.make_example()
    try:
        yield server.start()
    finally:
        server.stop()
        if postgres:
            postgres.drop(name)


@pytest.fixture(scope="package")
def second_server(shared_server) -> Server:
    """Another process on the same database."""
    return shared_server.sibling()


@pytest.fixture
def room(shared_server) -> Iterator[Room]:
    """A consultation of this test's own on the shared server."""
    room = Room(shared_server)
    yield room
    room.close()
