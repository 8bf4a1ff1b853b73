"""A setting with a value that is none: one sentence that names it, and no start; and every setting is documented."""

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.house.tree import ROOT
from workshop.cli import main
from workshop.config import PREFIX, BadSettings, Settings, data_folder, read_settings
from workshop.config.allowed import RATES

DOCUMENT = ROOT / "docs/administrators.md"
# Told by `serve` to its children, and set by nobody else.
INTERNAL = {"WORKSHOP_LISTENS"}
CEILINGS = [name for name in Settings.model_fields if name.startswith("most_")]
URLS = "workshop.example.org, ftp://workshop.example.org, https://, https://a b, https://[::1, https://x/y"
STORES = "memory, nonsense://, async+memory://, redis://me:hunter2@host:port"
SENDERS = "workshop, @example.org, a b@c d, Workshop <workshop>, a@example.org\nBcc: b@example.org"
SERVERS = (
    "smtp, smtp://, http://host, smtp://me:hunter2@host:port, smtp://host:0, smtp://host:99999, smtp://host?tls=true, "
    "smtp://host?ssl=1, smtps://host?tls=1, smtp://host/path, smtp://me:hunter2#1@host, smtp://[::1, "
    "smtp://me:hunter 2@host"
)
DATABASES = (
    "nonsense, mysql://host/x, sqlite://, sqlite:///, sqlite:///:memory:, sqlite:////no/such/folder/workshop.sqlite, "
    f"sqlite:///{__file__}, postgresql://host:port/x, postgresql://[::1/x, postgresql://me:hunter2@127.0.0.1:1/x, "
    "postgresql://me:hunter2@127.0.0.1:1/x?no_such_option=1"
)
POOLERS = "nonsense, sqlite:///workshop.sqlite, postgresql://host:port/x, postgresql://me:hunter2@127.0.0.1:1/x"
NUMBERS = ["", "0", "-1", "1.5", "many", "1e9", "٣", "1_000", "9" * 5000]
WRONG: dict[str, list[str]] = {
    "data": [__file__, f"{__file__}/below", "/proc/workshop", "/" + "x" * 300, "\x1b[1m"],
    "database_url": DATABASES.split(", "),
    # The last one is right beside a PostgreSQL database alone.
    "pooler_url": POOLERS.split(", "),
    "secret_key": ["", "changeme", "a" * 64],
    "url": URLS.split(", "),
    "listens": ["127.0.0.1", "127.0.0.1 x", "127.0.0.1 99999", "a%b 80"],
    "metrics": ["", "on", "127.0.0.1", ":9464", "127.0.0.1:99999", "127.0.0.1:٣"],
    "mail": ["", *SERVERS.split(", ")],
    "mail_from": ["", *SENDERS.split(", ")],
    "limits_store": ["", *STORES.split(", ")],
    "fanout": ["", "mine", "OWN"],
    "dictionaries": ["", "sometimes"],
    "proxies": ["", "one", "-1", "1.5", "100", "٣", " 1 x"],
    "log_level": ["", "LOUD", "10"],
    "organisation": ["Kunta\x07", os.fsdecode(b"Kunta\xff")],
    "logo": ["/no/such/logo.svg", __file__, "/" + "x" * 300 + ".svg", "/.svg"],
    "accent": ["red", "#12345", "005a6e", "#005a6e;"],
    "contact": ["info@example.org\x1b"],
    "development": ["perhaps", "2"],
    "founders": ["guests", "Facilitators"],
    **{name.removeprefix(PREFIX).lower(): ["many", "10", "-1/hour", "10/moon"] for name in RATES.values()},
    **dict.fromkeys(CEILINGS, NUMBERS),
}


def test_wrong_values_of_every_setting_are_tried():
    assert set(WRONG) == set(Settings.model_fields)


@pytest.mark.parametrize(("name", "given"), [(name, each) for name, wrong in WRONG.items() for each in wrong])
def test_a_value_that_is_none_is_one_sentence_on_standard_error_and_the_app_does_not_start(tmp_path, name, given):
    variable = PREFIX + name.upper()
    env = {"WORKSHOP_DATA": str(tmp_path / "data"), variable: given}
    before = os.umask(0o022)
    try:
        done = CliRunner().invoke(main, ["init"], env=env)
    finally:
        os.umask(before)
    assert (done.exit_code, done.stdout) == (1, "")
    # Anything but an orderly exit is a traceback.
    assert isinstance(done.exception, SystemExit)
    [sentence] = done.stderr.splitlines()
    assert re.fullmatch(rf"Error: {variable}\b.+", sentence), sentence
    assert "hunter2" not in sentence


def test_the_command_that_makes_a_key_says_what_is_wrong_with_the_directory():
    done = CliRunner().invoke(main, ["new-key", "--data", f"{__file__}/below"])
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: WORKSHOP_DATA: ") and len(done.stderr.splitlines()) == 1


def test_what_is_wrong_with_secrets_is_said_without_them(tmp_path):
    settings = read_settings({"WORKSHOP_MAIL": "smtp://me:hunter2@host"}, data=tmp_path)
    assert "hunter2" not in repr(settings) and settings.secret_key not in repr(settings)


def test_settings_that_a_program_makes_look_at_no_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKSHOP_ORGANISATION", "Kuntaliitto")
    assert Settings(data=tmp_path).organisation == ""
    assert read_settings(data=tmp_path).organisation == "Kuntaliitto"


def test_the_document_lists_every_setting_and_no_other():
    assert set(_documented()) == {PREFIX + name.upper() for name in Settings.model_fields} - INTERNAL


def test_the_documented_defaults_are_those_of_the_app(tmp_path):
    by_default = read_settings({}, data=tmp_path)
    for variable, shown in _documented().items():
        # What is described in words ("none") has no value to compare.
        if shown and "HOST:PORT" not in shown and variable != "WORKSHOP_DATA":
            assert read_settings({variable: shown}, data=tmp_path) == by_default, variable
    assert data_folder({}) == Path(_documented()["WORKSHOP_DATA"]).absolute()


def test_the_examples_of_the_document_are_understood(tmp_path):
    said = {"WORKSHOP_URL": "https://workshop.example.org", "WORKSHOP_MAIL": "smtp://name:password@host:587?tls=1"}
    assert read_settings({**said, "WORKSHOP_DEVELOPMENT": "1", "WORKSHOP_ACCENT": "#005a6e"}, data=tmp_path).development
    with pytest.raises(BadSettings):
        read_settings({**said, "WORKSHOP_DEVELOPMENT": "maybe"}, data=tmp_path)


def _documented() -> dict[str, str]:
    """Return the variables of the document's tables, each with the default that is shown; empty where it is words."""
    rows = re.findall(r"^\| (`WORKSHOP_[^|]+) \| ([^|]+) \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    found = {}
    for names, defaults in rows:
        names = re.findall(r"`(WORKSHOP_\w+)`", names)
        shown = re.findall(r"`([^`]+)`", defaults) if defaults.startswith("`") else [""] * len(names)
        found |= dict(zip(names, shown, strict=len(names) > 1))
    return found
