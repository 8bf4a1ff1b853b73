"""Shows what the limit on join codes does: `python -m tests.guessing` prints a table.

A day of guesses and halls on a clock of their own, on SQLite; the last lines against a real server.
"""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.guessing.hall import real_hall
from tests.guessing.simulation import World, fill_a_hall, guess_for_a_day
from workshop.db import Database
from workshop.migrating import migrate

CODES, OPEN = 90_000_000, 20
MEMORY = "/dev/shm"


@contextmanager
def new_world() -> Iterator[World]:
    """Return a world in which nobody has guessed yet."""
    # In memory where there is such a place: the disk takes most of the time, and is not what is looked at.
    with tempfile.TemporaryDirectory(dir=MEMORY if Path(MEMORY).is_dir() else None) as folder:
        url = f"sqlite:///{folder}/workshop.sqlite"
        migrate(url)
        database = Database(url)
        try:
            yield World(database)
        finally:
            database.dispose()


def main() -> int:
    """Print the figures; 1 if one is not as promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--guesses", type=int, default=100_000)
    parser.add_argument("--addresses", type=int, default=500)
    parser.add_argument("--people", type=int, default=300)
    asked = parser.parse_args()
    kept = []

    with new_world() as world:
        looked_up, waited = guess_for_a_day(world, asked.guesses, asked.addresses)
        print(f"{asked.guesses} guesses in a day from {asked.addresses} addresses: {looked_up} looked up")
        print(f"  chance that one of {OPEN} workshops falls: 1 in {CODES / OPEN / max(1, looked_up):.0f}")
        print(f"  a right code typed elsewhere waited {waited:.0f} s at most")
        kept += [looked_up <= 5000, waited <= 10]
        # The world in which all have guessed goes on.
        kept.append(_say("the same hall on the evening of that day", fill_a_hall(world, asked.people)))
    with new_world() as world:
        kept.append(_say("a hall, every third mistyping twice", fill_a_hall(world, asked.people)))
    with new_world() as world:
        kept.append(_say("all at one moment", fill_a_hall(world, asked.people, arrive=0)))
    with new_world() as world:
        kept.append(_say("those who mistype come first", fill_a_hall(world, asked.people, first=True)))
    with tempfile.TemporaryDirectory() as folder:
        times = real_hall(Path(folder), asked.people)
        kept.append(_say("a real server, while others guess at it", times))
    return 0 if all(kept) else 1


def _say(what, times):
    print(f"{len(times)} people of one address, {what}: the last is in after {max(times):.0f} s")
    return max(times) <= 60


if __name__ == "__main__":
    raise SystemExit(main())
