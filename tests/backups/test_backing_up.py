"""A backup is of one moment, whole or not there, and tells nobody who cast which ballot."""

import json
import subprocess
import threading
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.backups.conftest import execute, packed, rows_of
from tests.faults.room import Room
from tests.nodes.server import WORKSHOP
from tests.secrecy.attacker import caught
from tests.secrecy.election import Election
from tests.secrecy.sqlite_remains import remember_sqlite
from workshop.backups import back_up, reading

VOTERS = 12


@pytest.fixture
def room(server):
    """A room on a server of this test's own."""
    room = Room(server)
    yield room
    room.close()


def test_a_backup_that_is_made_while_people_vote_is_of_one_moment(room, elsewhere, database_kind, tmp_path):
    goals = room.goals(2)
    round_id = room.vote(method="approve", secrecy="named")
    voters = room.people(VOTERS)
    enough, stop, refused, acknowledged = threading.Event(), threading.Event(), [], []

    def vote(voter):
        number = 0
        while not stop.is_set():
            number += 1
            choices = {goals[number % 2]: 1 if number % 3 else None}
            answer = voter.do(room.slug, "cast_ballot", round_id=round_id, choices=choices)
            (acknowledged if answer.ok else refused).append(answer)
            if len(acknowledged) > VOTERS:
                enough.set()

    threads = [threading.Thread(target=vote, args=[voter]) for voter in voters]
    for thread in threads:
        thread.start()
    try:
        assert enough.wait(60)
        room.server.cli("backup", str(tmp_path / "one.zip"))
        before = len(acknowledged)
        room.server.cli("backup", str(tmp_path / "other.zip"))
        assert len(acknowledged) > before
    finally:
        stop.set()
        for thread in threads:
            thread.join(60)
    assert refused == []
    for name in ("one.zip", "other.zip"):
        restored = elsewhere(database_kind)
        restored.cli("restore", str(tmp_path / name))
        rows = rows_of(restored)
        versions = {row[1]: row[2] for row in rows["roll"] if row[0] == round_id}
        ballots = {row[1] for row in rows["ballot"] if row[0] == round_id}
        # Each command leaves a key, a step of the roll's version and a ballot, in one transaction.
        assert set(versions) == ballots
        keys = [row for row in rows["command_key"] if row[2] == "cast_ballot"]
        assert len(keys) == sum(versions.values()) > VOTERS


def test_it_is_a_file_for_its_owner_alone_and_writes_over_nothing(server, tmp_path):
    folder = tmp_path / "backups"
    file = folder / "one.zip"
    server.cli("backup", str(file))
    first = file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(RuntimeError, match=r"one\.zip is there already"):
        server.cli("backup", str(file))
    assert file.read_bytes() == first
    server.cli("backup", str(file), "--force")
    assert file.read_bytes() != first
    server.cli("backup", str(folder))
    names = [each.name for each in packed(folder)]
    assert len(names) == 2
    assert names[0] == "one.zip"
    assert names[1].startswith("workshop-2")


def test_a_backup_that_is_killed_leaves_no_file_and_the_next_one_tidies_up(server, tmp_path):
    folder = tmp_path / "backups"
    command = [WORKSHOP, "backup", folder / "one.zip"]
    process = subprocess.Popen(command, env=server.env, stdin=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while not list(folder.glob("*/database.sqlite")) and time.monotonic() < end:
        time.sleep(0.001)
    process.kill()
    process.wait(30)
    [left] = packed(folder)
    assert left.is_dir()
    server.cli("backup", str(folder / "one.zip"))
    assert packed(folder) == [folder / "one.zip"]


def test_the_manifest_says_what_is_in_it(server, database_kind, tmp_path):
    server.cli("backup", str(tmp_path / "one.zip"))
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.namelist() == ["manifest.json", "database.sqlite"]
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["format"] == 1
    assert manifest["database"].startswith(database_kind)
    assert manifest["counts"]["consultation"] == 1
    assert manifest["counts"]["event"] == len(rows_of(server)["event"])


def test_an_empty_place_and_a_newer_database_are_not_backed_up(server, elsewhere, tmp_path):
    with pytest.raises(RuntimeError, match="is not there"):
        elsewhere("sqlite").cli("backup", str(tmp_path / "one.zip"))
    with pytest.raises(RuntimeError, match="has no tables"):
        elsewhere("postgres").cli("backup", str(tmp_path / "one.zip"))
    execute(server, "UPDATE alembic_version SET version_num = '2099_01_01_1'")
    with pytest.raises(RuntimeError, match="newer Workshop"):
        server.cli("backup", str(tmp_path / "one.zip"))
    assert not (tmp_path / "one.zip").exists()


@pytest.mark.parametrize("secrecy", ["confidential", "secret"])
def test_it_does_not_tell_who_cast_which_ballot_even_before_the_engine_forgot(
    tables_url, database_kind, tmp_path, secrecy
):
    election = Election(tables_url, tmp_path, secrecy).end()
    try:
        with reading(tables_url) as connection:
            back_up(connection, tmp_path / "one.zip")
    finally:
        election.close()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        rows = Path(archive.extract("database.sqlite", tmp_path))
    votes = [replace(vote, choices=spelled(vote.choices, database_kind)) for vote in election.votes]
    remains = remember_sqlite(rows, votes, election.round_id)
    assert caught(remains, votes, election.round_id) == set()
    # The attacker had something to try: both sides are there in full.
    assert {trace.who for trace in remains.voters} >= {vote.participant_id for vote in votes}
    assert {trace.who for trace in remains.ballots} == set(range(len(votes)))


def spelled(choices: dict[str, str], kind: str) -> dict[str, str]:
    """Return choices in the order in which they come out of a database: PostgreSQL has shorter keys first."""
    return choices if kind == "sqlite" else dict(sorted(choices.items(), key=lambda pair: (len(pair[0]), pair[0])))
