"""The attacker is worth its salt: each leak that the app avoids in SQLite is made on purpose, and is caught."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing

import pytest
from pysqlite3 import dbapi2 as sqlite

from tests.secrecy.attacker import caught, fingerprint
from tests.secrecy.election import Election

# One election is copied by those who make a leak in it.
pytestmark = pytest.mark.xdist_group("secrecy-sqlite")


@pytest.fixture
def url(tables_file, tmp_path) -> str:
    """The address of this test's own file."""
    return f"sqlite:///{shutil.copy(tables_file, tmp_path)}"


@pytest.fixture
def forgotten(forgotten_sqlite, url, tmp_path) -> Iterator[Election]:
    """A secret election after the forgetting, in a file of this test's own."""
    shutil.copy(forgotten_sqlite.url.removeprefix("sqlite:///"), url.removeprefix("sqlite:///"))
    with closing(forgotten_sqlite.copied(url, tmp_path)) as election:
        yield election


@pytest.fixture
def connection(url, forgotten):
    """A connection of one's own, with the engine's defaults, to a database in which everything is forgotten."""
    with closing(sqlite.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as connection:
        yield connection


def test_a_log_that_is_not_truncated_is_caught(election, remember):
    how = caught(remember(election.votes, election.round_id), election.votes, election.round_id)
    confidential = election.secrecy == "confidential"
    assert "order: key in log/place and ballot in log/place" in how
    assert ("equal: before a ballot in log/row and row in log/row" in how) == confidential
    assert ("fingerprint somewhere" in how) == confidential


def test_fingerprints_that_are_kept_are_caught(forgotten, remember, connection):
    for vote in forgotten.votes:
        kept = [fingerprint(vote, forgotten.round_id), vote.participant_id, vote.key]
        connection.execute("UPDATE command_key SET fingerprint = ? WHERE participant_id = ? AND key = ?", kept)
    assert caught(remember(forgotten.votes, forgotten.round_id), forgotten.votes, forgotten.round_id) == {
        "fingerprint",
        "fingerprint somewhere",
    }


def test_rows_that_are_numbered_as_they_come_are_caught(forgotten, remember, connection):
    connection.execute("DELETE FROM detached_ballot")
    _use_all_free_pages(connection)
    for table, values in {
        "numbered_ballot": [json.dumps(vote.choices) for vote in forgotten.votes],
        "numbered_key": [vote.key for vote in forgotten.votes],
    }.items():
        connection.execute(f"CREATE TABLE {table} (value TEXT)")
        connection.executemany(f"INSERT INTO {table} VALUES (?)", [[value] for value in values])
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    how = caught(remember(forgotten.votes, forgotten.round_id), forgotten.votes, forgotten.round_id)
    assert "order: key in file/place and ballot in file/place" in how


def test_links_that_were_deleted_and_not_erased_are_caught(forgotten, remember, connection):
    connection.execute("PRAGMA secure_delete = OFF")
    for vote in forgotten.votes:
        row = [forgotten.round_id, vote.participant_id, json.dumps(vote.choices)]
        connection.execute("INSERT INTO ballot (round_id, participant_id, choices) VALUES (?, ?, ?)", row)
    connection.execute("DELETE FROM ballot")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    how = caught(remember(forgotten.votes, forgotten.round_id), forgotten.votes, forgotten.round_id)
    assert "equal: before a ballot in file/row and row in file/row" in how


def _use_all_free_pages(connection):
    """Let the next rows stand at the end of the file, in the order in which they come."""
    connection.execute("CREATE TABLE filler (value BLOB)")
    while connection.execute("PRAGMA freelist_count").fetchone()[0]:
        connection.execute("INSERT INTO filler VALUES (zeroblob(4000))")
