"""A folder of one's own for what a backup is made of, which does not outlive the work, even when that is killed."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = ".workshop-"


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """Return a folder below `folder` (on the same disk, so that files can be moved) that goes away with the work."""
    folder.mkdir(parents=True, exist_ok=True)
    _remove_what_was_left(folder)
    with tempfile.TemporaryDirectory(dir=folder, prefix=PREFIX) as own, (Path(own) / "new").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # Under its name only when it is held: nobody else may take this folder for what was left.
        (Path(own) / "new").rename(Path(own) / "lock")
        yield Path(own)


def _remove_what_was_left(folder):
    for lock in folder.glob(f"{PREFIX}*/lock"):
        with suppress(OSError), lock.open() as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(lock.parent)
