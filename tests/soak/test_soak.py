"""The soak in short: what is refused, unheard or left open shows on any machine; how late it is, only bin/soak says."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import uvloop

from tests.bench.hall import hall
from tests.bench.processes import allow_many_files, cores
from tests.bench.settings import QUICK, Run
from tests.nodes.server import Server
from tests.soak.soak import soak

SECONDS, LISTENERS, HOSTILE = 10, 40, 60
# Pings have as much as honest listeners need on a busy machine; then a connection has five seconds, and some more.
SHORT = {"WORKSHOP_MOST_REQUEST_SECONDS": "3", "WORKSHOP_MOST_PING_SECONDS": "5"}
CLOSING_SECONDS = 30


@pytest.fixture
def server(tmp_path) -> Iterator[Server]:
    """A server on which connections have less time than usual."""
    allow_many_files()
    server = Server(tmp_path / "data", env=SHORT)
    server.make_example()
    try:
        yield server.start()
    finally:
        server.stop()


def test_nothing_honest_is_refused_or_lost_beside_a_hostile_crowd_and_all_of_it_closes(server, tmp_path):
    own, load = cores(shared=True)
    run = Run(QUICK, tmp_path, server, server_cpus=frozenset(own), load_cpus=frozenset(load))

    async def soaked():
        async with hall(run) as here:
            return await soak(here, SECONDS, LISTENERS, HOSTILE, CLOSING_SECONDS)

    # Playwright keeps a loop running in a worker's own thread, beside which no other may run there.
    with ThreadPoolExecutor(1) as beside_playwright:
        found = beside_playwright.submit(lambda: uvloop.run(soaked())).result()
    assert found.wrong() == []
    assert len(found.answers) > SECONDS
    for kind in ("half-sent requests: closed", "sockets with wrong frames: closed"):
        assert found.hostile[kind] > 0, found.hostile
    assert "Traceback" not in server.log_tail(2000)
