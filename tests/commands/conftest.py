"""The commands in this process: a database with the tables in it, and a consultation for each test."""

import shutil
from collections.abc import Iterator

import pytest

from tests.commands.hall import Hall, found
from workshop.db import Database


@pytest.fixture(scope="session")
def database(tables_file, tmp_path_factory) -> Iterator[Database]:
    """One embedded database for the tests of rules, which stay in consultations of their own."""
    database = Database(f"sqlite:///{shutil.copy(tables_file, tmp_path_factory.mktemp('commands'))}")
    yield database
    database.dispose()


@pytest.fixture
def hall(database) -> Hall:
    """A consultation with a facilitator, two members, and a theme."""
    return found(database)
