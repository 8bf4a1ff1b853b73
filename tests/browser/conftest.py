"""What the browser tests share: one Chromium, one server, and a hall in which people sit at their devices."""

from collections.abc import Callable, Iterator

import pytest

from tests.browser.people import Person
from tests.faults.room import Room
from tests.nodes.server import Server
from tests.pictures.stage import ENVIRONMENT, Stages


@pytest.fixture(scope="session", params=["sqlite"])
def database_kind(request) -> str:
    """One database is enough for most: what is stored has tests of its own on each."""
    return request.param


@pytest.fixture(scope="package")
def shared_server(database_kind, tmp_path_factory) -> Iterator[Server]:
    """A server with the example in it; each test has a consultation of its own."""
    server = Server(tmp_path_factory.mktemp("browser") / "data", env={"WORKSHOP_LOG_LEVEL": "WARNING"})
    server.make_example()
    try:
        yield server.start()
    finally:
        server.stop()


@pytest.fixture(scope="package")
def stages(tmp_path_factory) -> Iterator[Stages]:
    """The consultations of the pictures, in every state, on a server of their own."""
    server = Server(tmp_path_factory.mktemp("stages") / "data", env=ENVIRONMENT)
    server.make_example()
    try:
        yield Stages(server.start())
    finally:
        server.stop()


@pytest.fixture
def room(shared_server) -> Iterator[Room]:
    """A consultation of this test's own on the shared server."""
    room = Room(shared_server)
    yield room
    room.close()


@pytest.fixture
def person(chromium, shared_server) -> Iterator[Callable[..., Person]]:
    """Seat someone at a device: `person("phone", "sv")`; at the end the spies must have seen no fault."""
    people = []

    def seat(device: str = "laptop", lang: str = "en", server: Server = shared_server, **more) -> Person:
        people.append(Person(chromium, server, device, lang, **more))
        return people[-1]

    yield seat
    for each in people:
        each.context.close()
    for each in people:
        each.spies.check()
