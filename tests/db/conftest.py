"""A database that is installed, for tests that use it without a server."""

import pytest

from workshop.db import Database
from workshop.operations.installing import install


@pytest.fixture
def database(database_url):
    database = Database(database_url)
    database.write(install)
    yield database
    database.dispose()
