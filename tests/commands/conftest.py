"""The commands in this process: a database with the tables in it, and a consultation for each test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.commands.hall import Hall, found
from workshop.db import Database


@pytest.fixture(scope="session")
def database(tables_file, tmp_path_factory) -> Iterator[Database]:
    """One embedded database for the tests of rules, which stay in consultations of their own."""
    database = Database(_copied(tables_file, tmp_path_factory.mktemp("commands") / "workshop.sqlite"))
    yield database
    database.dispose()


@pytest.fixture
def make_database(tables_file, tmp_path) -> Iterator[Callable[[str], Database]]:
    """Make further embedded databases, by name."""
    made = []

    def make(name: str) -> Database:
        made.append(Database(_copied(tables_file, tmp_path / f"{name}.sqlite")))
        return made[-1]

    yield make
    for each in made:
        each.dispose()


@pytest.fixture
def hall(database) -> Hall:
    """A consultation with a facilitator, two members, and a theme."""
    return found(database)


def _copied(tables_file: Path, path: Path) -> str:
    return f"sqlite:///{shutil.copy(tables_file, path)}"
