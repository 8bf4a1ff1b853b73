"""A backup comes back whole, on either database, and what can't come back is refused before anything is changed."""

import sqlite3
import zipfile
from pathlib import Path

import pytest

from tests.backups.conftest import execute, packed, rows_of
from tests.exports.documents.test_own_template import template as own_template
from tests.faults.room import Room
from tests.nodes.client import Client

OTHER = {"sqlite": "postgres", "postgres": "sqlite"}


@pytest.fixture
def full(server):
    """A server with something of every kind in it: contributions, ballots, people who came and went."""
    room = Room(server)
    goals = room.goals(3)
    members = room.people(4)
    comment = room.do("add_comment", goal_id=int(goals[0]), text="Hyvä ajatus, åäö", stance="for")["comment_id"]
    room.do("add_comment", goal_id=int(goals[0]), text="Niin on", stance="neutral", reply_to=comment)
    for secrecy in ("named", "confidential", "secret"):
        round_id = room.vote(method="approve", secrecy=secrecy)
        for member in members:
            member.done(room.slug, "cast_ballot", round_id=round_id, choices={goals[0]: 1})
        room.finish(round_id)
    room.do("remove_participant", participant_id=members[3].participant["id"])
    room.do("create_document", title="Asiakirja", languages=["fi"])
    template = {"template": ("oma.docx", own_template("{{p document }}"))}
    kept = room.lead.request("POST", f"/c/{room.slug}/document/templates", files=template, allow_redirects=False)
    assert kept.status_code == 303
    yield room
    room.close()


@pytest.mark.parametrize("target", ["the same", "the other"])
def test_a_backup_comes_back_whole_on_either_database(full, elsewhere, database_kind, target, tmp_path):
    full.server.terminate()
    full.server.cli("backup", str(tmp_path / "one.zip"))
    before = rows_of(full.server)
    there = elsewhere(database_kind if target == "the same" else OTHER[database_kind])
    there.cli("restore", str(tmp_path / "one.zip"))
    assert rows_of(there) == before
    (there.data / "secret-key").write_text((full.server.data / "secret-key").read_text())
    there.start()
    full.server.start()
    for person in (full.lead, *full.people(0)):
        old, new = person.snapshot(full.slug), Client(there.url, person.token).snapshot(full.slug)
        assert new.pop("epoch") != old.pop("epoch")
        for each in (old, new):
            each.pop("now")
        assert new == old
    made = Client(there.url, full.lead.token).done(full.slug, "create_theme", title="After")
    assert made["theme_id"] > max(row[-4] for row in before["theme"])


def test_a_database_in_use_is_replaced_only_by_force_and_there_is_a_way_back(full, database_kind, tmp_path):
    server = full.server
    server.terminate()
    server.cli("backup", str(tmp_path / "one.zip"))
    server.start()
    full.do("create_theme", title="After the backup")
    server.terminate()
    used = rows_of(server)
    with pytest.raises(RuntimeError, match="--force"):
        server.cli("restore", str(tmp_path / "one.zip"))
    assert rows_of(server) == used
    assert "What was there before is kept in" in server.cli("restore", str(tmp_path / "one.zip"), "--force")
    assert rows_of(server) != used
    [kept] = packed(server.data / "backups")
    server.cli("restore", str(kept), "--force")
    assert rows_of(server) == used


def test_what_is_no_whole_backup_of_a_known_version_is_refused_and_changes_nothing(server, tmp_path):
    server.terminate()
    good = tmp_path / "good.zip"
    server.cli("backup", str(good))
    before = rows_of(server)
    bad = {
        "absent": ("is not there", lambda path: None),
        "no zip": ("broken or no backup", lambda path: path.write_bytes(b"PK\x03\x04 and nothing of the kind")),
        "cut off": ("broken or no backup", lambda path: path.write_bytes(good.read_bytes()[:-2000])),
        "another zip": ("no backup of Workshop", lambda path: repack(good, path, drop="manifest.json")),
        "other rows": ("is broken", lambda path: repack(good, path, rows=b"SQLite format 3\x00" + bytes(4096))),
        "newer format": ("does not know", lambda path: repack(good, path, change=('"format": 1', '"format": 9'))),
        "newer tables": ("newer Workshop", lambda path: repack(good, path, change=('"schema": "20', '"schema": "90'))),
    }
    for name, (message, make) in bad.items():
        path = tmp_path / f"{name}.zip"
        make(path)
        with pytest.raises(RuntimeError, match=message):
            server.cli("restore", str(path), "--force")
    assert rows_of(server) == before
    assert packed(server.data / "backups") == []


def test_a_database_of_a_newer_version_is_left_alone(server, tmp_path):
    server.terminate()
    server.cli("backup", str(tmp_path / "one.zip"))
    execute(server, "UPDATE alembic_version SET version_num = '2099_01_01_1'")
    with pytest.raises(RuntimeError, match="newer Workshop"):
        server.cli("restore", str(tmp_path / "one.zip"), "--force")


def repack(good: Path, path: Path, *, drop: str = "", rows: bytes = b"", change: tuple[str, str] = ("", "")) -> None:
    """Write a backup again with something else in it."""
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                assert change[0] in content.decode()
                content = content.decode().replace(*change).encode()
            elif rows:
                content = rows
            if name != drop:
                new.writestr(name, content)


def test_any_sqlite_reads_what_is_in_it(server, tmp_path):
    server.cli("backup", str(tmp_path / "one.zip"))
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        rows = archive.extract("database.sqlite", tmp_path)
    connection = sqlite3.connect(f"file:{rows}?mode=ro", uri=True)
    try:
        assert connection.execute("SELECT count(*) FROM theme").fetchone() == (5,)
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
    finally:
        connection.close()
