"""An installation of the first release is upgraded with a backup first, and goes on; a newer one is left alone."""

import pytest

from tests.backups.conftest import execute, packed, rows_of
from tests.backups.releases import make_release
from tests.nodes.client import Client
from tests.nodes.server import Server
from workshop.migrating import revisions

# What later versions add to what the first one showed, wherever it stands.
OF_ITS_MOMENT = {"now", "epoch"}


@pytest.fixture
def old(empty_database_url, tmp_path):
    """A server that is not started, with the first release's tables and rows: (server, what the first release said)."""
    data = tmp_path / "data"
    embedded = empty_database_url.startswith("sqlite")
    url = f"sqlite:///{data / 'workshop.sqlite'}" if embedded else empty_database_url
    said = make_release(data, url)
    server = Server(data, None if embedded else url)
    yield server, said
    server.stop()


def test_looking_changes_nothing(old):
    server, _ = old
    said = server.cli("upgrade", "--check")
    for revision in list(revisions())[1:]:
        assert f"To come: {revision}" in said
    assert not (server.data / "backups").exists()
    assert "To come" in server.cli("upgrade", "--check")


def test_the_upgrade_keeps_a_backup_and_the_app_shows_all_that_was_there(old):
    server, said = old
    told = server.cli("upgrade")
    [kept] = packed(server.data / "backups")
    assert f"workshop restore {kept}" in told
    assert "those of this version" in server.cli("upgrade")
    assert packed(server.data / "backups") == [kept]
    server.start()
    for person, token in said["tokens"].items():
        with Client(server.url, token) as client:
            shows_all(client.snapshot(said["slug"]), said["seen"][person])
    with Client(server.url, said["tokens"]["lead"]) as lead:
        goal_id = lead.done(said["slug"], "propose_goal", theme_id=6, title="After the upgrade")["goal_id"]
        assert goal_id == max(row["id"] for row in said["rows"]["goal"]) + 1


def test_the_backup_that_was_made_first_comes_back_also_into_this_version(old, elsewhere):
    server, said = old
    server.cli("upgrade")
    upgraded = rows_of(server)
    [kept] = packed(server.data / "backups")
    there = elsewhere("sqlite")
    there.cli("restore", str(kept))
    restored = rows_of(there)
    # What its rounds were about is called what it was called at the moment of the change.
    assert len(restored.pop("round")) == len(upgraded.pop("round"))
    assert restored == upgraded
    assert len(upgraded["event"]) == len(said["rows"]["event"])


def test_an_app_that_is_just_started_upgrades_too_and_goes_on(old):
    server, said = old
    server.start()
    with Client(server.url, said["tokens"]["member"]) as member:
        shows_all(member.snapshot(said["slug"]), said["seen"]["member"])


def test_tables_of_a_newer_version_are_left_alone(old):
    server, _ = old
    execute(server, "UPDATE alembic_version SET version_num = '2099_01_01_1'")
    for command in (["upgrade"], ["upgrade", "--check"], ["init"], ["serve", "--port", str(server.port)]):
        with pytest.raises(RuntimeError, match="newer Workshop"):
            server.cli(*command)
    assert not (server.data / "backups").exists()


def test_an_upgrade_that_fails_half_way_leaves_everything_as_it_was(old):
    server, said = old
    # The last table that is new since the first release is in the way.
    execute(server, "CREATE TABLE presence (node VARCHAR(32))")
    with pytest.raises(RuntimeError, match="are as they were"):
        server.cli("upgrade")
    execute(server, "DROP TABLE presence")
    assert f"To come: {list(revisions())[1]}" in server.cli("upgrade", "--check")
    server.start()
    with Client(server.url, said["tokens"]["lead"]) as lead:
        shows_all(lead.snapshot(said["slug"]), said["seen"]["lead"])


def test_without_room_for_the_backup_nothing_begins(old):
    server, _ = old
    with pytest.raises(RuntimeError, match="must be free"):
        server.cli("upgrade", "--backup", "/proc/backup.zip")


def shows_all(now, then, where: str = "") -> None:
    """See that all of an older snapshot stands in a newer one, which may say more."""
    if isinstance(then, dict):
        for name, value in then.items():
            if name not in OF_ITS_MOMENT:
                assert name in now, f"{where}.{name}"
                shows_all(now[name], value, f"{where}.{name}")
    elif isinstance(then, list):
        assert len(now) == len(then), where
        for number, (one, other) in enumerate(zip(now, then, strict=True)):
            shows_all(one, other, f"{where}[{number}]")
    else:
        assert now == then, where
