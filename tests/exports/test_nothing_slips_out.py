"""What may not leave the house is in no byte of any export: results that are not shown yet, and what is gone."""

import re
from functools import cache

import pytest

from tests.exports.meeting import GONE_WORDS, KEPT_BACK, KEPT_BACK_DOTS, begin, database_of
from tests.exports.reading import parts, text_of
from workshop.exports.names import NAMES
from workshop.exports.pictures.shown import PICTURES

# The facilitators' own copy is handed on to nobody.
HANDED_ON = [name for name in NAMES if name != "record-of-facilitators.zip"]
# A picture tells of a few goals only.
WHOLE = [name for name in HANDED_ON if name not in PICTURES]


@cache
def said(name: str, meeting, member: int | None = None) -> str:
    """Return all the text in an export, without the random digits of commitments, hashes and salts.

    It is written once for all tests, so of a meeting that a test changes nothing may be asked before.
    """
    return re.sub(r"\b([0-9a-f]{64}|[0-9a-f]{32})\b", "-", text_of(name, meeting.written(name, member)))


def number(figure: int) -> str:
    """A pattern for a number that stands alone."""
    return rf"(?<![\d.]){figure}(?![\d.])"


@pytest.mark.parametrize("name", HANDED_ON)
@pytest.mark.parametrize("member", [None, 0, 11])
def test_results_that_are_not_revealed_are_nowhere(meeting, name, member):
    text = said(name, meeting, member)
    assert name not in WHOLE or "=HYPERLINK(" in text.replace("&quot;", '"')
    assert not re.search(number(KEPT_BACK), text)
    assert "Vielä salassa –" not in text


@pytest.mark.parametrize("name", HANDED_ON)
def test_what_was_withdrawn_or_hidden_is_nowhere_but_under_the_figures_that_it_has(meeting, name):
    text = said(name, meeting)
    assert name not in WHOLE or "Laajakaista kaikille" in text
    # It was voted on before it was withdrawn; what stood on it is gone all the same.
    assert [word for word in GONE_WORDS if word in text] in (["XYZZY"], *([[]] if name not in WHOLE else []))
    assert "ROSEBUD late" not in text


def test_the_join_code_lets_people_in_and_so_stays_inside(meeting):
    assert all(meeting.code not in said(name, meeting) for name in NAMES)


def test_names_of_people_stand_only_where_the_votes_are_named(meeting):
    assert "Osallistuja" not in said("results.csv", meeting)
    named = [
        parts(NAMES["results.xlsx"].write(meeting.record(), "en"))[f"xl/worksheets/sheet{at}.xml"] for at in range(1, 7)
    ]
    assert [("Osallistuja" in sheet) for sheet in named] == [False] * 5 + [True]
    for each in meeting.record()["rounds"]:
        shown = each["secrecy"] == "named" and each["tally"] is not None
        assert ("Osallistuja" in str(each)) == shown


def test_of_practice_nothing_leaves_not_even_what_was_asked(database_kind, request, tmp_path_factory):
    with database_of(database_kind, request, tmp_path_factory) as database:
        meeting = begin(database)
        asked = {"question": {"fi": "Kahvi vai tee ZANZIBAR"}, "instructions": {"fi": "Kokeilkaa ZANZIBAR"}}
        for secrecy in ("named", "confidential", "secret"):
            title = {"fi": "Harjoitus ZANZIBAR", "sv": "Övning ZANZIBAR"}
            number = meeting.open("vote", title, method="approve", secrecy=secrecy, practice=True, **asked)
            for member in range(12):
                meeting.do("cast_ballot", member, round_id=number, choices={str(meeting.goals["formula"]): 1})
            meeting.do("close_round", round_id=number)
        for name in NAMES:
            assert "ZANZIBAR" not in said(name, meeting), name
        for name in HANDED_ON:
            assert "ZANZIBAR" not in said(name, meeting, 3), name


def test_after_the_reveal_the_figures_are_everywhere(database_kind, request, tmp_path_factory):
    with database_of(database_kind, request, tmp_path_factory) as database:
        meeting = begin(database)
        meeting.do("reveal_results", round_id=meeting.rounds["kept back"])
        for name in WHOLE:
            text = said(name, meeting, 3)
            assert re.search(number(KEPT_BACK), text), name
        assert re.search(number(KEPT_BACK_DOTS), said("record.json", meeting, 3))


def test_a_round_nobody_voted_in_looks_like_one_with_hidden_votes(database_kind, request, tmp_path_factory):
    with database_of(database_kind, request, tmp_path_factory) as database:
        meeting = begin(database)
        full, empty = (meeting.open("vote", {"fi": "Kumpi"}, method="approve") for _ in range(2))
        for member in range(6):
            meeting.do("cast_ballot", member, round_id=full, choices={str(meeting.goals["formula"]): 1})
        meeting.do("close_round", round_id=full)
        meeting.do("close_round", round_id=empty)
        record = meeting.record()
        own = {"id", "number", "opened_at", "closed_at", "called_at", "commitment"}
        pair = [each for each in record["rounds"] if each["id"] in (full, empty)]
        alike = [{name: value for name, value in each.items() if name not in own} for each in pair]
        assert alike[0] == alike[1]
        assert alike[0]["tally"] is None
