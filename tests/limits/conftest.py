"""The limits in this process, on a database of each kind."""

from collections.abc import Iterator

import pytest

from tests.guessing.simulation import World
from workshop.db import Database
from workshop.migrating import migrate


@pytest.fixture
def database(empty_database_url) -> Iterator[Database]:
    """A database with the tables in it and nothing else."""
    migrate(empty_database_url)
    database = Database(empty_database_url)
    yield database
    database.dispose()


@pytest.fixture
def world(database) -> World:
    """A clock that stands still, and a limit that nobody has used."""
    return World(database)
