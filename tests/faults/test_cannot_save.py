"""When the database is gone, nothing is acknowledged, the answer says so plainly, and the app heals by itself."""

import contextlib
import time

import pytest

from tests.faults.room import Room
from tests.nodes.http import HANDSHAKE


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
def test_who_writes_or_reads_while_the_database_is_gone_is_told_so(server, postgres):
    room = Room(server)
    name = server.database_url.rpartition("/")[2]
    with _gone(postgres, name):
        answers = [
            room.lead.do(room.slug, "create_theme", title="Lost"),
            room.lead.request("GET", f"/api/v1/consultations/{room.slug}/snapshot"),
            room.lead.request("GET", "/socket.io/?EIO=4&transport=websocket", headers=HANDSHAKE),
            room.lead.request("GET", f"/c/{room.slug}"),
        ]
        assert [answer.status_code for answer in answers] == [503] * 4
        assert [answer.json()["code"] for answer in answers[:3]] == ["cannot_save"] * 3
        assert all("Retry-After" in answer.headers for answer in answers[:3])
    end = time.monotonic() + 30
    while not server.ready():
        assert time.monotonic() < end
        time.sleep(0.1)
    room.do("create_theme", title="Kept")
    assert [theme["title"]["fi"] for theme in room.lead.snapshot(room.slug)["themes"]] == ["Theme", "Kept"]
    room.close()


@contextlib.contextmanager
def _gone(postgres, name):
    postgres.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
    postgres.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    try:
        yield
    finally:
        postgres.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
