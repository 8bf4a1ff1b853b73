"""Measures what the app must reach beside its baselines: `bin/bench` prints a table and writes JSON."""

import argparse
import contextlib
import gc
import json
import os
import signal
import sys
import time
import traceback
from dataclasses import replace
from pathlib import Path

import uvloop

from tests.bench import table
from tests.bench.processes import allow_many_files, cores
from tests.bench.rows import ROWS
from tests.bench.settings import QUICK, Run, Sizes

DOCUMENT = table.ROOT / "docs/performance.md"
NAMES = ", ".join(row.name for row in ROWS)
FIGURES = table.ROOT / "build/bench.json"


def main(arguments: list[str] | None = None) -> int:
    """Measure what is asked for; 1 if a row is not reached."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if asked.markdown is not None:
        runs = [json.loads(file.read_text()) for file in asked.markdown or [FIGURES]]
        DOCUMENT.write_text(table.into(DOCUMENT.read_text(), table.markdown(*runs)))
        return 0
    if asked.nodes > 1 and asked.database != "postgres":
        parser.error("several nodes need --database postgres")
    server, load = cores(asked.cores == 2)
    sizes = _sized(QUICK if asked.quick else Sizes(), asked)
    asked.folder.mkdir(parents=True, exist_ok=True)
    how = {name: getattr(asked, name) for name in ("database", "fanout", "nodes", "through", "method")}
    run = Run(sizes, asked.folder, **how, server_cpus=frozenset(server), load_cpus=frozenset(load))
    allow_many_files()
    # Ending a bench ends its servers too.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    os.sched_setaffinity(0, load)
    found = {**table.about(run), "rows": []}
    asked.json.parent.mkdir(parents=True, exist_ok=True)
    for row in table.named(asked.rows):
        found["rows"].append(_measured(row, run))
        asked.json.write_text(json.dumps(found, indent=1))
    print("\n".join(table.lines(found["rows"])))
    print(f"The figures are in {asked.json}.")
    return 0 if all(each["reached"] for each in found["rows"]) else 1


def _measured(row, run):
    began = time.monotonic()
    print(f"{row.name}: measuring …", file=sys.stderr, flush=True)
    # A pause of the load's own collector would be taken for the server's.
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        entry = table.entry(row, uvloop.run(row.measure(run)), run)
    except Exception as failure:
        traceback.print_exc()
        entry = table.failed(row, failure)
    finally:
        gc.enable()
    verdict = "reached" if entry["reached"] else f"not reached ({', '.join(entry['missed'])})"
    print(f"{row.name}: {verdict}, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return entry


def _sized(sizes, asked):
    given = {name: getattr(asked, name) for name in ("listeners", "ballots") if getattr(asked, name) is not None}
    if asked.ballots is not None:
        given |= dict.fromkeys(("crowd_voters", "taking_voters"), asked.ballots)
    return replace(sizes, **given)


def _parser():
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"of {NAMES}; by default all")
    parser.add_argument("--quick", action="store_true", help="small numbers: whether it runs, not how fast")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--nodes", type=int, default=1, help="how many nodes serve, on PostgreSQL")
    through = "several nodes: behind the HAProxy of deploy/, or each client at one of them"
    parser.add_argument("--through", choices=("haproxy", "clients"), default="haproxy", help=through)
    parser.add_argument("--fanout", choices=("own", "stock"), default="own", help="the server's WORKSHOP_FANOUT")
    voting = "how people vote in rows in which they do"
    parser.add_argument("--method", choices=("approve", "dots", "score", "rank"), default="approve", help=voting)
    parser.add_argument("--cores", type=int, choices=(1, 2), default=1, help="1: one for the server; 2: both for both")
    parser.add_argument("--listeners", type=int, help="how many listen")
    parser.add_argument("--ballots", type=int, help="how many ballots the storm has, or each round of a crowd")
    parser.add_argument(
        "--folder", type=Path, default=FIGURES.parent, help="where servers store, on the disk that counts"
    )
    parser.add_argument("--json", type=Path, default=FIGURES, metavar="FILE", help="where the figures go")
    into = "put the figures of these files (by default the last run's) into docs/performance.md, and measure nothing"
    parser.add_argument("--markdown", nargs="*", type=Path, metavar="FILE", help=into)
    return parser


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
