"""Brings up HAProxy, some nodes and PostgreSQL on this machine, with the example, until it is told to end."""

import argparse
import contextlib
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.nodes.postgres import Postgres
from tests.nodes.proxies import PlainHAProxy
from tests.nodes.server import Server

DATABASE = "workshop"
# What a node prints when it starts, which stands in its log.
LINKS = ("Take part", "Lead the example")


def main(arguments: list[str] | None = None) -> None:
    """Start all of it, say where it is, and watch it until the program is interrupted or told to end."""
    asked = _parser().parse_args(arguments)
    # A program that a script started in the background was told to ignore it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with contextlib.suppress(KeyboardInterrupt), contextlib.ExitStack() as ends:
        folder = asked.folder or Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="workshop-cluster-")))
        folder = folder.resolve()
        # Whoever is PostgreSQL must be able to get to its own folder.
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o711)
        try:
            nodes, proxy = bring_up(ends, folder, asked.nodes, asked.port)
        except (OSError, RuntimeError, subprocess.CalledProcessError) as failure:
            sys.exit(f"bin/cluster: {failure}")
        print("\n".join(_where(folder, nodes, proxy)), flush=True)
        _watch(nodes)


def bring_up(ends: contextlib.ExitStack, folder: Path, number: int, port: int) -> tuple[list[Server], PlainHAProxy]:
    """Start PostgreSQL, so many nodes with the example in them, and HAProxy; `ends` ends them in the other order."""
    postgres = Postgres(folder / "postgres")
    _ended(ends, postgres.stop)
    postgres.start()
    fresh = not postgres.has(DATABASE)
    if fresh:
        postgres.create(name=DATABASE)
    env = {"WORKSHOP_PROXIES": "1", "WORKSHOP_URL": f"http://127.0.0.1:{port}"}
    first = Server(folder / "data", postgres.url(DATABASE), env=env, installed=True)
    nodes = [first]
    _ended(ends, lambda: _end_together(nodes))
    if fresh:
        first.make_example(own=True)
    first.start()
    for _ in range(number - 1):
        nodes.append(first.sibling())
    proxy = PlainHAProxy(folder / "proxy", [node.port for node in nodes], port)
    _ended(ends, proxy.stop)
    proxy.start()
    (folder / "prometheus.yml").write_text(prometheus(nodes, proxy))
    (folder / "workshop.env").write_text("".join(f"export {name}={first.env[name]}\n" for name in _own(first)))
    return nodes, proxy


def prometheus(nodes: list[Server], proxy: PlainHAProxy) -> str:
    """Write what Prometheus must know to read the figures of all nodes and of HAProxy."""
    told = "global:\n  scrape_interval: 5s\nscrape_configs:\n"
    for job, ports in (("workshop", [node.metrics_port for node in nodes]), ("haproxy", [proxy.figures_port])):
        targets = ", ".join(f'"127.0.0.1:{port}"' for port in ports)
        told += f"  - job_name: {job}\n    static_configs:\n      - targets: [{targets}]\n"
    return told


def _ended(ends: contextlib.ExitStack, end: Callable[[], object]) -> None:
    def undisturbed():
        # A second Ctrl-C must not leave processes behind.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        end()

    ends.callback(undisturbed)


def _end_together(nodes: list[Server]) -> None:
    """Ask all nodes to end at once, as a service manager does, and take away those that stay."""
    running = [node for node in nodes if node.running()]
    with ThreadPoolExecutor(len(nodes)) as together, contextlib.suppress(RuntimeError):
        list(together.map(Server.terminate, running))
    nodes[0].stop()


def _where(folder, nodes, proxy):
    yield f"Workshop on {len(nodes)} nodes: {proxy.url}"
    yield from (line for line in nodes[0].printed().splitlines() if line.startswith(LINKS))
    for number, node in enumerate(nodes, 1):
        figures = f"http://127.0.0.1:{node.metrics_port}/metrics"
        yield f"Node {number}: {node.url}, figures {figures}, process {node.pid}, log {node.log}"
    yield f"HAProxy: figures http://127.0.0.1:{proxy.figures_port}/metrics, log {proxy.log}"
    yield f"PostgreSQL: {nodes[0].database_url}"
    yield f"Prometheus: prometheus --config.file={folder / 'prometheus.yml'}"
    yield f"Commands: source {folder / 'workshop.env'}; {Path(sys.executable).parent / 'workshop'} …"
    yield "Ctrl-C ends all of it."


def _watch(nodes):
    there = list(nodes)
    while there:
        time.sleep(0.5)
        for node in [node for node in there if not node.running()]:
            there.remove(node)
            print(f"The node at {node.url} has ended.", flush=True)


def _own(server):
    return sorted(name for name in server.env if name.startswith("WORKSHOP_") and name != "WORKSHOP_METRICS")


def _parser():
    parser = argparse.ArgumentParser(prog="bin/cluster", description=__doc__)
    parser.add_argument("nodes", nargs="?", type=int, default=4, help="how many nodes (by default 4)")
    parser.add_argument("--port", type=int, default=8000, help="where people reach it (by default 8000)")
    parser.add_argument("--folder", type=Path, help="where everything is kept; by default a folder that is removed")
    return parser


if __name__ == "__main__":
    main()
