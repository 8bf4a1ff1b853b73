"""What the tests of faults share: one server with a second process beside it, and a room of each test's own."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.room import Room
from tests.nodes.places import DISK
from tests.nodes.postgres import Postgres, running
from tests.nodes.server import Server, with_tables


@pytest.fixture(scope="session")
def disk() -> Iterator[Path]:
    """A folder on the disk: what a commit takes there is the time in which these tests let things go wrong."""
    with tempfile.TemporaryDirectory(prefix="ws-faults-", dir=DISK) as folder:
        yield Path(folder)


@pytest.fixture
def tmp_path(disk) -> Path:
    """A folder of this test's own on the disk."""
    return Path(tempfile.mkdtemp(dir=disk))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A cluster on the disk."""
    with running(DISK) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def migrated(postgres, tmp_path_factory) -> str:
    """The name of a database on the disk with the tables in it, to be copied."""
    return with_tables(postgres, tmp_path_factory.mktemp("migrated") / "data")


@pytest.fixture(scope="package")
def shared_server(database_kind, request, disk) -> Iterator[Server]:
    """A server with the example in it, one for all these tests; each has a consultation of its own."""
    postgres = request.getfixturevalue("postgres") if database_kind == "postgres" else None
    name = postgres and postgres.create(request.getfixturevalue("migrated"))
    server = Server(disk / f"shared-{database_kind}" / "data", postgres and postgres.url(name))
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
