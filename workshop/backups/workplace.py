"""A private folder for making a backup, which is removed after the work, even when the process is killed."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = ".workshop-"


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """Yield a new folder below `folder`, on the same disk so that files can be moved; it is removed afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    _remove_what_was_left(folder)
    with tempfile.TemporaryDirectory(dir=folder, prefix=PREFIX) as own, (Path(own) / "new").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # Danger: renamed only once locked, or another process would take this folder for a leftover and remove it.
        (Path(own) / "new").rename(Path(own) / "lock")
        yield Path(own)


def _remove_what_was_left(folder):
    for lock in folder.glob(f"{PREFIX}*/lock"):
        with suppress(OSError), lock.open() as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(lock.parent)
