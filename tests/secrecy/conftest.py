"""Elections on a database of each kind, and a reader of what that database remembers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.secrecy.attacker import Remembered, caught
from tests.secrecy.election import Election, Vote
from tests.secrecy.postgres_remains import remember_postgres
from tests.secrecy.sqlite_remains import remember_sqlite


@pytest.fixture
def url(database_url, tmp_path) -> str:
    """The address of this test's own database."""
    return database_url or f"sqlite:///{tmp_path / 'data' / 'workshop.sqlite'}"


@pytest.fixture
def remember(url, request) -> Callable[[list[Vote], int], Remembered]:
    """Read what the database remembers: `remember(votes, round_id)`."""
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        return lambda votes, round_id: remember_sqlite(path, votes, round_id)
    cluster = request.getfixturevalue("postgres")
    return lambda votes, round_id: remember_postgres(cluster, url.rpartition("/")[2], votes, round_id)


@pytest.fixture(params=["confidential", "secret"])
def open_election(request, url, tmp_path) -> Iterator[Election]:
    """A confidential or a secret round that is open, with all ballots in it."""
    (tmp_path / "data").mkdir(exist_ok=True)
    election = Election(url, tmp_path / "data", request.param)
    yield election
    election.close()


@pytest.fixture
def election(open_election) -> Election:
    """A confidential round that was closed, or a secret one that is open, before anything was forgotten."""
    return open_election.end()


@pytest.fixture
def forgotten(election, remember) -> Election:
    """An election after the forgetting, of which the attacker learns nothing."""
    election.forget()
    assert caught(remember(election.votes, election.round_id), election.votes, election.round_id) == set()
    return election
