"""Runs one heavy job in this process: `python -m workshop.jobs NAME`, arguments as a line of JSON on standard input."""

import json
import os
import sys
import threading

from workshop.config import read_settings
from workshop.config.private import keep_to_oneself
from workshop.db import Database
from workshop.jobs import KINDS
from workshop.jobs.kind import JobContext
from workshop.logs import log_as_json

NICENESS = 15


def main(name: str) -> None:
    """Run the job; an exception ends the process, which the worker records as the job's failure."""
    keep_to_oneself()
    # Whoever votes goes first, also where there is one core for everything.
    os.nice(NICENESS)
    settings = read_settings()
    log_as_json(settings.log_level)
    arguments = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_the_worker, daemon=True).start()
    database = Database(settings.database_url, settings.allowed)
    try:
        KINDS[name].run(JobContext(settings, database), **arguments)
    finally:
        database.dispose()


def _end_with_the_worker():
    # The worker writes no more, so this ends when the worker has closed the pipe, or was killed.
    while os.read(0, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1])
