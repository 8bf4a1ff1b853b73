"""The migrations run up and down on both databases, make what the models say, and form one dated line."""

import re
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.migrations.schema import schema_of
from workshop.db import plain_engine
from workshop.migrating import FOLDER, alembic_config, migrate, revisions
from workshop.models import Base

DATED = re.compile(r"20\d\d_[01]\d_[0-3]\d_\d+")


@pytest.fixture
def schema(empty_database_url):
    """Return the schema that is there."""
    return lambda: schema_of(empty_database_url)


def test_each_migration_is_taken_back_and_made_again_alone_and_gives_the_same_tables(empty_database_url, schema):
    migrate(empty_database_url)
    line, after = list(revisions()), {}
    assert set(Base.metadata.tables) < set(schema())
    for revision in reversed(line):
        after[revision] = schema()
        migrate(empty_database_url, "-1")
    assert not [name for name in schema() if not name.startswith("alembic_version")]
    for revision in line:
        migrate(empty_database_url, revision)
        assert schema() == after[revision], revision


def test_migrating_twice_changes_nothing(empty_database_url, schema):
    migrate(empty_database_url)
    first = schema()
    migrate(empty_database_url)
    assert schema() == first


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_rows_that_point_to_nothing_stop_a_migration_and_all_stays_as_it_was(empty_database_url, schema):
    """While SQLite makes tables anew their keys rest, and are looked at before the commit."""
    migrate(empty_database_url, "2026_11_25_1")
    before, engine = schema(), plain_engine(empty_database_url)
    with engine.connect() as connection:
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            connection.exec_driver_sql("INSERT INTO goal_number (theme_id, goal_id, number) VALUES (7, 7, 7)")
    engine.dispose()
    with pytest.raises(IntegrityError, match="rows point to nothing"):
        migrate(empty_database_url)
    assert schema() == before


def test_a_new_database_has_what_the_migrations_make(empty_database_url, schema):
    """It gets its tables from the models, so these, every column, constraint and trigger, are what is migrated to."""
    migrate(empty_database_url, stepwise=True)
    migrated = schema()
    migrate(empty_database_url, "base")
    migrate(empty_database_url)
    assert schema() == migrated
    if empty_database_url.startswith("sqlite"):
        # The ballots' secrecy rests on tables without rowids, and ids on AUTOINCREMENT.
        unordered = {name for name, true in migrated.items() if "WITHOUT ROWID" in true}
        assert unordered >= {"ballot", "roll", "detached_ballot", "command_key"}
        assert "id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT" in " ".join(migrated["goal"])


def test_tables_that_are_not_the_apps_are_not_taken_for_its_own(empty_database_url):
    engine = plain_engine(empty_database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE account (name TEXT)")
    engine.dispose()
    with pytest.raises(DBAPIError, match="already exists"):
        migrate(empty_database_url)


def test_history_is_one_line_with_dated_names():
    script = scripts()
    assert len(script.get_heads()) == len(script.get_bases()) == 1
    line = list(script.walk_revisions())
    assert all(not isinstance(revision.down_revision, tuple) for revision in line)
    names = [revision.revision for revision in reversed(line)]
    assert names == sorted(names)
    for revision in line:
        assert DATED.fullmatch(revision.revision), revision.revision
        assert Path(revision.path).name.startswith(f"{revision.revision}_")
        assert revision.doc
    files = {path.name for path in (FOLDER / "versions").rglob("*.py")}
    assert files == {Path(revision.path).name for revision in line}


def scripts() -> ScriptDirectory:
    """Read the migrations that stand beside the package."""
    return ScriptDirectory.from_config(alembic_config())
