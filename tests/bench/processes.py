"""What a server's processes cost: processor time and memory from /proc, and the cores that they may use."""

import os
import resource
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from tests.nodes.family import PROC, family, stat_of

TICKS = os.sysconf("SC_CLK_TCK")
# Two sockets for each of 10,000 people, on either side, with room to spare.
MOST_FILES = 65_536


def allow_many_files() -> None:
    """Raise this process's limit of open files, which its children inherit; as far as the machine lets it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(MOST_FILES, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def cores(shared: bool) -> tuple[set[int], set[int]]:
    """Return the cores of the server and those of the load: one each, or all for both where `shared`."""
    own = sorted(os.sched_getaffinity(0))
    return (set(own), set(own)) if shared or len(own) == 1 else ({own[0]}, {own[1]})


@contextmanager
def started_on(cpus: set[int]) -> Iterator[None]:
    """Let whatever is started within inherit these cores."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cpus)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def cpu_seconds(roots: Iterable[int]) -> float:
    """Return the processor time (s, user and system) that these families have used, with their ended children."""
    stats = [stat for root in roots for pid in family(root) if (stat := stat_of(pid))]
    return sum(int(field) for stat in stats for field in stat[11:15]) / TICKS


def largest(root: int) -> int:
    """Return the process of a family that holds most memory: of a web server, the one that serves."""
    return max(family(root), key=lambda pid: _memory(pid, "status", "VmRSS"))


def memory_mb(pid: int) -> dict[str, float]:
    """Return a process's memory (MB): its share (PSS) now, and the most that it ever had in memory (VmHWM)."""
    return {"share": _memory(pid, "smaps_rollup", "Pss"), "peak": _memory(pid, "status", "VmHWM")}


def _memory(pid: int, file: str, field: str) -> float:
    try:
        lines = (PROC / str(pid) / file).read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0.0
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith(f"{field}:")), 0.0)
