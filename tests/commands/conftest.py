"""The commands in this process: a database with the tables in it, and a consultation for each test."""

from collections.abc import Iterator

import pytest

from tests.commands.hall import Hall, found
from workshop.db import Database
from workshop.migrating import migrate
from workshop.operations.installing import install


@pytest.fixture(scope="session")
def database(tmp_path_factory) -> Iterator[Database]:
    """One embedded database for the tests of rules, which stay in consultations of their own."""
    url = f"sqlite:///{tmp_path_factory.mktemp('commands') / 'workshop.sqlite'}"
    migrate(url)
    database = Database(url)
    database.write(install)
    yield database
    database.dispose()


@pytest.fixture
def hall(database) -> Hall:
    """A consultation with a facilitator, two members, and a theme."""
    return found(database)
