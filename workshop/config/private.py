"""Files that only the app's own user may read, whatever umask the app was started with."""

import os
from contextlib import suppress
from pathlib import Path

FOLDER, FILE = 0o700, 0o600
OTHERS = 0o077
OURS = ("*.sqlite", "*.sqlite-*", "secret-key", "join-address", "backups", "backups/*.zip", "backups/.workshop-*")


def keep_to_oneself() -> None:
    """Let only this user read what this process and its children create from now on."""
    os.umask(OTHERS)


def make_private(folder: Path) -> None:
    """Make the data directory if needed, and remove the permissions of others on it and on the app's own files in it.

    Other files in it are left alone, since an administrator may have put a whole installation there.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=FOLDER)
    _close(folder)
    for ours in OURS:
        for path in folder.glob(ours):
            _close(path)


def _close(path):
    # A symbolic link may lead to a file meant for others; the files of another user can't be changed.
    with suppress(OSError):
        if not path.is_symlink() and path.stat().st_mode & OTHERS:
            path.chmod(FOLDER if path.is_dir() else FILE)
