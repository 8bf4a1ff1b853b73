"""Who may make consultations and how many mails go out are settings, each with a place in the documents."""

import pytest

from tests.house.tree import ROOT
from workshop.config import BadSettings, read_settings
from workshop.config.allowed import RATES, Allowed


def read(tmp_path, **environment):
    """What is allowed under these settings."""
    return read_settings(environment, data=str(tmp_path)).allowed


def test_what_is_not_said_is_as_it_is_by_default(tmp_path):
    assert read(tmp_path) == read(tmp_path, **dict.fromkeys([*RATES.values(), "WORKSHOP_FOUNDERS"], "")) == Allowed()


def test_what_is_said_holds(tmp_path):
    said = {"WORKSHOP_MAILS_PER_SENDER": "5/hour;9 per day", "WORKSHOP_MAILS_BY_GUESTS": "0/hour"}
    assert read(tmp_path, **said, WORKSHOP_FOUNDERS="administrators") == Allowed(
        founders="administrators", by_one=((5, 3600), (9, 86400)), by_guests=((0, 3600),)
    )


@pytest.mark.parametrize("name", [*RATES.values(), "WORKSHOP_FOUNDERS"])
@pytest.mark.parametrize("said", ["many", "-1/hour", "10", "guests"])
def test_the_app_does_not_start_with_what_it_can_not_read(tmp_path, name, said):
    with pytest.raises(BadSettings, match=name):
        read(tmp_path, **{name: said})


@pytest.mark.parametrize("name", [*RATES.values(), "WORKSHOP_FOUNDERS"])
def test_each_stands_in_the_administrators_document(name):
    assert f"| `{name}` |" in (ROOT / "docs/administrators.md").read_text(encoding="utf-8")
