"""What the browser tests share: one Chromium, one server, and a hall in which people sit at their devices."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.browser.cable import Cable
from tests.browser.people import Person
from tests.browser.seats import Seats
from tests.faults.room import Room
from tests.nodes.server import Server
from tests.pictures.stage import ENVIRONMENT, Stages

# One facilitator leads the halls of all tests, several of them with 200 goals within a minute.
HALLS = {"WORKSHOP_LOG_LEVEL": "WARNING", "WORKSHOP_MOST_WRITES_EACH": "60000"}


@pytest.fixture(scope="session", params=["sqlite"])
def database_kind(request) -> str:
    """One database is enough for most: what is stored has tests of its own on each."""
    return request.param


@pytest.fixture(scope="package")
def shared_server(database_kind, tmp_path_factory) -> Iterator[Server]:
    """A server with the example in it; each test has a consultation of its own."""
    server = Server(tmp_path_factory.mktemp("browser") / "data", env=HALLS)
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


@pytest.fixture(scope="package")
def seats(chromium, shared_server) -> Iterator[Seats]:
    """The devices of the shared server's people."""
    seats = Seats(chromium, shared_server)
    yield seats
    seats.close()


@pytest.fixture
def person(seats) -> Iterator[Callable[..., Person]]:
    """Seat someone at a device: `person("phone", "sv")`; at the end the spies must have seen no fault.

    The device may be one at which others sat in tests before, and has nothing of theirs; with `new` it never is.
    """
    people = []

    def seat(device: str = "laptop", lang: str = "en", server: Server | None = None, **more) -> Person:
        person = seats.take(device, lang, server, **more)
        people.append((person, device, lang))
        return person

    yield seat
    with ExitStack() as leaving:
        # All of them go, whatever the spies of one have seen.
        for each in people:
            leaving.callback(seats.leave, *each)


@pytest.fixture
def cable(shared_server) -> Iterator[Cable]:
    """The cable between a browser and the server, which a test may pull out."""
    cable = Cable(shared_server.port)
    yield cable
    cable.close()
