"""Idle: what a worker costs that has nothing to do."""

import asyncio
import signal
import subprocess

from tests.bench.hall import hall
from tests.bench.measured import Measured
from tests.bench.processes import TICKS, started_on
from tests.bench.settings import Run
from tests.nodes.family import stat_of
from tests.nodes.server import WORKSHOP

SHARE = "of a core (%)"
# It has begun to sleep when it has used less than this (s) for a second.
ASLEEP_SECONDS = 0.05


async def measure(run: Run) -> Measured:
    """Let one more worker run beside the server's own, and read what it has used in a minute."""
    async with hall(run) as here:
        with started_on(run.server_cpus):
            worker = subprocess.Popen([WORKSHOP, "worker"], env=here.server.env, stderr=subprocess.DEVNULL)
        try:
            before = await _asleep(worker.pid)
            await asyncio.sleep(run.sizes.minute)
            used = _used(worker.pid) - before
        finally:
            worker.send_signal(signal.SIGTERM)
            await asyncio.to_thread(worker.wait, 30)
    return Measured({SHARE: round(100 * used / run.sizes.minute, 2), "processor time (s)": round(used, 2)})


async def _asleep(pid: int) -> float:
    """Wait until a worker has begun to sleep; gives what it has used by then (s)."""
    before, used = 0.0, _used(pid)
    while not used or used - before >= ASLEEP_SECONDS:
        await asyncio.sleep(1)
        before, used = used, _used(pid)
    return used


def _used(pid: int) -> float:
    """Return the processor time (s) that a process has used."""
    return sum(int(field) for field in stat_of(pid)[11:13]) / TICKS
