"""Where tests keep what they write: in memory where there is room; on the disk where its pace is part of the test."""

import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
# What tests usually keep at once is a fraction of it.
ROOM_BYTES = 4 * 1024**3
# What a disk takes for a commit is the time in which something can go wrong (tests/faults, tests/campaign).
DISK = Path(tempfile.gettempdir())


def keep_in_memory() -> None:
    """Let the files of this process's tests, and of the servers that they start, lie in memory if there is room."""
    if MEMORY.is_dir() and min(shutil.disk_usage(MEMORY).free, _available()) >= ROOM_BYTES:
        tempfile.tempdir = str(MEMORY)


def _available():
    """Bytes of memory that may be taken."""
    lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))
