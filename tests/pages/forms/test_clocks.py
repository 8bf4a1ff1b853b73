"""Times are typed by the Finnish clock, on both days on which it is changed too."""

import pytest

from tests.pages.reading import texts_of
from workshop.language.clocks import is_skipped, local, with_offset


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-25T18:00", "2026-11-25T18:00:00+02:00"),
        ("2026-07-01T09:30", "2026-07-01T09:30:00+03:00"),
        ("2027-03-28T02:59", "2027-03-28T02:59:00+02:00"),
        ("2027-03-28T04:00", "2027-03-28T04:00:00+03:00"),
        ("2027-10-31T03:30", "2027-10-31T03:30:00+03:00"),
        ("2027-10-31T04:00", "2027-10-31T04:00:00+02:00"),
        ("2026-11-25T18:00Z", "2026-11-25T18:00Z"),
        ("2026-13-25T18:00", "2026-13-25T18:00"),
        ("tomorrow", "tomorrow"),
    ],
)
def test_a_local_time_gets_its_offset_and_an_ambiguous_one_is_the_first(typed, meant):
    assert with_offset(typed) == meant


@pytest.mark.parametrize("typed", ["2027-03-28T03:00", "2027-03-28T03:30", "2027-03-28T03:59"])
def test_a_time_that_the_clocks_skip_is_no_time(typed):
    assert is_skipped(typed)
    assert with_offset(typed) == typed


def test_a_time_of_the_wire_is_shown_by_the_finnish_clock():
    assert local("2027-03-28T00:59:00.000Z") == "2027-03-28T02:59"
    assert local("2027-03-28T01:00:00.000Z") == "2027-03-28T04:00"
    assert local(None) == ""


def test_a_round_between_workshops_opens_and_closes_by_the_finnish_clock(server, lead):
    settings = f"/c/{server.example['consultation']}/settings"
    typed = {"kind": "comment", "title.en": "Between", "opens_at": "2027-10-31T03:30", "closes_at": "2027-11-01T18:00"}
    assert lead.submit(lead.get(settings), "create_round", **typed).status_code == 303
    made = lead.snapshot()["rounds"][-1]
    assert (made["opens_at"], made["closes_at"]) == ("2027-10-31T00:30:00.000Z", "2027-11-01T16:00:00.000Z")
    assert 'value="2027-11-01T18:00"' in lead.get(settings).text


def test_a_skipped_time_is_a_fault_at_its_field(server, lead):
    settings = f"/c/{server.example['consultation']}/settings"
    before = lead.snapshot()["revision"]
    typed = {"kind": "comment", "title.en": "Between", "opens_at": "2027-03-28T03:30"}
    answer = lead.submit(lead.get(settings), "create_round", **typed)
    assert answer.status_code == 422
    assert 'id="create_round-opens_at-fault"' in answer.text
    assert any("this time never comes" in text for text, _ in texts_of(answer.text))
    assert 'value="2027-03-28T03:30"' in answer.text
    assert lead.snapshot()["revision"] == before
