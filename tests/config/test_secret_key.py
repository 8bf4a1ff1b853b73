"""A secret key that others could guess is refused like none, and a command makes another."""

import secrets
import subprocess
import uuid
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from workshop.cli import main
from workshop.config import BadSettings, read_settings
from workshop.config.secret_key import FILE, random_key, weakness
from workshop.db import Database
from workshop.identity import by_token

WEAK = [
    "",
    "changeme",
    "a" * 64,
    "0" * 32,
    "ab" * 20,
    "abc123" * 8,
    "passwordpasswordpasswordpassword",
    "Password1Password1Password1Password1",
    "workshop-secret-key-workshop-secret-key-1",
    "this-is-a-very-secret-key-please-change-me-1",
    "MyVerySecretWorkshopKeyThatNobodyKnows",
    "correct horse battery staple is what it says",
    "abcdefghijklmnopqrstuvwxyz0123456789",
    "01234567890123456789012345678901",
    "zyxwvutsrqponmlkjihgfedcba9876543210",
    "salasanasalasanasalasanasalasana2026",
    "ääääääääääääääääääääääääääääääää",
    "9d05963f166ad34aee95299350b126",
    "7864d6119a5eec45" * 2,
    " " * 40,
]


@contextmanager
def closed_after(database: Database):
    """Close a database's connections after use."""
    yield database
    database.dispose()


@pytest.mark.parametrize("key", WEAK)
def test_a_weak_key_is_refused_wherever_it_comes_from(tmp_path, key):
    with pytest.raises(BadSettings, match=r"WORKSHOP_SECRET_KEY .* `workshop new-key`"):
        read_settings({"WORKSHOP_SECRET_KEY": key, "WORKSHOP_DATA": str(tmp_path)})
    (tmp_path / FILE).write_text(key)
    with pytest.raises(BadSettings, match=r"secret-key .* `workshop new-key`"):
        read_settings({"WORKSHOP_DATA": str(tmp_path)})


def test_what_generators_give_is_taken():
    made = [secrets.token_hex(16), secrets.token_urlsafe(48), secrets.token_hex(32), random_key()]
    made += [f"{uuid.uuid4()}{uuid.uuid4()}"]
    drawn = [secrets.token_hex(32) for _ in range(500)] + [secrets.token_urlsafe(48) for _ in range(500)]
    openssl = subprocess.run(["openssl", "rand", "-base64", "48"], capture_output=True, text=True, check=True)
    assert [key for key in [*made, *drawn, openssl.stdout.strip()] if weakness(key)] == []


def test_a_command_puts_a_good_key_in_the_place_of_a_weak_one(tmp_path):
    (tmp_path / FILE).write_text("x" * 40)
    done = CliRunner().invoke(main, ["new-key", "--data", str(tmp_path)])
    assert done.exit_code == 0
    assert "all sign-ins, bearer tokens and addresses of walls" in done.output
    assert weakness((tmp_path / FILE).read_text()) is None
    first = read_settings({"WORKSHOP_DATA": str(tmp_path)}).secret_key
    CliRunner().invoke(main, ["new-key", "--data", str(tmp_path)])
    assert read_settings({"WORKSHOP_DATA": str(tmp_path)}).secret_key != first


def test_where_the_environment_has_the_key_the_command_prints_one_for_it(tmp_path):
    done = CliRunner().invoke(main, ["new-key", "--data", str(tmp_path)], env={"WORKSHOP_SECRET_KEY": "secret"})
    assert weakness(done.stdout.strip()) is None
    assert "on every machine" in done.stderr
    assert not (tmp_path / FILE).exists()


def test_a_sign_in_ends_with_the_key_that_signed_it(tmp_path):
    data = ["--data", str(tmp_path)]
    assert CliRunner().invoke(main, ["init", *data, "--administrator", "anna@example.org"]).exit_code == 0
    token = CliRunner().invoke(main, ["token", *data, "--email", "anna@example.org"]).output.strip()
    from workshop.db import Database

    settings = read_settings({"WORKSHOP_DATA": str(tmp_path)})
    with closed_after(Database(settings.database_url)) as database:
        assert by_token(database, settings.secret_key, token).email == "anna@example.org"
        CliRunner().invoke(main, ["new-key", *data])
        assert by_token(database, read_settings({"WORKSHOP_DATA": str(tmp_path)}).secret_key, token) is None
