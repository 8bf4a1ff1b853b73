"""Reading a database as it is, at whatever revision, without creating or migrating anything."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from workshop.db import Database
from workshop.migrating import revision_of


class NothingThere(Exception):
    """The database does not exist, or has no tables."""


@contextmanager
def reading(database_url: str) -> Iterator[Connection]:
    """Yield a connection whose reads all see one moment; raises NothingThere and NewerSchema."""
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
