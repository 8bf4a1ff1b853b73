"""The record: nested, numbered, the same for everyone, and with nothing that the snapshot keeps back."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.exports.meeting import FORMULA, GONE, Meeting, begin, database_of, hold
from workshop.errors import NotFound
from workshop.queries.record import public_record

# One worker holds the consultation that they read.
pytestmark = pytest.mark.xdist_group("queries")


@pytest.fixture(scope="module")
def meeting(database_kind, request, tmp_path_factory) -> Iterator[Meeting]:
    """A whole consultation, which the tests only read."""
    with database_of(database_kind, request, tmp_path_factory) as database:
        yield hold(database)


@pytest.fixture
def young(database_kind, request, tmp_path_factory) -> Iterator[Meeting]:
    """A consultation with one goal, for a test to go on with."""
    with database_of(database_kind, request, tmp_path_factory) as database:
        yield begin(database)


def goals(record: dict) -> list[dict]:
    """All goals of a record."""
    return [goal for theme in record["themes"] for goal in theme["goals"]]


def test_everyone_gets_the_same(meeting):
    records = [{**meeting.record(member), "written_at": None} for member in (None, 0, 11)]
    with meeting.database.read() as session:
        records.append({**public_record(session, meeting.slug), "written_at": None})
    assert all(each == records[0] for each in records)


def test_an_unknown_consultation_has_no_record(meeting):
    with meeting.database.read() as session, pytest.raises(NotFound):
        public_record(session, "nowhere")


def test_things_have_their_numbers(meeting):
    record = meeting.record()
    assert [theme["number"] for theme in record["themes"]] == ["1", "2", "3", "4", "5"]
    assert [goal["number"] for goal in record["themes"][0]["goals"]] == [f"1.{at}" for at in range(1, 11)]
    (swedish,) = record["themes"][1]["goals"]
    assert [measure["number"] for measure in swedish["measures"]] == [f"2.1.{at}" for at in range(1, 41)]
    assert [each["number"] for each in record["rounds"]] == [str(at) for at in range(1, 13)]


def test_themes_stand_in_the_order_that_facilitators_gave_them(young):
    before = young.record()["themes"]
    young.do("edit_theme", theme_id=before[0]["id"], position=100)
    after = young.record()["themes"]
    assert [theme["key"] for theme in after] == [theme["key"] for theme in (*before[1:], before[0])]
    assert [theme["number"] for theme in after] == ["2", "3", "4", "5", "1"]
    assert after[-1]["goals"][0]["number"] == "1.1"


def test_texts_are_in_all_their_languages(meeting):
    record = meeting.record()
    assert goals(record)[-1]["title"] == {"sv": "Bredband åt alla", "fi": "Laajakaista kaikille"}
    assert record["themes"][0]["title"].keys() == {"fi", "sv", "en"}


def test_comments_stand_on_what_they_are_about_and_replies_in_their_thread(meeting):
    first = goals(meeting.record())[0]
    threads = [(c["stance"], c["text"]["fi"], [r["stance"] for r in c["replies"]]) for c in first["comments"]]
    # What was replied to is gone, so the reply begins a thread.
    assert threads == [("for", "=2+2", ["question", "neutral"]), ("neutral", "Jäi vastaamaan", [])]
    replies = first["comments"][0]["replies"]
    assert [each["reply_to"] for each in replies] == [first["comments"][0]["id"], replies[0]["id"]]
    assert [each["text"]["fi"] for each in first["measures"][0]["comments"]] == ["@kaikki"]


def test_a_thread_of_any_length_nests_no_deeper(young):
    goal = young.goals["formula"]
    reply = {}
    for number in range(60):
        text = {"text": str(number), "stance": "neutral"}
        reply = {"reply_to": young.do("add_comment", goal_id=goal, **text, **reply)["comment_id"]}
    (thread,) = goals(young.record())[0]["comments"]
    assert [each["text"]["fi"] for each in thread["replies"]] == [str(number) for number in range(1, 60)]


def test_what_is_gone_is_in_no_list_and_takes_along_what_stands_on_it(meeting):
    record, seen = meeting.record(), meeting.snapshot()
    gone = {meeting.goals[name] for name in GONE}
    assert gone.isdisjoint(goal["id"] for goal in goals(record))
    stood_on = [each for each in seen["measures"] if each.get("removed")]
    assert len(stood_on) >= 3
    kept = {measure["id"] for goal in goals(record) for measure in goal["measures"]}
    assert kept == {each["id"] for each in seen["measures"] if each not in stood_on}


def test_votes_are_those_of_visible_rounds_alone(meeting):
    record = meeting.record()
    counted = {str(number) for name, number in meeting.rounds.items() if name != "kept back"}
    assert {round_id for goal in goals(record) for round_id in goal["votes"]} == counted
    hidden = record["rounds"][-1]
    assert hidden["tally"] is None and hidden["salt"] is None and len(hidden["commitment"]) == 64
    assert all(
        each["tally"]["voters"] == 12
        for each in record["rounds"]
        if each["id"] in meeting.rounds.values() and each != hidden
    )


def test_the_reveal_opens_the_results(young):
    assert goals(young.record())[0]["votes"] == {}
    young.do("reveal_results", round_id=young.rounds["kept back"])
    record = young.record(0)
    (called,) = record["rounds"][0]["called"]
    assert (called["number"], called["title"], called["since"]) == ("1.1", {"fi": FORMULA}, {})
    figures = {"points": 12 * 997, "voters": 12}
    assert goals(record)[0]["votes"] == {str(young.rounds["kept back"]): figures}
    assert record["rounds"][0]["salt"]


def test_a_round_whose_time_has_come_is_open_before_anyone_settles_it(young):
    soon = datetime.now(UTC) + timedelta(seconds=3)
    planned = young.do("create_round", kind="comment", title="Kello", opens_at=soon.isoformat())["round_id"]
    state = {each["id"]: each["state"] for each in young.record()["rounds"]}
    assert state[planned] == "planned"
    time.sleep(max(0.0, (soon - datetime.now(UTC)).total_seconds()) + 0.1)
    assert {each["id"]: each["state"] for each in young.record()["rounds"]}[planned] == "open"
    assert {each["id"]: each["state"] for each in young.snapshot()["rounds"]}[planned] == "planned"


def test_a_removed_phenomenon_is_nowhere_in_the_record(young):
    touched = [each["id"] for each in young.record()["phenomena"]]
    young.do("edit_goal", goal_id=young.goals["formula"], phenomenon_ids=touched)
    young.do("remove_phenomenon", phenomenon_id=touched[1])
    record = young.record()
    assert goals(record)[0]["phenomenon_ids"] == [touched[0], touched[2]]
    assert [each["id"] for each in record["phenomena"]] == [touched[0], touched[2]]
    assert goals(record)[0]["title"] == {"fi": FORMULA}


def test_the_record_has_neither_authors_nor_join_codes(meeting):
    record = meeting.record()
    assert meeting.code not in str(record)
    assert not {"participants", "authorships", "hidings", "notices", "me"} & record.keys()
