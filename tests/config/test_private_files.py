"""The data folder and all that is in it is the app's alone, whatever the umask and wherever the key comes from."""

import os
import secrets
import stat
import subprocess

import pytest

from tests.nodes.server import WORKSHOP, Server

OPEN = 0o000
KEYS = {"its own key": {}, "a key from outside": {"WORKSHOP_SECRET_KEY": secrets.token_urlsafe(48)}}


def open_to_others(folder) -> list[str]:
    """What others may read in a folder, and the folder itself, with its mode."""
    return [f"{path} {stat.S_IMODE(path.lstat().st_mode):o}" for path in _all(folder) if path.lstat().st_mode & 0o077]


def _all(folder):
    return [folder, *folder.rglob("*")]


@pytest.mark.parametrize("env", KEYS.values(), ids=KEYS)
def test_whatever_a_running_app_makes_is_its_own(tmp_path, env):
    before = os.umask(OPEN)
    try:
        server = Server(tmp_path / "data", env=env)
        server.make_example()
        server.start()
        try:
            # Each command closes what somebody made by hand.
            (server.data / "backups").mkdir(mode=0o777)
            server.cli("backup", str(server.data / "backups"))
            assert (server.data / "workshop.sqlite-wal").exists()
            found = open_to_others(server.data)
        finally:
            server.stop()
        assert found == []
        assert stat.S_IMODE(server.data.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in server.data.glob("workshop.sqlite*")} == {0o600}
    finally:
        os.umask(before)


def test_what_an_older_version_left_open_is_closed_at_the_start(tmp_path):
    data = tmp_path / "data"
    run = {"env": {**os.environ, "WORKSHOP_DATA": str(data)}, "check": True, "capture_output": True}
    subprocess.run([WORKSHOP, "init"], **run)
    (data / "backups").mkdir()
    for name in ("backups/a.zip", "join-address", "workshop.sqlite-wal", "notes.txt"):
        (data / name).touch()
    for path in _all(data):
        path.chmod(0o755 if path.is_dir() else 0o644)
    subprocess.run([WORKSHOP, "init"], **run)
    # What somebody else put there is not the app's to change, and nobody gets to it through the closed folder.
    assert open_to_others(data) == [f"{data / 'notes.txt'} 644"]


def test_an_export_that_is_written_by_command_is_its_own(tmp_path):
    before = os.umask(OPEN)
    try:
        server = Server(tmp_path / "data")
        slug = server.make_example()["consultation"]
        server.cli("export", "--consultation", slug, "--output", str(tmp_path / "results.xlsx"))
        assert stat.S_IMODE((tmp_path / "results.xlsx").stat().st_mode) == 0o600
    finally:
        os.umask(before)
