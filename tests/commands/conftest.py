"""The commands in this process: a database with the tables in it, and a consultation for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.commands.hall import Hall, found
from workshop.db import Database
from workshop.migrating import migrate
from workshop.operations.installing import install


@pytest.fixture(scope="session")
def database(tmp_path_factory) -> Iterator[Database]:
    """One embedded database for the tests of rules, which stay in consultations of their own."""
    database = _made(tmp_path_factory.mktemp("commands") / "workshop.sqlite")
    yield database
    database.dispose()


@pytest.fixture
def make_database(tmp_path) -> Iterator[Callable[[str], Database]]:
    """Make further embedded databases, by name."""
    made = []

    def make(name: str) -> Database:
        made.append(_made(tmp_path / f"{name}.sqlite"))
        return made[-1]

    yield make
    for each in made:
        each.dispose()


@pytest.fixture
def hall(database) -> Hall:
    """A consultation with a facilitator, two members, and a theme."""
    return found(database)


def _made(path: Path) -> Database:
    url = f"sqlite:///{path}"
    migrate(url)
    database = Database(url)
    database.write(install)
    return database
