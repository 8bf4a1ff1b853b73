"""A server on which people can also vote by duel, and a consultation of each test's own on it."""

from collections.abc import Callable, Iterator

import pytest
import requests

from tests.browser.people import Person
from tests.faults.room import Room
from tests.nodes.described import described_by
from tests.nodes.server import Server


@pytest.fixture(scope="session", params=["sqlite"])
def database_kind(request) -> str:
    """One database is enough: a way of voting knows of none."""
    return request.param


@pytest.fixture(scope="package")
def shared_server(database_kind, tmp_path_factory) -> Iterator[Server]:
    """A server with the example in it and one more way of voting."""
    data = tmp_path_factory.mktemp("methods") / "data"
    server = Server(data, env={"WORKSHOP_LOG_LEVEL": "WARNING"}, module="tests.methods.fork_server")
    server.make_example()
    try:
        server.start()
        # Only the server knows the figures of the way that was made up.
        addresses = [f"{server.url}/api/v1/{name}.json" for name in ("openapi", "asyncapi")]
        documents = [requests.get(address, timeout=30).json() for address in addresses]
        with described_by(*documents):
            yield server
    finally:
        server.stop()


@pytest.fixture
def room(shared_server) -> Iterator[Room]:
    """A consultation of this test's own."""
    room = Room(shared_server)
    yield room
    room.close()


@pytest.fixture
def person(chromium, shared_server) -> Iterator[Callable[..., Person]]:
    """Seat someone at a device; at the end the spies must have seen no fault."""
    people = []

    def seat(device: str = "laptop", **more) -> Person:
        people.append(Person(chromium, shared_server, device, "en", **more))
        return people[-1]

    yield seat
    for each in people:
        each.close()
