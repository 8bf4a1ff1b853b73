"""Lets faults happen to real processes, again and again, and tells what came of it: `bin/faults`."""

import argparse
import random
import signal
import sys

from tests.campaign.faults import FAULTS
from tests.campaign.place import KINDS, Place, cluster_on_demand
from tests.campaign.runner import Outcome, repeat
from tests.nodes.http import let_connections_go

COLUMNS = (
    *("fault", "database", "times", "acknowledged", "answered again", "cannot save", "lost", "doubled"),
    *("not converged", "slowest (s)"),
)
EACH = 10
MOST, LONGEST = 5, 3000


def main() -> int:
    """Run the campaign that the command line asks for; 1 if anything broke."""
    asked = _asked()
    # Ending this ends the servers that it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    print(f"seed {asked.seed}", flush=True)
    seeds = range(asked.seed, asked.seed + asked.times)
    kinds = KINDS if asked.database == "both" else (asked.database,)
    wanted = [FAULTS[name] for name in asked.names or FAULTS]
    outcomes = []
    try:
        with cluster_on_demand() as cluster:
            for fault, kind in [(fault, kind) for fault in wanted for kind in kinds if kind in fault.databases]:
                place = Place(kind, cluster, small_disk=fault.small_disk)
                try:
                    outcomes.append(repeat(fault, place, seeds, _progress, patience=asked.patience))
                finally:
                    place.close()
                    let_connections_go()
    finally:
        print(_table(outcomes))
    return 1 if any(outcome.broken for outcome in outcomes) else 0


def _asked():
    parser = argparse.ArgumentParser(prog="bin/faults", description=__doc__, epilog=_listed())
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[[], *FAULTS], help="which faults; all by default")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6), help="the first seed")
    parser.add_argument("--times", type=int, default=50, help="how often each happens (50)")
    parser.add_argument("--patience", type=float, default=5.0, help="seconds until all clients must agree (5)")
    parser.add_argument("--database", choices=(*KINDS, "both"), default="both")
    return parser.parse_args()


def _listed():
    width = max(map(len, FAULTS))
    return "\n".join(f"{name:{width}}  {fault.run.__doc__.splitlines()[0]}" for name, fault in FAULTS.items())


def _progress(outcome: Outcome, seed: int, *, last: bool) -> None:
    if outcome.broken and outcome.broken[-1][0] == seed:
        again = f"bin/faults --seed {seed} --times 1 --database {outcome.database} {outcome.fault}"
        print(f"\nBROKEN, again by: {again}")
        what = outcome.broken[-1][1]
        for each in what[:MOST]:
            print(f"  {each[:LONGEST]}")
        print(f"  {len(what)} in all", flush=True)
    over = "\r" if sys.stdout.isatty() and not last else "\n"
    if last or outcome.times % EACH == 0 or sys.stdout.isatty():
        line = f"{outcome.fault} on {outcome.database}: {outcome.times} times, {outcome.acknowledged} acknowledged"
        print(f"{line}, {len(outcome.broken)} broken", end=over, flush=True)


def _table(outcomes: list[Outcome]) -> str:
    rows = [COLUMNS] + [
        (
            *(outcome.fault, outcome.database, str(outcome.times), str(outcome.acknowledged), str(outcome.replayed)),
            *(str(outcome.could_not), str(outcome.lost), str(outcome.doubled), str(outcome.apart)),
            f"{outcome.slowest:.1f}" + (" BROKEN" if outcome.broken else ""),
        )
        for outcome in outcomes
    ]
    widths = [max(len(row[place]) for row in rows) for place in range(len(COLUMNS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


if __name__ == "__main__":
    sys.exit(main())
