"""Lets honest people vote and listen beside a hostile crowd: `bin/soak` says what was refused, late, or left open."""

import argparse
import contextlib
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import uvloop

from tests.bench.hall import hall
from tests.bench.processes import allow_many_files, cores
from tests.bench.settings import Run, Sizes
from tests.soak.soak import MOST_MB, Found, p99, soak

# A ping is sent after 20 seconds and may be answered for 20 more; then the connection has five, and the load its own.
CLOSING_SECONDS = 60


def main() -> int:
    """Soak; 1 where anything is wrong or late."""
    asked = _parser().parse_args()
    allow_many_files()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    server, load = cores(asked.cores == 2)
    os.sched_setaffinity(0, load)
    asked.folder.mkdir(parents=True, exist_ok=True)
    about = {"database": asked.database, "server_cpus": frozenset(server), "load_cpus": frozenset(load)}
    run = replace(Run(Sizes(), asked.folder, **about))
    found = uvloop.run(_soaked(run, asked))
    for line in _lines(found):
        print(line)
    wrong = found.wrong() + found.late()
    print("\n".join(wrong) or "All of it held.")
    return bool(wrong)


async def _soaked(run, asked):
    async with hall(run) as here:
        return await soak(here, asked.minutes * 60, asked.listeners, asked.hostile, CLOSING_SECONDS)


def _lines(found: Found) -> list[str]:
    told = [
        f"{len(found.answers)} ballots, p99 {p99(found.answers):.0f} ms, {len(found.refused)} refused",
        f"{len(found.frames)} frames, p99 {p99(found.frames):.0f} ms, {found.unheard} not heard",
        f"memory {max(found.memory, default=0):.0f} MB of {MOST_MB}, grown by {found.growth:.0f} MB",
        f"{found.left_open} connections left open",
    ]
    return told + [f"hostile {what}: {number}" for what, number in sorted(found.hostile.items())]


def _parser():
    parser = argparse.ArgumentParser(prog="bin/soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60, help="how long")
    parser.add_argument("--listeners", type=int, default=200, help="how many honest people listen")
    parser.add_argument("--hostile", type=int, default=200, help="how many hostile connections there are")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--cores", type=int, choices=(1, 2), default=1, help="1: one for the server; 2: both for both")
    parser.add_argument("--folder", type=Path, default=Path("build"), help="where the server stores")
    return parser


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
