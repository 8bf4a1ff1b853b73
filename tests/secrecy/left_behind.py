"""What SQLite leaves behind in pages whose rows it moves; `python -m tests.secrecy.left_behind 1000` looks for it.

People vote in two rounds at the same time, so that rows of both stand in the same pages; then what is kept of one of
them is deleted, as at its close.
"""

import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlalchemy import delete, insert, select, text, update

from tests.commands.hall import found
from workshop.db import Database
from workshop.migrating import migrate
from workshop.models import Ballot, CommandKey, Participant, RollEntry
from workshop.operations.anonymising import PURGED_TABLES
from workshop.operations.installing import install
from workshop.operations.people.accounts import new_account

PEOPLE, LARGEST_GROUP = 300, 20
# The marks of what must be gone, in choices and fingerprints, and of what must stay.
GONE, STAYS = "f0f0f0f0", "abababab"


@dataclass(frozen=True)
class Model:
    """A file to be copied, in which nobody has voted yet; its people, and its rounds by the marks of their votes."""

    path: Path
    people: list[int]
    rounds: dict[str, int]


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """Open a file's database for a block."""
    database = Database(f"sqlite:///{path}")
    try:
        yield database
    finally:
        database.dispose()


def make_model(path: Path, people: int = PEOPLE) -> Model:
    """Make a consultation with many people and two open rounds in a file that has the tables."""
    with opened(path) as database:
        database.write(install)
        hall = found(database)
        rounds = {mark: hall.opened("vote", method="approve", results="at_close") for mark in (GONE, STAYS)}
        return Model(path, database.write(lambda session: _come(session, people)), rounds)


def vote(database: Database, model: Model, seed: int, times: int = 10) -> None:
    """Let each of the people vote in one of the rounds, so many `times`, and delete what is kept of one round.

    Changed ballots do not fit in where those before them were, so that the engine has to rebuild pages.
    """
    dice = random.Random(seed)
    voted = {who: dice.choice([*model.rounds.items()]) for who in model.people}
    for again in range(times):
        coming = dice.sample(model.people, len(model.people))
        while coming:
            group = [coming.pop() for _ in range(min(len(coming), dice.randint(1, LARGEST_GROUP)))]
            database.write(partial(_cast, group=group, voted=voted, dice=dice, again=again))
    database.write(lambda session: _forget(session, model.rounds[GONE]))


def left_in(path: Path) -> int:
    """Count the marks of what must be gone, in all files of a database as they stand on the disk."""
    files = [Path(f"{path}{end}") for end in ("", "-wal", "-shm")]
    return sum(file.read_bytes().count(GONE.encode()) for file in files if file.exists())


def kept(database: Database) -> dict[str, list]:
    """Read all rows of the tables that are purged, in their order; and what the engine says about the whole file."""
    with database.read() as session:
        rows = {name: [tuple(row) for row in session.execute(text(f"SELECT * FROM {name}"))] for name in PURGED_TABLES}
        named = session.execute(text("SELECT type, name, tbl_name FROM sqlite_schema ORDER BY type, name")).all()
        checked = session.execute(text("PRAGMA integrity_check")).scalars().all()
        return {**rows, "schema": [tuple(row) for row in named], "checked": checked}


def _come(session, number):
    like = session.scalars(select(Participant)).first()
    accounts = [new_account(f"Person {each}", "fi", like.joined_at) for each in range(number)]
    session.add_all(accounts)
    session.flush()
    shared = {"consultation_id": like.consultation_id, "role": "member", "lang": "fi", "joined_at": like.joined_at}
    people = [Participant(account_id=one.id, name=one.name, key=f"key {one.id}", **shared) for one in accounts]
    session.add_all(people)
    session.flush()
    return [one.id for one in people]


def _cast(session, group, voted, dice, again):
    for who in group:
        mark, number = voted[who]
        own = {"round_id": number, "participant_id": who}
        choices = {"1": mark * dice.randint(1, 40)}
        key, result = str(UUID(int=dice.getrandbits(128))), {"round_id": number, "version": again + 1}
        about = {"command": "cast_ballot", "fingerprint": mark * 8, "first": 0, "last": 0, "result": result}
        session.execute(insert(CommandKey), [{**own, "key": key, **about}])
        if again:
            mine = (Ballot.round_id == number, Ballot.participant_id == who)
            session.execute(update(Ballot).where(*mine).values(choices=choices))
        else:
            session.execute(insert(RollEntry), [own])
            session.execute(insert(Ballot), [{**own, "choices": choices}])


def _forget(session, round_id):
    session.execute(delete(Ballot).where(Ballot.round_id == round_id))
    session.execute(update(CommandKey).where(CommandKey.round_id == round_id).values(fingerprint=None))


def _main(files: int, first: int = 0) -> dict[str, float]:
    before = after = 0
    longest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.sqlite"
        migrate(f"sqlite:///{path}")
        model = make_model(path)
        for seed in range(first, first + files):
            copy = shutil.copy(path, Path(folder) / "copy.sqlite")
            with opened(copy) as database:
                vote(database, model, seed, 3)
                assert database._writer.truncate_log()
                before += left_in(copy) > 0
                began = time.monotonic()
                assert database.purge(PURGED_TABLES)
                longest = max(longest, time.monotonic() - began)
                after += left_in(copy) > 0
    return {"files": files, "left before": before, "left after": after, "longest purge (s)": round(longest, 2)}


if __name__ == "__main__":
    print(json.dumps(_main(*map(int, sys.argv[1:]))))
