"""Merging and splitting take no goal out of the document: what stands for it is in it; undone, all is as before."""

import pytest
from sqlalchemy import select

from tests.commands.documents.reading import document_in
from tests.commands.hall import Hall
from workshop.models.document import DocumentGoal
from workshop.operations.documents.numbers import placed_goals


def _numbers(hall: Hall) -> dict[int, str]:
    with hall.database.read() as session:
        placed = placed_goals(session, document_in(session, hall))
        return {each.goal.id: f"{each.theme_number}.{each.number}" for each in placed}


@pytest.fixture
def goals(hall: Hall) -> list[int]:
    """Four goals, of which the second and the third stand in a document that has numbers."""
    goals = hall.goals(4)
    hall.do(hall.lead, "create_document")
    for goal in goals[1:3]:
        hall.do(hall.lead, "include_goal", goal_id=goal)
    hall.do(hall.lead, "advance_document", state="for_comment")
    return goals


def merged(hall: Hall, *goals: int) -> int:
    return hall.do(hall.lead, "merge_goals", goal_ids=list(goals), title="Yhdessä")["goal_id"]


def test_a_family_is_in_the_document_under_a_number_of_its_own_and_taken_back_its_goals_have_theirs(hall, goals):
    before = _numbers(hall)
    family = merged(hall, *goals[:2])
    assert _numbers(hall) == {goals[2]: before[goals[2]], family: "1.3"}
    hall.do(hall.lead, "unmerge_goal", goal_id=family)
    assert _numbers(hall) == before
    hall.do(hall.lead, "include_goal", goal_id=goals[3])
    assert _numbers(hall)[goals[3]] == "1.4", "a number that was shown is never given to another"


def test_the_parts_of_a_goal_are_in_the_document_as_it_was(hall, goals):
    before = _numbers(hall)
    parts = hall.do(hall.lead, "split_goal", goal_id=goals[1], titles=["Yksi", "Toinen"])["goal_ids"]
    assert _numbers(hall) == {goals[2]: before[goals[2]], parts[0]: "1.3", parts[1]: "1.4"}
    hall.do(hall.lead, "unmerge_goal", goal_id=goals[1])
    assert _numbers(hall) == before


def test_a_family_of_goals_that_are_not_in_the_document_is_not_in_it(hall, goals):
    before = _numbers(hall)
    merged(hall, goals[0], goals[3])
    assert _numbers(hall) == before


@pytest.mark.parametrize("chosen", [True, False])
def test_in_a_document_without_numbers_a_family_is_what_its_goals_were(hall, chosen):
    first, second = hall.goals(2)
    hall.do(hall.lead, "create_document")
    if chosen:
        hall.do(hall.lead, "include_goal", goal_id=first)
    else:
        hall.do(hall.lead, "mark_goal", goal_id=first, mark="shortlist")
        hall.do(hall.lead, "mark_goal", goal_id=second, mark="shortlist")
        hall.do(hall.lead, "exclude_goal", goal_id=first)
        hall.do(hall.lead, "exclude_goal", goal_id=second)
    family = merged(hall, first, second)
    assert set(_numbers(hall)) == ({family} if chosen else set())
    hall.do(hall.lead, "unmerge_goal", goal_id=family)
    assert set(_numbers(hall)) == ({first} if chosen else set())


def test_where_a_mark_alone_says_what_is_in_it_goes_on_doing_so(hall):
    first, second = hall.goals(2)
    hall.do(hall.lead, "create_document")
    hall.do(hall.lead, "mark_goal", goal_id=first, mark="shortlist")
    family = merged(hall, first, second)
    assert set(_numbers(hall)) == {family}
    with hall.database.read() as session:
        rows = select(DocumentGoal).where(DocumentGoal.document_id == document_in(session, hall).id)
        assert session.scalars(rows).all() == []
    hall.do(hall.lead, "advance_document", state="for_comment")
    hall.do(hall.lead, "unmerge_goal", goal_id=family)
    assert set(_numbers(hall)) == {first}, "the numbers came while it was away"
