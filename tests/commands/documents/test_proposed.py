"""What a board gets is what it adopts: what changes meanwhile is said, and seen before anything is adopted."""

import pytest

from tests.commands.hall import Hall
from workshop.engine.request_state import place_of
from workshop.errors import Conflict
from workshop.operations.documents.proposed import Change
from workshop.queries.documents.shown import Shown, document_of

MEETING = {"body": "Hallitus", "date": "2026-04-25", "unfinished": "Kiire"}


@pytest.fixture
def goals(hall: Hall) -> list[int]:
    """Two goals, each with a measure, in a document in two languages that is proposed."""
    goals = hall.goals(2)
    hall.do(hall.lead, "create_document", title="Painopisteet", languages=["fi", "sv"])
    for goal in goals:
        hall.do(hall.lead, "propose_measure", goal_id=goal, text="Rakennetaan", lang="fi")
        hall.do(hall.lead, "include_goal", goal_id=goal)
    for state in ("for_comment", "proposed"):
        hall.do(hall.lead, "advance_document", state=state)
    return goals


def shown(hall: Hall) -> Shown:
    with hall.database.read() as session:
        found = document_of(session, *place_of(session, hall.slug, hall.lead))
        assert found is not None
        return found


def test_what_is_as_it_was_proposed_is_adopted_without_more(hall: Hall, goals):
    hall.do(hall.lead, "add_comment", goal_id=goals[0], text="Hyvä", stance="for")
    assert shown(hall).changed == []
    hall.do(hall.lead, "adopt_document", **MEETING)


CHANGES = {
    "a title": ("edit_goal", {"title": "Toisin", "lang": "fi"}, ("1.1", "title", "fi", "Tavoite 0", "Toisin")),
    "a translation": (
        "set_wording",
        {"field": "title", "lang": "sv", "text": "Mål"},
        ("1.1", "title", "sv", "", "Mål"),
    ),
    "an official text": (
        "set_wording",
        {"field": "title", "lang": "fi", "text": "Virallinen"},
        ("1.1", "title", "fi", "Tavoite 0", "Virallinen"),
    ),
    "a goal": ("hide_goal", {"reason": "Loukkaava"}, ("1.1", "gone", "", "", "")),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_whatever_has_changed_is_said_and_seen_before_it_is_adopted(hall: Hall, goals, kind: str):
    command, arguments, expected = CHANGES[kind]
    hall.do(hall.lead, command, goal_id=goals[0], **arguments)
    seen = shown(hall)
    assert Change(*expected) in seen.changed
    for changed in ({}, {"changed": "0" * 64}):
        with pytest.raises(Conflict, match="changed_since_proposed"):
            hall.do(hall.lead, "adopt_document", **MEETING, **changed)
    hall.do(hall.lead, "edit_goal", goal_id=goals[1], title="Vielä", lang="fi")
    with pytest.raises(Conflict, match="changed_since_proposed"):
        hall.do(hall.lead, "adopt_document", **MEETING, changed=seen.fingerprint)
    hall.do(hall.lead, "adopt_document", **MEETING, changed=shown(hall).fingerprint)


def test_a_goal_that_is_gone_is_one_change_with_its_measure(hall: Hall, goals):
    hall.do(hall.lead, "withdraw_goal", goal_id=goals[0])
    assert [(one.where, one.what) for one in shown(hall).changed] == [("1.1", "gone"), ("1.1.1", "gone")]


def test_what_is_brought_back_and_proposed_again_is_proposed_as_it_is_then(hall: Hall, goals):
    hall.do(hall.lead, "edit_goal", goal_id=goals[0], title="Toisin", lang="fi")
    hall.do(hall.lead, "advance_document", state="for_comment")
    assert shown(hall).changed == []
    hall.do(hall.lead, "advance_document", state="proposed")
    assert shown(hall).changed == []
    hall.do(hall.lead, "adopt_document", **MEETING)


def test_a_correction_says_what_it_corrects(hall: Hall, goals):
    hall.do(hall.lead, "adopt_document", **MEETING)
    hall.do(hall.lead, "correct_document", reason="Virhe")
    assert shown(hall).changed == []
    hall.do(hall.lead, "edit_goal", goal_id=goals[1], title="Oikein", lang="fi")
    changed = shown(hall).changed
    assert Change("1.2", "title", "fi", "Tavoite 1", "Oikein") in changed
    hall.do(hall.lead, "adopt_document", **MEETING)
