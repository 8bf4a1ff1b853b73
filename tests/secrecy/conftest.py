"""Elections on a database of each kind, and a reader of what that database remembers."""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.secrecy.attacker import Remembered, caught
from tests.secrecy.election import Election, Vote
from tests.secrecy.postgres_remains import remember_postgres
from tests.secrecy.sqlite_remains import remember_sqlite


@pytest.fixture
def url(tables_url) -> str:
    """The address of this test's own database."""
    return tables_url


@pytest.fixture
def remember(url, request) -> Callable[[list[Vote], int], Remembered]:
    """Read what the database remembers: `remember(votes, round_id)`."""
    return remembering(url, request)


def remembering(url: str, request) -> Callable[[list[Vote], int], Remembered]:
    """Give the reader of what a database of either kind remembers."""
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        return lambda votes, round_id: remember_sqlite(path, votes, round_id)
    cluster = request.getfixturevalue("postgres")
    return lambda votes, round_id: remember_postgres(cluster, url.rpartition("/")[2], votes, round_id)


@pytest.fixture(params=["confidential", "secret"])
def open_election(request, url, tmp_path) -> Iterator[Election]:
    """A confidential or a secret round that is open, with all ballots in it."""
    election = Election(url, tmp_path, request.param)
    yield election
    election.close()


@pytest.fixture
def election(open_election) -> Election:
    """A confidential round that was closed, or a secret one that is open, before anything was forgotten."""
    return open_election.end()


@contextlib.contextmanager
def forgotten_on(url: str, folder: Path, request) -> Iterator[Election]:
    """Hold a secret election in a database and let it be forgotten; the attacker learns nothing of it."""
    with contextlib.closing(Election(url, folder, "secret")) as election:
        election.purge()
        remains = remembering(url, request)(election.votes, election.round_id)
        assert caught(remains, election.votes, election.round_id) == set()
        yield election


@pytest.fixture(scope="module")
def forgotten_sqlite(tables_file, request, tmp_path_factory) -> Election:
    """A secret election after the forgetting, in a file that is closed and may be copied."""
    folder = tmp_path_factory.mktemp("forgotten")
    with forgotten_on(f"sqlite:///{shutil.copy(tables_file, folder)}", folder, request) as election:
        return election


@pytest.fixture(scope="module")
def forgotten_postgres(postgres, migrated, request, tmp_path_factory) -> Iterator[Election]:
    """A secret election after the forgetting, in a database that nobody uses and that may be copied."""
    name = postgres.create(migrated)
    with forgotten_on(postgres.url(name), tmp_path_factory.mktemp("forgotten"), request) as election:
        pass
    yield election
    postgres.drop(name)
