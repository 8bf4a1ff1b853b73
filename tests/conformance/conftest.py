"""The houses that the conformance tests run in: each database, one process or two, and both ways of fanning out."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.faults.room import Room
from tests.nodes.server import Server

HOUSES = {
    "sqlite": ("sqlite", 1, "own"),
    "sqlite, stock": ("sqlite", 1, "stock"),
    "postgres": ("postgres", 1, "own"),
    "two nodes": ("postgres", 2, "own"),
    "two nodes, stock": ("postgres", 2, "stock"),
}


@dataclass(frozen=True)
class House:
    """The processes that serve one database; people come in by the first door and by the last."""

    nodes: list[Server]

    @property
    def first(self) -> Server:
        """The first process."""
        return self.nodes[0]

    @property
    def last(self) -> Server:
        """The last process, which may be the first."""
        return self.nodes[-1]


@pytest.fixture(scope="package", params=HOUSES)
def house(request, tmp_path_factory) -> Iterator[House]:
    """Each house in turn, with the example in it; each test has a consultation of its own."""
    kind, number, fanout = HOUSES[request.param]
    with contextlib.ExitStack() as leaving:
        url = leaving.enter_context(_database(request)) if kind == "postgres" else None
        server = Server(tmp_path_factory.mktemp("house") / "data", url, env={"WORKSHOP_FANOUT": fanout})
        leaving.callback(server.stop)
        server.make_example()
        server.start()
        yield House([server, *(server.sibling() for _ in range(number - 1))])


@pytest.fixture
def room(house) -> Iterator[Room]:
    """A consultation of this test's own."""
    room = Room(house.first)
    yield room
    room.close()


@contextlib.contextmanager
def _database(request):
    postgres = request.getfixturevalue("postgres")
    name = postgres.create(request.getfixturevalue("migrated"))
    yield postgres.url(name)
    postgres.drop(name)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of one house in one worker, and so in one house."""
    for item in items:
        if "house" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group(f"conformance-{item.callspec.params['house']}"))
