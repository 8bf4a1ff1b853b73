"""Files that nobody but the account of the app may read, whatever the umask is that the app was started with."""

import os
from contextlib import suppress
from pathlib import Path

FOLDER, FILE = 0o700, 0o600
OTHERS = 0o077
OURS = ("*.sqlite", "*.sqlite-*", "secret-key", "join-address", "backups", "backups/*.zip", "backups/.workshop-*")


def keep_to_oneself() -> None:
    """Let everything that this process and its children make from now on be theirs alone."""
    os.umask(OTHERS)


def make_private(folder: Path) -> None:
    """Make the data directory where there is none, and take it and what the app keeps in it away from others.

    Files of others that lie in it are left alone: somebody may have put a whole installation there.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=FOLDER)
    _close(folder)
    for ours in OURS:
        for path in folder.glob(ours):
            _close(path)


def _close(path):
    # A link leads to what may be meant for others; what belongs to somebody else can't be changed.
    with suppress(OSError):
        if not path.is_symlink() and path.stat().st_mode & OTHERS:
            path.chmod(FOLDER if path.is_dir() else FILE)
