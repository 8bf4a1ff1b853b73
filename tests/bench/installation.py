"""What a hall is served by: one node or several, their database, and the proxy before them."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.processes import cpu_seconds, largest, memory_mb, started_on
from tests.bench.settings import Run
from tests.nodes.ports import free_port
from tests.nodes.postgres import Postgres, running
from tests.nodes.proxies import PlainHAProxy
from tests.nodes.server import Server

# So that the load can come from many addresses: what it says about itself is believed.
ENVIRONMENT = {"WORKSHOP_PROXIES": "1"}
BELIEVING = {
    "X-Forwarded-For %[src]": "X-Forwarded-For %[src] unless { req.hdr(X-Forwarded-For) -m found }",
    # All the load comes from one machine.
    "gt 4000": "gt 20000",
}


@dataclass(frozen=True)
class Installation:
    """The nodes, and what stands behind and before them."""

    nodes: list[Server]
    postgres: Postgres | None = None
    proxy: PlainHAProxy | None = None

    @property
    def ports(self) -> list[int]:
        """Where people reach it: the proxy, or else any node."""
        return [self.proxy.port] if self.proxy else [node.port for node in self.nodes]

    def cpu(self) -> dict[str, float]:
        """Return the processor time (s) of all its processes, apart: web (workers too), database and proxy."""
        used = {"web": cpu_seconds([node.pid for node in self.nodes if node.running()])}
        if self.postgres:
            pid = int((self.postgres.data / "postmaster.pid").read_text().split()[0])
            used["database"] = cpu_seconds([pid])
        if self.proxy:
            used["proxy"] = cpu_seconds([self.proxy.pid])
        return used

    def memory(self) -> dict[str, float]:
        """Return the memory (MB) of the largest process that serves."""
        return max((memory_mb(largest(node.pid)) for node in self.nodes), key=lambda memory: memory["peak"])

    def figure(self, name: str) -> float:
        """Read one of the nodes' own figures, summed over all of them."""
        return sum(figure_of(node, name) for node in self.nodes)


@contextlib.contextmanager
def installed(run: Run) -> Iterator[Installation]:
    """Start what a run asks for, on an empty database; it is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=run.folder))
    with contextlib.ExitStack() as ends:
        ends.callback(shutil.rmtree, folder, ignore_errors=True)
        with started_on(run.server_cpus):
            installation = _started(run, folder, ends)
        yield installation


def figure_of(node: Server, name: str) -> float:
    """Read one of a node's own figures."""
    lines = node.figures().splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith(f"{name} "))


def _started(run, folder, ends):
    postgres = ends.enter_context(running()) if run.database == "postgres" else None
    port = free_port() if run.nodes > 1 and run.through == "haproxy" else None
    given = {"WORKSHOP_URL": f"http://127.0.0.1:{port}"} if port else {}
    # Who leads takes a place too.
    places = {"WORKSHOP_MOST_PEOPLE": str(max(10_000, 2 * run.sizes.listeners))}
    env = {"WORKSHOP_FANOUT": run.fanout, **ENVIRONMENT, **places, **given}
    url = postgres.url(postgres.create()) if postgres else None
    first = Server(folder / "data", url, env=env, installed=True)
    ends.callback(first.stop)
    first.make_example()
    nodes = [first.start(), *(first.sibling() for _ in range(run.nodes - 1))]
    proxy = None
    if port:
        proxy = PlainHAProxy(folder / "proxy", [node.port for node in nodes], port, BELIEVING)
        ends.callback(proxy.stop)
        proxy.start()
    return Installation(nodes, postgres, proxy)
