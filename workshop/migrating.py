"""Migrates the tables of a database to a revision, with Alembic, from the migrations beside the package.

A database that has none gets them whole from the models: a hundred migrations of empty tables are a second of
processor, which each backup would pay too. tests/migrations holds the one against the other, to the last constraint.
"""

import fcntl
import functools
import os
import sys
from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from workshop.db import plain_engine
from workshop.db.driver import driver_connection
from workshop.models import Base

# In a checkout the migrations are beside the package; an installed app finds its copy under sys.prefix.
_BESIDE = Path(__file__).resolve().parent.parent / "migrations"
FOLDER = _BESIDE if _BESIDE.is_dir() else Path(sys.prefix) / "share" / "workshop" / "migrations"
# First key of PostgreSQL's advisory lock; workshop/db uses others.
MIGRATIONS = 2


class NewerSchema(Exception):
    """The tables were made by a newer version of the app, so this one must not touch them."""

    def __init__(self, revision: str):
        super().__init__(f"The database was made or upgraded by a newer Workshop (tables of {revision}).")


def migrate(database_url: str, revision: str = "head", *, stepwise: bool = False) -> None:
    """Bring the tables up or down to `revision` (head: the newest; base: none); one process at a time.

    With `stepwise` a new database goes through all migrations too. Raises NewerSchema.
    """
    newest = list(revisions())[-1]
    wanted = newest if revision == "head" else revision
    with _connected(database_url) as connection:
        with connection.begin():
            there = revision_of(connection)
        # Every start comes by here, and seldom is there anything to change.
        if there == wanted:
            return
        with _remaking(connection) as config:
            if there is None and wanted == newest and not stepwise:
                _make_tables(connection, config)
            elif wanted == "base" or wanted.startswith("-"):
                command.downgrade(config, wanted)
            else:
                command.upgrade(config, wanted)


def write_migration(database_url: str, message: str, number: str) -> None:
    """Write a new migration from the difference between the models and what the migrations make of a new database."""
    migrate(database_url, stepwise=True)
    with _connected(database_url) as connection, _remaking(connection) as config:
        command.revision(config, message, autogenerate=True, rev_id=number)


@functools.cache
def revisions() -> Mapping[str, str]:
    """Return the revisions that this version knows, oldest first, with what each changes."""
    line = list(ScriptDirectory.from_config(alembic_config()).walk_revisions())
    return MappingProxyType({each.revision: each.doc for each in reversed(line)})


def revision_of(connection: Connection) -> str | None:
    """Return the revision of a database's tables; None without tables. Raises NewerSchema."""
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is not None and revision not in revisions():
        raise NewerSchema(revision)
    return revision


@contextmanager
def _connected(database_url):
    engine = plain_engine(database_url)
    try:
        with _alone(database_url, engine), engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _make_tables(connection, config):
    # Unchecked, so that tables that are not the app's own are refused and not taken for its own.
    Base.metadata.create_all(connection, checkfirst=False)
    MigrationContext.configure(connection).stamp(ScriptDirectory.from_config(config), "head")


@contextmanager
def _remaking(connection):
    """Hold one transaction in which tables may be replaced although foreign keys refer to them, for Alembic.

    So several migrations take effect together or not at all. SQLite alters most things by replacing a table, which
    foreign keys would refuse, or follow into other tables. So they are off meanwhile, and all are checked before the
    commit (https://www.sqlite.org/lang_altertable.html, section 7).
    """
    config = alembic_config()
    config.attributes["connection"] = connection
    if connection.dialect.name != "sqlite":
        with connection.begin():
            yield config
        return
    # The pragma has no effect inside a transaction.
    driver_connection(connection).execute("PRAGMA foreign_keys = OFF")
    with connection.begin():
        yield config
        if astray := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
            raise IntegrityError("PRAGMA foreign_key_check", None, ValueError(f"rows point to nothing: {astray[:5]}"))


def alembic_config():
    """Return how Alembic finds the migrations, for what it is asked directly."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("recursive_version_locations", "true")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


@contextmanager
def _alone(database_url, engine):
    """Make other processes wait with migrating; afterwards they find it done."""
    if engine.dialect.name != "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("SELECT pg_advisory_lock(:lock, 0)"), {"lock": MIGRATIONS})
            yield
        return
    # The lock is on the folder, so that no lock file is left behind.
    folder = os.open(Path(database_url.removeprefix("sqlite:///")).parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
