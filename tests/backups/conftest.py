"""Places to restore into, of either kind, and what a database holds, to be compared."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.backups.releases import make_release
from tests.nodes.client import Client
from tests.nodes.server import Server
from workshop.db import plain_engine
from workshop.models import Base

# These are of one installation's processes and moments, and no backup brings them back.
PASSING = {"installation", "presence", "sign_in_link", "job"}


@pytest.fixture
def elsewhere(request, tmp_path) -> Iterator[Callable[[str], Server]]:
    """Give a server that is not started, on an empty database of a kind: `elsewhere("sqlite")`."""
    servers, names = [], []

    def make(kind: str) -> Server:
        url = None
        if kind == "postgres":
            postgres = request.getfixturevalue("postgres")
            names.append(postgres.create())
            url = postgres.url(names[-1])
        servers.append(server := Server(tmp_path / f"elsewhere-{len(servers)}", url))
        return server

    yield make
    for server in servers:
        server.stop()
    for name in names:
        request.getfixturevalue("postgres").drop(name)


def rows_of(server: Server) -> dict[str, list]:
    """Read all rows that a backup brings back, by table, in the order of their keys."""
    with _engine(server) as engine, engine.connect() as connection:
        return {name: _all(connection, name) for name in Base.metadata.tables if name not in PASSING}


def all_of(server: Server, name: str) -> list:
    """Read all rows of one table."""
    with _engine(server) as engine, engine.connect() as connection:
        return _all(connection, name)


def execute(server: Server, statement: str) -> None:
    """Run one statement behind the app's back."""
    with _engine(server) as engine, engine.begin() as connection:
        connection.exec_driver_sql(statement)


@contextlib.contextmanager
def upgraded_from(release: dict, kind: str, request, folder: Path) -> Iterator[tuple[Server, dict]]:
    """Give a started server that was upgraded from a release on a database of a kind, and what the release had said.

    Its `upgraded` are the rows after the upgrade.
    """
    data = folder / "data"
    postgres = request.getfixturevalue("postgres") if kind == "postgres" else None
    name = postgres and postgres.create()
    url = postgres.url(name) if postgres else None
    said = make_release(data, url or f"sqlite:///{data / 'workshop.sqlite'}", release)
    server = Server(data, url)
    server.cli("upgrade")
    upgraded = rows_of(server)
    try:
        yield server.start(), {**said, "upgraded": upgraded}
    finally:
        server.stop()
        if postgres:
            postgres.drop(name)


@pytest.fixture(scope="module")
def people(old) -> Iterator[dict[str, Client]]:
    """Clients of those who had a token, on the upgraded server, by name."""
    server, said = old
    clients = {name: Client(server.url, token) for name, token in said["tokens"].items()}
    yield clients
    for client in clients.values():
        client.close()


@contextlib.contextmanager
def _engine(server):
    engine = plain_engine(server.storage_url)
    try:
        yield engine
    finally:
        engine.dispose()


def packed(folder: Path) -> list[Path]:
    """Return the backups in a folder, and whatever else lies about there."""
    return sorted(folder.iterdir())


def _all(connection, name):
    table = Base.metadata.tables[name]
    return [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
