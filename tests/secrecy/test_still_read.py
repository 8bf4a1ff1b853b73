"""While a transaction reads an old moment nothing can be forgotten: that is noticed, and done when they have gone."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import select

from tests.secrecy.attacker import caught
from workshop.models import Job
from workshop.operations.anonymising import purge


@contextmanager
def _someone_reading(url: str) -> Iterator[None]:
    """Read the moment that it is, and stay in it."""
    if url.startswith("sqlite"):
        connection = sqlite.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        begin = "BEGIN"
    else:
        connection = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
        begin = "BEGIN ISOLATION LEVEL REPEATABLE READ"
    connection.execute(begin)
    try:
        connection.execute("SELECT count(*) FROM consultation").fetchall()
        yield
    finally:
        connection.close()


def test_the_forgetting_waits_for_whoever_still_reads_what_was(open_election, remember, url):
    election, votes, round_id = open_election, open_election.votes, open_election.round_id
    with _someone_reading(url):
        election.end().purge()
        assert caught(remember(votes, round_id), votes, round_id)
        with election.database.read() as session:
            assert {job.failure for job in session.scalars(select(Job))} == {"StillRemembered"}
    purge(election.database, round_id)
    assert caught(remember(votes, round_id), votes, round_id) == set()
