"""The document that a consultation ends in: its states, which goals stand in it, and numbers that stay."""

import pytest
from sqlalchemy import select

from tests.commands.documents.reading import document_in
from tests.commands.hall import Hall
from workshop.errors import Conflict
from workshop.models.document import DocumentGoal
from workshop.operations.documents.numbers import placed_goals


def _in(hall: Hall) -> list[int]:
    with hall.database.read() as session:
        return [each.goal.id for each in placed_goals(session, document_in(session, hall))]


def _numbers(hall: Hall) -> dict[int, tuple[int | None, int | None]]:
    with hall.database.read() as session:
        rows = select(DocumentGoal).where(DocumentGoal.document_id == document_in(session, hall).id)
        return {row.goal_id: (row.theme_number, row.number) for row in session.scalars(rows)}


def _begun(hall: Hall, number: int) -> list[int]:
    goals = hall.goals(number)
    hall.do(hall.lead, "create_document")
    return goals


def test_the_shortlist_is_in_but_for_what_a_facilitator_takes_out_and_puts_in(hall: Hall):
    first, second, third, fourth = _begun(hall, 4)
    for goal in (first, second):
        hall.do(hall.lead, "mark_goal", goal_id=goal, mark="shortlist")
    hall.do(hall.lead, "mark_goal", goal_id=fourth, mark="aside")
    assert _in(hall) == [first, second]
    hall.do(hall.lead, "exclude_goal", goal_id=first)
    hall.do(hall.lead, "include_goal", goal_id=third)
    assert _in(hall) == [second, third]


def test_numbers_stay_from_the_first_time_for_comment_and_none_is_given_again(hall: Hall):
    first, second, third, fourth = _begun(hall, 4)
    for goal in (first, second, third):
        hall.do(hall.lead, "mark_goal", goal_id=goal, mark="shortlist")
    assert _numbers(hall) == {}
    hall.do(hall.lead, "advance_document", state="for_comment")
    given = {first: (1, 1), second: (1, 2), third: (1, 3)}
    assert _numbers(hall) == given
    hall.do(hall.lead, "exclude_goal", goal_id=third)
    hall.do(hall.lead, "advance_document", state="draft")
    hall.do(hall.lead, "include_goal", goal_id=fourth)
    hall.do(hall.lead, "advance_document", state="for_comment")
    assert _numbers(hall) == {**given, fourth: (1, 4)}, "the number of what was taken out stays taken"
    hall.do(hall.lead, "include_goal", goal_id=third)
    assert (_numbers(hall)[third], _in(hall)) == ((1, 3), [first, second, third, fourth])


def test_a_mark_puts_nothing_in_and_takes_nothing_out_once_there_are_numbers(hall: Hall):
    first, second = _begun(hall, 2)
    hall.do(hall.lead, "mark_goal", goal_id=first, mark="shortlist")
    hall.do(hall.lead, "advance_document", state="for_comment")
    hall.do(hall.lead, "mark_goal", goal_id=first, mark="aside")
    hall.do(hall.lead, "mark_goal", goal_id=second, mark="shortlist")
    assert _in(hall) == [first]


def test_a_theme_gets_the_next_number_and_a_goal_that_moves_keeps_its_own(hall: Hall):
    (first,) = _begun(hall, 1)
    hall.do(hall.lead, "include_goal", goal_id=first)
    hall.do(hall.lead, "advance_document", state="for_comment")
    other = hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]
    second = hall.do(hall.lead, "propose_goal", theme_id=other, title="Myöhempi")["goal_id"]
    hall.do(hall.lead, "include_goal", goal_id=second)
    hall.do(hall.lead, "move_goal", goal_id=first, theme_id=other)
    assert _numbers(hall) == {first: (1, 1), second: (2, 1)}


def test_what_is_hidden_does_not_stand_in_it(hall: Hall):
    (goal,) = _begun(hall, 1)
    hall.do(hall.lead, "include_goal", goal_id=goal)
    hall.do(hall.lead, "hide_goal", goal_id=goal, reason="Toisto")
    assert _in(hall) == []


def test_there_is_one_document_and_it_goes_step_by_step(hall: Hall):
    with pytest.raises(Conflict, match="no_document"):
        hall.do(hall.lead, "advance_document", state="for_comment")
    made = hall.do(hall.lead, "create_document", title={"fi": "Painopisteet", "sv": ""}, languages=["fi", "sv", "fi"])
    assert hall.do(hall.lead, "create_document", title="Muu") == made, "two who begin it begin one"
    with pytest.raises(Conflict, match="document_step"):
        hall.do(hall.lead, "advance_document", state="proposed")
    for state in ("for_comment", "proposed", "for_comment"):
        assert hall.do(hall.lead, "advance_document", state=state) == made
    with hall.database.read() as session:
        document = document_in(session, hall)
        assert (document.title, document.languages) == ({"fi": "Painopisteet"}, ["fi", "sv"])
        assert document.state == "for_comment"
