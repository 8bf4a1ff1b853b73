"""The baselines: servers that do less, under the same load in the same run, and a database without an app before it."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from picows import WSMsgType
from pysqlite3 import dbapi2 as sqlite

from tests.bench.hall import each_of
from tests.bench.listener import PATH, Listener, Messages
from tests.bench.processes import cpu_seconds, started_on
from tests.bench.settings import Run
from tests.bench.timing import at_times, spread, until
from tests.nodes.ports import free_port

ROOT = Path(__file__).parents[2]
GUNICORN = ["-m", "gunicorn", "tests.bench.stock:app", "--worker-class", "gevent", "--worker-connections", "10000"]
GUNICORN += ["--log-level", "warning", "--no-control-socket"]
STOCK, BARE = "stock Flask-SocketIO", "bare WebSocket"
INSERTS = "INSERT + COMMIT"
SECONDS_TO_START = 30


@asynccontextmanager
async def baseline(run: Run, name: str) -> AsyncIterator[tuple[int, int]]:
    """Start a baseline's server on the server's core and return its (port, process)."""
    port = free_port()
    command = [*GUNICORN, "--bind", f"127.0.0.1:{port}"] if name == STOCK else ["-m", "tests.bench.bare", str(port)]
    with started_on(run.server_cpus):
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        quiet = {"stdin": subprocess.DEVNULL, "start_new_session": True}
        process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=env, **quiet)
    try:
        await _answers(port)
        yield port, process.pid
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


async def listening(number: int, port: int) -> list[Listener]:
    """Connect so many listeners to a baseline."""
    messages = Messages()
    listeners = [Listener(messages) for _ in range(number)]
    await each_of(listeners, lambda listener: listener.connect(port))
    return listeners


async def fan_out(run: Run, name: str, rate: float, size: int) -> float:
    """Return the processor time (µs) for each update of so many bytes that one listener got."""
    seconds = run.sizes.fan_seconds
    async with baseline(run, name) as (port, process):
        listeners = await listening(run.sizes.listeners, port)
        before = cpu_seconds([process])
        say(listeners[0], "go", rate, seconds, size)
        due = int(rate * seconds)
        await until(lambda: all(each.updates == due for each in listeners), 3 * seconds + 10)
        cpu = cpu_seconds([process]) - before
        await _leave(listeners)
        return cpu / sum(each.updates for each in listeners) * 1e6


async def room(run: Run, name: str, seconds: float, seen) -> dict[str, float]:
    """Let everyone vote once within so many seconds; `view` works out when the votes are seen."""
    async with baseline(run, name) as (port, process):
        people = await listening(run.sizes.room, port)
        sent = [0.0] * len(people)

        async def vote(number, due):
            sent[number] = due
            say(people[number], "vote", str(number % run.sizes.goals))

        before = cpu_seconds([process])
        await at_times(spread(len(people), seconds), vote)
        tallies = people[0].messages
        await until(lambda: _told(tallies, len(people)) == len(people), 30)
        cpu = cpu_seconds([process]) - before
        steps = [(told.data["voters"], told.arrivals) for told in tallies.named("tally")]
        await _leave(people)
        return {"server CPU (s)": round(cpu, 2), **seen(sent, sent, steps)}


def inserts(run: Run, seconds: float) -> float:
    """Return how many rows a second one connection inserts and commits, each by itself, with synchronous=FULL."""
    with (
        tempfile.TemporaryDirectory(dir=run.folder) as folder,
        started_on(run.server_cpus),
        closing(sqlite.connect(f"{folder}/plain.sqlite", isolation_level=None)) as connection,
    ):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE ballot (id INTEGER PRIMARY KEY, choices TEXT)")
        count, end = 0, time.perf_counter() + seconds
        while time.perf_counter() < end:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO ballot (choices) VALUES (?)", ('{"1": 1, "2": 1, "3": 1}',))
            connection.execute("COMMIT")
            count += 1
        return count / seconds


def say(listener: Listener, name: str, *arguments) -> None:
    """Send a message to a baseline."""
    listener.transport.send(WSMsgType.TEXT, b"42" + json.dumps([name, *arguments]).encode())


async def _leave(listeners):
    for each in listeners:
        each.close()
    await asyncio.sleep(0.1)


def _told(messages, everyone):
    whole = [told for told in messages.named("tally") if told.data["voters"] == everyone]
    return len(whole[0].arrivals) if whole else 0


async def _answers(port):
    end = time.monotonic() + SECONDS_TO_START
    while True:
        listener = Listener(Messages())
        try:
            await listener.connect(port, PATH)
            listener.close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            await asyncio.sleep(0.1)
