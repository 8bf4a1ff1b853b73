"""Reading a database as it is, of whatever revision: nothing is made or migrated on the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from workshop.db import Database
from workshop.migrating import revision_of


class NothingThere(Exception):
    """A database that is not there, or has no tables."""


@contextmanager
def reading(database_url: str) -> Iterator[Connection]:
    """Return a connection in which everything read is of one moment; raises NothingThere and NewerSchema."""
    database = Database(database_url)
    if database.embedded and not Path(database.path).is_file():
        raise NothingThere(f"{database.path} is not there.")
    try:
        with database.read() as session:
            if revision_of(session.connection()) is None:
                raise NothingThere("The database has no tables.")
            yield session.connection()
    finally:
        database.dispose()
