"""Narrowing down: goals are shortlisted or set aside, by hand or by the figures of a counted round."""

import pytest

from tests.commands.hall import Hall, one
from workshop.errors import Conflict, Forbidden, Invalid


def marks(hall: Hall) -> dict[int, tuple]:
    """The marks of all goals, as a member sees them."""
    return {goal["id"]: (goal["mark"], goal["mark_reason"]) for goal in hall.seen(hall.aino)["goals"]}


def voted(hall: Hall, goals: list[int], *ballots: dict[int, int], results: str = "at_close", **more) -> int:
    """Hold a named vote of dots; the ballots are of Aino and Ville."""
    asked = {"method": "dots", "points": 9, "secrecy": "named", "results": results, **more}
    voting = hall.opened("vote", **asked)
    for who, ballot in zip((hall.aino, hall.ville), ballots, strict=False):
        hall.do(who, "cast_ballot", round_id=voting, choices={str(goals[at]): dots for at, dots in ballot.items()})
    hall.do(hall.lead, "close_round", round_id=voting)
    return voting


def test_a_goal_is_shortlisted_set_aside_with_a_reason_and_neither(hall: Hall):
    first, second = hall.goals(2)
    assert hall.do(hall.lead, "mark_goal", goal_id=first, mark="shortlist") == {"goal_id": first}
    answer = hall.ask(hall.lead, "mark_goal", goal_id=second, mark="aside", reason="Kuuluu valtiolle")
    assert [(event.name, event.data["mark"]) for event in answer.events] == [("goal_marked", "aside")]
    assert marks(hall) == {first: ("shortlist", ""), second: ("aside", "Kuuluu valtiolle")}
    hall.do(hall.lead, "mark_goal", goal_id=second, reason="Kuuluu kunnalle")
    hall.do(hall.lead, "mark_goal", goal_id=first, mark=None)
    assert marks(hall) == {first: (None, ""), second: ("aside", "Kuuluu kunnalle")}
    hall.do(hall.lead, "mark_goal", goal_id=second, mark=None)
    assert marks(hall)[second] == (None, "")


def test_what_is_marked_already_changes_nothing(hall: Hall):
    (goal,) = hall.goals(1)
    hall.do(hall.lead, "mark_goal", goal_id=goal, mark="shortlist")
    before = hall.seen()["revision"]
    assert hall.ask(hall.lead, "mark_goal", goal_id=goal, mark="shortlist").events == []
    assert hall.seen()["revision"] == before


def test_the_second_of_two_facilitators_who_mark_from_one_revision_is_refused(hall: Hall):
    (goal,) = hall.goals(1)
    seen = one(hall.seen()["goals"], goal)["revision"]
    hall.do(hall.lead, "mark_goal", goal_id=goal, mark="shortlist", expect=seen)
    with pytest.raises(Conflict, match="changed"):
        hall.do(hall.lead, "mark_goal", goal_id=goal, mark="aside", expect=seen)


def test_several_are_marked_in_one_step_or_none_of_them(hall: Hall):
    goals = hall.goals(3)
    assert hall.do(hall.lead, "mark_goals", goal_ids=goals[:2], mark="aside", reason="Sama") == {"goal_ids": goals[:2]}
    assert [marks(hall)[goal] for goal in goals] == [("aside", "Sama"), ("aside", "Sama"), (None, "")]
    with pytest.raises(Exception, match="goal"):
        hall.do(hall.lead, "mark_goals", goal_ids=[goals[2], 999_999], mark="shortlist")
    assert marks(hall)[goals[2]] == (None, "")


def test_members_mark_nothing(hall: Hall):
    (goal,) = hall.goals(1)
    for name, arguments in (
        ("mark_goal", {"goal_id": goal, "mark": "aside"}),
        ("mark_goals", {"goal_ids": [goal], "mark": "aside"}),
        ("shortlist_first", {"round_id": voted(hall, [goal]), "first": 1}),
    ):
        with pytest.raises(Forbidden):
            hall.do(hall.aino, name, **arguments)


def test_the_first_of_a_counted_round_go_on_and_the_others_keep_their_marks(hall: Hall):
    goals = hall.goals(4)
    hall.do(hall.lead, "mark_goal", goal_id=goals[3], mark="aside", reason="Ei nyt")
    hall.do(hall.lead, "mark_goal", goal_id=goals[0], mark="shortlist")
    voting = voted(hall, goals, {1: 5, 2: 3}, on_ballot={"ids": goals})
    result = hall.do(hall.lead, "shortlist_first", round_id=voting, first=2)
    assert result == {"round_id": voting, "goal_ids": [goals[1], goals[2]]}
    assert [marks(hall)[goal][0] for goal in goals] == ["shortlist", "shortlist", "shortlist", "aside"]


def test_all_with_at_least_so_much_go_on(hall: Hall):
    goals = hall.goals(3)
    voting = voted(hall, goals, {0: 3, 1: 1}, {0: 1, 1: 2})
    assert hall.do(hall.lead, "shortlist_first", round_id=voting, at_least=3)["goal_ids"] == [goals[0], goals[1]]
    assert hall.do(hall.lead, "shortlist_first", round_id=voting, at_least=50)["goal_ids"] == []


def test_a_person_decides_between_those_that_share_the_last_place(hall: Hall):
    goals = hall.goals(4)
    voting = voted(hall, goals, {0: 5, 1: 2, 2: 2})
    with pytest.raises(Conflict) as refused:
        hall.do(hall.lead, "shortlist_first", round_id=voting, first=2)
    assert (refused.value.reason, refused.value.tied) == ("tied_at_the_cut", goals[1:3])
    assert not any(mark for mark, _ in marks(hall).values())
    with pytest.raises(Invalid) as wrong:
        hall.do(hall.lead, "shortlist_first", round_id=voting, first=2, goal_ids=[goals[3]])
    assert wrong.value.errors["goal_ids"].code == "not_tied"
    for more, taken in (
        ({"take": "none"}, goals[:1]),
        ({"goal_ids": []}, goals[:1]),
        ({"goal_ids": [goals[2]]}, [goals[0], goals[2]]),
        ({"goal_ids": [goals[2]], "take": "none"}, [goals[0], goals[2]]),
        ({"take": "all"}, goals[:3]),
    ):
        result = hall.do(hall.lead, "shortlist_first", round_id=voting, first=2, **more)
        assert result["goal_ids"] == taken


def test_what_is_gone_since_takes_no_place(hall: Hall):
    goals = hall.goals(3)
    voting = voted(hall, goals, {0: 5, 1: 3, 2: 1})
    hall.do(hall.lead, "hide_goal", goal_id=goals[0], reason="Kahdesti")
    assert hall.do(hall.lead, "shortlist_first", round_id=voting, first=2)["goal_ids"] == goals[1:]


@pytest.mark.parametrize("way", ["open", "hidden", "withheld"])
def test_nothing_is_chosen_by_figures_that_are_not_shown(hall: Hall, way):
    goals = hall.goals(2)
    if way == "open":
        voting = hall.opened("vote", method="dots", secrecy="named", results="live")
    elif way == "hidden":
        voting = voted(hall, goals, {0: 5}, results="on_reveal")
    else:
        made = hall.do(hall.lead, "create_round", kind="vote", title="Ääni", results="at_close")["round_id"]
        for step in ("open_round", "close_round"):
            hall.do(hall.lead, step, round_id=made)
        voting = made
    for arguments in ({"first": 1}, {"first": 1, "take": "all"}, {"at_least": 1}):
        with pytest.raises(Conflict, match="results_hidden"):
            hall.do(hall.lead, "shortlist_first", round_id=voting, **arguments)
    assert not any(mark for mark, _ in marks(hall).values())


def test_how_many_go_on_is_said_in_one_way(hall: Hall):
    goals = hall.goals(1)
    voting = voted(hall, goals)
    for arguments in ({}, {"first": 1, "at_least": 1}):
        with pytest.raises(Invalid) as refused:
            hall.do(hall.lead, "shortlist_first", round_id=voting, **arguments)
        assert [fault.code for fault in refused.value.errors.values()] == ["first_or_at_least"]
    for what in ({"kind": "pause"}, {"kind": "vote", "practice": True, "question": "Tee?"}):
        made = hall.do(hall.lead, "create_round", title="Tauko", **what)["round_id"]
        with pytest.raises(Invalid) as refused:
            hall.do(hall.lead, "shortlist_first", round_id=made, first=1)
        assert refused.value.errors["round_id"].code == "not_a_vote"
