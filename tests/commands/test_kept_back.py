"""What was hidden for its words and came back with others comes back without the first ones, wherever they are kept."""

import json

import pytest

from tests.commands.hall import Hall
from workshop.engine.request_state import place_of
from workshop.models import Goal
from workshop.queries.changes import changes
from workshop.queries.contributions.trail import Trail, trail_of
from workshop.queries.documents.shown import document_of
from workshop.queries.documents.talk import Remark
from workshop.queries.exported.bundle import bundle
from workshop.queries.record import record

BAD, GOOD = "Kuntajohtaja on varas", "Johtamisen laatu"


@pytest.fixture
def goal(hall: Hall) -> int:
    """A goal that Aino proposed in words that a facilitator hid, and that came back in others."""
    hall.opened("propose")
    made = hall.do(hall.aino, "propose_goal", theme_id=hall.theme, title=BAD, rationale=f"{BAD}!", lang="fi")
    return made["goal_id"]


def reworded(hall: Hall, goal: int) -> None:
    """Hide a goal for its words, bring it back, and give it others."""
    hall.do(hall.lead, "hide_goal", goal_id=goal, reason="Loukkaava")
    hall.do(hall.lead, "restore_goal", goal_id=goal)
    hall.do(hall.lead, "edit_goal", goal_id=goal, title=GOOD, rationale="", lang="fi")


def trail(hall: Hall, account: int, goal: int) -> Trail:
    with hall.database.read() as session:
        _, me = place_of(session, hall.slug, account)
        return trail_of(session, session.get_one(Goal, goal), me)


def test_the_trail_tells_others_what_was_done_and_none_of_the_earlier_words(hall: Hall, goal):
    before = trail(hall, hall.ville, goal)
    assert BAD in str(before) and not before.kept_back
    reworded(hall, goal)
    told = trail(hall, hall.ville, goal)
    assert told.kept_back and BAD not in str(told)
    assert [step.what for step in told.steps] == ["proposed", "hidden", "restored", "edited"]
    for account in (hall.lead, hall.aino):
        assert BAD in str(trail(hall, account, goal)) and not trail(hall, account, goal).kept_back


def test_what_its_own_author_withdrew_and_brought_back_is_told_as_before(hall: Hall, goal):
    for command in ("withdraw_goal", "restore_goal"):
        hall.do(hall.aino, command, goal_id=goal)
    hall.do(hall.aino, "edit_goal", goal_id=goal, title=GOOD, lang="fi")
    assert BAD in str(trail(hall, hall.ville, goal))


@pytest.mark.parametrize("noun", ["goal", "measure"])
def test_what_it_was_called_in_a_vote_is_hidden_once_it_has_other_words(hall: Hall, goal, noun):
    about = {"subject": "measures"} if noun == "measure" else {}
    number, words = goal, "title"
    if noun == "measure":
        number = hall.do(hall.aino, "propose_measure", goal_id=goal, text=BAD, lang="fi")["measure_id"]
        words = "text"
    round_ = hall.opened("vote", secrecy="named", results="at_close", **about)
    hall.do(hall.lead, "close_round", round_id=round_)
    called = lambda: hall.seen(hall.ville)[f"called_{noun}s"]  # noqa: E731
    hall.do(hall.lead, f"hide_{noun}", **{f"{noun}_id": number, "reason": "Loukkaava"})
    assert [one["title"] for one in called()] == [{}]
    hall.do(hall.lead, f"restore_{noun}", **{f"{noun}_id": number})
    assert all(one["title"] == {"fi": BAD} for one in called())
    hall.do(hall.lead, f"edit_{noun}", **{f"{noun}_id": number, words: GOOD, "lang": "fi"})
    assert [one["title"] for one in called()] == [{}]


def _remarks(hall: Hall, account: int, goal: int) -> list[Remark]:
    with hall.database.read() as session:
        shown = document_of(session, *place_of(session, hall.slug, account))
        assert shown is not None
        return shown.talk.on("goal", goal)


def test_a_suggestion_for_the_earlier_words_is_read_by_facilitators_and_by_its_writer_without_them(hall: Hall, goal):
    hall.do(hall.lead, "create_document", languages=["fi"])
    hall.do(hall.lead, "include_goal", goal_id=goal)
    hall.do(hall.lead, "advance_document", state="for_comment")
    other = hall.join("Eero")
    hall.do(hall.ville, "add_draft_comment", goal_id=goal, suggestion=f"{BAD} taas", text="Ei näin", lang="fi")
    hall.do(hall.ville, "add_draft_comment", goal_id=goal, suggestion=f"{BAD}, vai?", lang="fi")
    assert len(_remarks(hall, other, goal)) == 2
    reworded(hall, goal)
    [read] = _remarks(hall, other, goal)
    assert (read.text, read.suggestion, read.original, read.state) == ("Ei näin", "", "", "")
    own = _remarks(hall, hall.ville, goal)
    assert [(one.original, BAD in one.suggestion) for one in own] == [("", True)] * 2
    for account in (hall.lead, hall.aino):
        assert [one.original for one in _remarks(hall, account, goal)] == [BAD] * 2


def test_nothing_that_is_handed_on_has_them(hall: Hall, goal):
    epoch = hall.seen(hall.ville)["epoch"]
    reworded(hall, goal)
    with hall.database.read() as session:
        there, me = place_of(session, hall.slug, hall.ville)
        told = [changes(session, there, me, 0, epoch), bundle(session, there), record(session, there, me)]
        assert BAD not in json.dumps([*told, hall.seen(hall.ville)], default=str, ensure_ascii=False)
