"""Processes that start at one moment on an empty place make one database and one secret between them."""

from tests.faults.storm import at_once
from tests.nodes.client import Client
from tests.nodes.server import Server

PROCESSES = 5


def test_processes_that_start_together_make_one_installation(empty_database_url, tmp_path):
    url = None if empty_database_url.startswith("sqlite") else empty_database_url
    servers = [Server(tmp_path / "data", url) for _ in range(PROCESSES)]
    at_once([lambda server=server: server.cli("init") for server in servers])
    first, second = servers[:2]
    first.make_example()
    try:
        first.start()
        second.start()
        token, slug = first.example["facilitator"]["token"], first.example["consultation"]
        epochs = {Client(server.url, token).snapshot(slug)["epoch"] for server in (first, second)}
        assert len(epochs) == 1
    finally:
        first.stop()
        second.stop()
