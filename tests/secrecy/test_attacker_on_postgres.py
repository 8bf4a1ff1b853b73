"""The attacker is worth its salt: each leak that the app avoids in PostgreSQL is made on purpose, and is caught."""

import json
import secrets
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.secrecy.attacker import caught, fingerprint
from tests.secrecy.conftest import remembering
from tests.secrecy.election import Election

ROLL = "INSERT INTO roll (round_id, participant_id, version, counted) VALUES (%s, %s, 1, 0)"
BALLOT = "INSERT INTO detached_ballot (id, round_id, choices) VALUES (%s, %s, %s)"
LINKED = "INSERT INTO ballot (round_id, participant_id, choices) VALUES (%s, %s, %s)"
# One election is copied by those who make a leak in it.
pytestmark = pytest.mark.xdist_group("secrecy-postgres")


@pytest.fixture
def url(postgres, migrated):
    """The address of this test's own database."""
    name = postgres.create(migrated)
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture
def copied(forgotten_postgres, postgres) -> Iterator[str]:
    """The address of a copy of the database in which an election was forgotten, page by page."""
    name = postgres.create(forgotten_postgres.url.rpartition("/")[2])
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture
def forgotten(forgotten_postgres, copied, tmp_path) -> Iterator[Election]:
    """A secret election after the forgetting, in a database of this test's own."""
    with closing(forgotten_postgres.copied(copied, tmp_path)) as election:
        yield election


@pytest.fixture
def connection(copied, postgres, forgotten):
    """A connection of one's own to a database in which everything is forgotten, and the rows with it."""
    with closing(postgres.connect(copied.rpartition("/")[2])) as connection:
        yield connection


@pytest.fixture
def how(forgotten, copied, request):
    """Tell which attacks catch something now."""
    remember = remembering(copied, request)
    return lambda: caught(remember(forgotten.votes, forgotten.round_id), forgotten.votes, forgotten.round_id)


def test_what_is_there_before_the_forgetting_is_caught(election, remember):
    how = caught(remember(election.votes, election.round_id), election.votes, election.round_id)
    confidential = election.secrecy == "confidential"
    table = "ballot" if confidential else "detached_ballot"
    assert f"equal: items of roll/xmin and items of {table}/xmin" in how
    assert f"equal: rows of participant/xmin and items of {table}/xmin" in how
    # Which of them agrees far enough depends on how many keys a page holds.
    assert {f"order: {kind} of command_key/place and items of {table}/place" for kind in ("rows", "bytes")} & how
    assert ("equal: items of ballot/place and items of ballot/place" in how) == confidential
    assert ("fingerprint somewhere" in how) == confidential


def test_fingerprints_that_are_kept_are_caught(forgotten, connection, how):
    for vote in forgotten.votes:
        kept = [fingerprint(vote, forgotten.round_id), vote.participant_id, vote.key]
        connection.execute("UPDATE command_key SET fingerprint = %s WHERE participant_id = %s AND key = %s", kept)
    assert how() == {"fingerprint", "fingerprint somewhere"}


def test_one_transaction_for_voter_and_ballot_is_caught(forgotten, connection, how):
    _empty(connection)
    for vote in forgotten.votes:
        with connection.transaction():
            _enter(connection, forgotten, vote)
            _put(connection, forgotten, vote)
    _write_anew(connection)
    assert "equal: rows of roll/xmin and rows of detached_ballot/xmin" in how()


def test_neighbouring_transactions_for_voter_and_ballot_are_caught(forgotten, connection, how):
    _empty(connection)
    for vote in forgotten.votes:
        _enter(connection, forgotten, vote)
        _put(connection, forgotten, vote)
    _write_anew(connection)
    found = how()
    assert "next: rows of roll/xmin and rows of detached_ballot/xmin" in found
    assert "equal: rows of roll/xmin and rows of detached_ballot/xmin" not in found


def test_rows_that_stand_in_the_order_of_arrival_are_caught(forgotten, connection, how):
    _empty(connection)
    for put in (_enter, _put):
        with connection.transaction():
            for vote in forgotten.votes:
                put(connection, forgotten, vote)
    _write_anew(connection)
    found = how()
    assert "order: rows of roll/place and rows of detached_ballot/place" in found
    assert "order: roll in dump/line and ballot in dump/line" in found
    assert "next: rows of roll/xmin and rows of detached_ballot/xmin" not in found


def test_links_that_were_deleted_and_not_vacuumed_are_caught(forgotten, connection, how):
    # Autovacuum may come by at any time; the app does not wait for that, and neither does the attacker.
    connection.execute("ALTER TABLE ballot SET (autovacuum_enabled = off)")
    for vote in forgotten.votes:
        connection.execute(LINKED, [forgotten.round_id, vote.participant_id, json.dumps(vote.choices)])
    connection.execute("DELETE FROM ballot")
    assert "equal: items of ballot/place and items of ballot/place" in how()


def _empty(connection):
    for table in ("roll", "detached_ballot"):
        connection.execute(f"TRUNCATE {table}")


def _enter(connection, election, vote):
    connection.execute(ROLL, [election.round_id, vote.participant_id])


def _put(connection, election, vote):
    connection.execute(BALLOT, [secrets.token_hex(16), election.round_id, json.dumps(vote.choices)])


def _write_anew(connection):
    for table in ("roll", "detached_ballot"):
        connection.execute(f"VACUUM FULL {table}")
