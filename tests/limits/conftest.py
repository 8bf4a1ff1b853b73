"""The limits in this process, on a database of each kind."""

from collections.abc import Iterator

import pytest

from tests.guessing.simulation import World
from workshop.db import Database


@pytest.fixture
def database(tables_url) -> Iterator[Database]:
    """A database with the tables in it and nothing else."""
    database = Database(tables_url)
    yield database
    database.dispose()


@pytest.fixture
def world(database) -> World:
    """A clock that stands still, and a limit that nobody has used."""
    return World(database)
