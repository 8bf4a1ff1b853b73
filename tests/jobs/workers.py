"""Workers as processes, with leases short enough for a test: `python -m tests.jobs.workers '{"lease": 1.5}'` is one."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.house.tree import ROOT


class Workers:
    """Starts workers on one data folder and database, and takes them away."""

    def __init__(self, data: Path, url: str):
        own = {"WORKSHOP_DATA": str(data), "WORKSHOP_DATABASE_URL": url, "WORKSHOP_URL": "http://workshop.example"}
        self._env = {name: value for name, value in os.environ.items() if not name.startswith("WORKSHOP_")} | own
        self._log = data / "workers.log"
        self._processes: list[subprocess.Popen] = []

    def start(self, *, mail: str = "console", **options) -> subprocess.Popen:
        """Start one; the options are those of `main`."""
        command = [sys.executable, "-m", "tests.jobs.workers", json.dumps(options)]
        with self._log.open("ab") as log:
            env = {**self._env, "WORKSHOP_MAIL": mail}
            self._processes.append(subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log))
        return self._processes[-1]

    def log(self) -> str:
        """Return what they have written."""
        return self._log.read_text()

    def kill(self) -> None:
        """Take all of them away without warning."""
        for process in self._processes:
            process.kill()
            process.wait(30)


def until(holds: Callable[[], bool], seconds: float) -> None:
    """Return as soon as something holds; raise when it does not in time (s)."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def main(lease: float = 120, tick: float = 1, heavy: tuple[str, ...] = ()) -> None:
    """Work, with a lease of so many seconds, ticks so long apart, and some kinds of jobs in processes of their own."""
    from workshop import worker
    from workshop.config import read_settings
    from workshop.db import Database
    from workshop.jobs import KINDS

    worker.TICK_SECONDS = tick
    kinds = {name: replace(kind, lease=timedelta(seconds=lease)) for name, kind in KINDS.items()}
    kinds |= {name: replace(kinds[name], weight="heavy") for name in heavy}
    settings = read_settings()
    worker.Worker(settings, Database(settings.database_url), kinds).run()


if __name__ == "__main__":
    main(**json.loads(sys.argv[1]))
