"""Numbers are given once: what was called 1.2 is never called otherwise because of another, and no other is 1.2."""

import pytest
from sqlalchemy import update

from tests.commands.hall import Hall, one
from workshop.errors import Conflict
from workshop.models import Goal, GoalNumber, Measure, Round, Theme
from workshop.operations.installing import install


def number(hall: Hall, goal: int) -> str:
    """What a goal is called."""
    return one(hall.seen()["goals"], goal)["number"]


@pytest.mark.parametrize("way", ["withdraw_goal", "hide_goal", "move_goal"])
def test_the_number_of_a_goal_that_is_gone_is_given_to_no_other(hall: Hall, way):
    other = hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]
    first, gone = hall.goals(2)
    more = {"hide_goal": {"reason": "Kahdesti"}, "move_goal": {"theme_id": other}}.get(way, {})
    hall.do(hall.lead, way, goal_id=gone, **more)
    (late,) = hall.goals(1)
    assert [number(hall, goal) for goal in (first, late)] == ["1.1", "1.3"]


def test_a_goal_that_is_moved_back_is_called_what_it_was_called_there(hall: Hall):
    other = hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]
    first, moved = hall.goals(2)
    for theme, called in ((other, "2.1"), (hall.theme, "1.2"), (other, "2.1"), (other, "2.1")):
        hall.do(hall.lead, "move_goal", goal_id=moved, theme_id=theme)
        assert number(hall, moved) == called
    there = hall.do(hall.lead, "propose_goal", theme_id=other, title="Uusi")["goal_id"]
    assert [number(hall, goal) for goal in (first, there)] == ["1.1", "2.2"]


def test_a_theme_keeps_its_number_wherever_it_stands_and_whatever_is_removed(hall: Hall):
    second = hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]
    hall.do(hall.lead, "edit_theme", theme_id=second, position=-5)
    hall.do(hall.lead, "remove_theme", theme_id=second)
    third = hall.do(hall.lead, "create_theme", title="Kolmas")["theme_id"]
    assert [one(hall.seen()["themes"], theme)["number"] for theme in (hall.theme, third)] == [1, 3]


def test_measures_and_rounds_keep_theirs_too(hall: Hall):
    (goal,) = hall.goals(1)
    measures = [hall.do(hall.lead, "propose_measure", goal_id=goal, text="Tuki")["measure_id"] for _ in range(2)]
    hall.do(hall.lead, "hide_measure", measure_id=measures[1], reason="Kahdesti")
    measures.append(hall.do(hall.lead, "propose_measure", goal_id=goal, text="Tuki")["measure_id"])
    rounds = [hall.do(hall.lead, "create_round", kind="pause", title="Tauko")["round_id"] for _ in range(2)]
    hall.do(hall.lead, "remove_round", round_id=rounds[1])
    rounds.append(hall.do(hall.lead, "create_round", kind="pause", title="Tauko")["round_id"])
    seen = hall.seen()
    assert [one(seen["measures"], measure)["number"] for measure in (measures[0], measures[2])] == [1, 3]
    assert [one(seen["rounds"], each)["number"] for each in (rounds[0], rounds[2])] == [1, 3]


def test_what_was_counted_is_marked_with_what_becomes_of_it_and_the_mark_goes_with_its_cause(hall: Hall):
    other = hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]
    (goal,) = hall.goals(1)
    voting = hall.opened("vote", results="at_close")
    hall.do(hall.lead, "close_round", round_id=voting)
    assert hall.seen()["called_goals"] == []

    def marks():
        (called,) = hall.seen(hall.ville)["called_goals"]
        assert (called["round_id"], called["goal_id"], called["number"]) == (voting, goal, "1.1")
        return called["title"], list(called["since"])

    hall.do(hall.lead, "edit_goal", goal_id=goal, title="Toisin")
    assert marks() == ({"fi": "Tavoite 0"}, ["reworded"])
    hall.do(hall.lead, "edit_goal", goal_id=goal, rationale="Siksi")
    hall.do(hall.lead, "edit_goal", goal_id=goal, title="Tavoite 0")
    assert marks() == ({"fi": "Tavoite 0"}, [])
    hall.do(hall.lead, "move_goal", goal_id=goal, theme_id=other)
    hall.do(hall.lead, "hide_goal", goal_id=goal, reason="Kahdesti")
    assert marks() == ({}, ["moved", "hidden"])
    hall.do(hall.lead, "restore_goal", goal_id=goal)
    hall.do(hall.lead, "move_goal", goal_id=goal, theme_id=hall.theme)
    hall.do(hall.lead, "withdraw_goal", goal_id=goal)
    assert marks() == ({"fi": "Tavoite 0"}, ["withdrawn"])
    hall.do(hall.lead, "restore_goal", goal_id=goal)
    assert marks() == ({"fi": "Tavoite 0"}, [])


def test_those_who_lead_see_under_which_title_a_hidden_goal_was_counted(hall: Hall):
    (goal,) = hall.goals(1)
    voting = hall.opened("vote", results="at_close")
    hall.do(hall.lead, "close_round", round_id=voting)
    hall.do(hall.lead, "edit_goal", goal_id=goal, title="Toisin")
    hall.do(hall.lead, "hide_goal", goal_id=goal, reason="Kahdesti")
    (hiding,) = hall.seen()["hidings"]
    assert (hiding["texts"], hiding["called"]) == ({"fi": "Toisin"}, {str(voting): {"fi": "Tavoite 0"}})
    assert "Tavoite 0" not in str(hall.seen(hall.ville)) and "Toisin" not in str(hall.seen(hall.ville))


def test_what_nobody_was_told_is_marked_from_the_revision_of_its_first_mark(hall: Hall):
    first, second = hall.goals(2)
    voting = hall.opened("vote")
    hall.do(hall.lead, "withdraw_goal", goal_id=second)
    hall.do(hall.lead, "close_round", round_id=voting)
    with pytest.raises(Conflict):
        hall.do(hall.lead, "restore_goal", goal_id=first)
    answer = hall.ask(hall.lead, "edit_goal", goal_id=first, title="Toisin")
    assert [event.name for event in answer.events] == ["goal_edited", "called_goal_marked"]
    # What was withdrawn while the vote was open has no figures, and so was never called anything there.
    assert [each["goal_id"] for each in hall.seen()["called_goals"]] == [first]
    assert hall.seen()["called_goals"][0]["revision"] == answer.revision


def test_what_the_version_before_made_meanwhile_is_numbered_when_a_process_starts(hall: Hall):
    first, late = hall.goals(2)
    theme = hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]
    measure = hall.do(hall.lead, "propose_measure", goal_id=first, text="Tuki")["measure_id"]
    round_ = hall.do(hall.lead, "create_round", kind="pause", title="Tauko")["round_id"]

    def as_before(session):
        for model, number in ((Theme, theme), (Measure, measure), (Round, round_)):
            session.execute(update(model).where(model.id == number).values(number=0))
        session.execute(update(Goal).where(Goal.id == late).values(number="0"))
        session.delete(session.get(GoalNumber, (hall.theme, late)))

    before = hall.seen()["epoch"]
    hall.database.write(install)
    assert hall.seen()["epoch"] == before
    hall.database.write(as_before)
    hall.database.write(install)
    seen = hall.seen()
    assert [one(seen["themes"], theme)["number"], one(seen["measures"], measure)["number"]] == [2, 1]
    assert (one(seen["rounds"], round_)["number"], number(hall, late)) == (1, "1.2")
    assert seen["epoch"] != before
