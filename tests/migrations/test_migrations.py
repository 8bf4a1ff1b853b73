"""The migrations run up and down on both databases, make what the models say, and form one dated line."""

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError

from workshop.db import plain_engine
from workshop.migrating import FOLDER, alembic_config, migrate, revisions
from workshop.models import Base

DATED = re.compile(r"20\d\d_[01]\d_[0-3]\d_\d+")


@pytest.fixture
def tables(empty_database_url):
    """Return the schema that is there: columns, keys, indexes and constraints of each table."""
    return lambda: described(empty_database_url)


def described(url: str) -> dict:
    """Describe every table of a database as the database itself does."""
    engine = plain_engine(url)
    try:
        there = inspect(engine)
        # Of all tables at once: PostgreSQL is asked a question a kind, and not one a table.
        columns, primary = there.get_multi_columns(), there.get_multi_pk_constraint()
        foreign, indexes = there.get_multi_foreign_keys(), there.get_multi_indexes()
        unique, checks = there.get_multi_unique_constraints(), there.get_multi_check_constraints()
        return {
            table[1]: {
                "columns": {one["name"]: (str(one["type"]), one["nullable"]) for one in columns[table]},
                "primary": primary[table]["constrained_columns"],
                "foreign": sorted(str(key["constrained_columns"]) for key in foreign[table]),
                "indexes": sorted(index["name"] for index in indexes[table]),
                "unique": sorted(str(one["column_names"]) for one in unique[table]),
                "checks": sorted(check["name"] for check in checks[table]),
            }
            for table in columns
        }
    finally:
        engine.dispose()


def test_each_migration_is_taken_back_and_made_again_alone_and_gives_the_same_tables(empty_database_url, tables):
    migrate(empty_database_url)
    line, after = list(revisions()), {}
    assert set(Base.metadata.tables) < set(tables())
    for revision in reversed(line):
        after[revision] = tables()
        migrate(empty_database_url, "-1")
    assert set(tables()) <= {"alembic_version"}
    for revision in line:
        migrate(empty_database_url, revision)
        assert tables() == after[revision], revision


def test_migrating_twice_changes_nothing(empty_database_url, tables):
    migrate(empty_database_url)
    first = tables()
    migrate(empty_database_url)
    assert tables() == first


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_rows_that_point_to_nothing_stop_a_migration_and_all_stays_as_it_was(empty_database_url, tables):
    """While SQLite makes tables anew their keys rest, and are looked at before the commit."""
    migrate(empty_database_url, "2026_11_25_1")
    before, engine = tables(), plain_engine(empty_database_url)
    with engine.connect() as connection:
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            connection.exec_driver_sql("INSERT INTO goal_number (theme_id, goal_id, number) VALUES (7, 7, 7)")
    engine.dispose()
    with pytest.raises(IntegrityError, match="rows point to nothing"):
        migrate(empty_database_url)
    assert tables() == before


def test_the_head_equals_the_models(empty_database_url):
    migrate(empty_database_url)
    engine = plain_engine(empty_database_url)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "compare_server_default": True}
            )
            assert compare_metadata(context, Base.metadata) == []
    finally:
        engine.dispose()


def test_what_alembic_does_not_compare_is_the_same_too(empty_database_url, tmp_path, tables):
    # The ballots' secrecy rests on tables without rowids, and ids on AUTOINCREMENT; checks are not compared either.
    migrate(empty_database_url)
    if not empty_database_url.startswith("sqlite"):
        checks = {name: table["checks"] for name, table in tables().items() if table["checks"]}
        assert set(checks) == {"comment", "lineage"}
        return
    modelled = f"sqlite:///{tmp_path / 'modelled.sqlite'}"
    engine = plain_engine(modelled)
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
    engine.dispose()
    assert traits(empty_database_url) == traits(modelled)
    assert {name for name, (unordered, _, _) in traits(modelled).items() if unordered} >= {
        "ballot",
        "roll",
        "detached_ballot",
        "command_key",
    }


def traits(url: str) -> dict:
    """Tell of each table of SQLite whether it is without rowids, has AUTOINCREMENT, and how many checks."""
    engine = plain_engine(url)
    try:
        with engine.connect() as connection:
            query = "SELECT name, upper(sql) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            rows = connection.exec_driver_sql(query).all()
    finally:
        engine.dispose()
    return {
        name: ("WITHOUT ROWID" in sql, "AUTOINCREMENT" in sql, sql.count("CHECK ("))
        for name, sql in rows
        if name != "alembic_version"
    }


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
