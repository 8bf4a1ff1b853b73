"""Ballots: set, taken back, held against the budget; what happens to goals on an open ballot."""

from uuid import uuid4

import pytest

from tests.commands.hall import Hall, found, one
from workshop.errors import AlreadyVoted, Conflict, Invalid, NotFound


def test_a_choice_is_set_for_the_goals_named_and_null_takes_it_back(hall: Hall):
    first, second, third = hall.goals(3)
    voting = hall.opened("vote", method="opinion", secrecy="named", results="at_close")
    hall.cast(hall.aino, voting, **{f"g{first}": "agree", f"g{second}": "pass"})
    hall.cast(hall.aino, voting, **{f"g{third}": "disagree", f"g{second}": None})
    hall.cast(hall.aino, voting, **{f"g{first}": "disagree"})
    assert hall.seen(hall.aino)["me"]["ballots"] == {str(voting): {str(first): "disagree", str(third): "disagree"}}
    hall.cast(hall.aino, voting, **{f"g{first}": None, f"g{third}": None})
    hall.do(hall.lead, "close_round", round_id=voting)
    tally = hall.seen()["tallies"][str(voting)]
    assert tally["voters"] == 0
    assert tally["goals"][str(first)] == {"agree": 0, "pass": 0, "disagree": 0}


def test_the_budget_is_for_the_whole_ballot_and_an_overspent_one_changes_nothing(hall: Hall):
    first, second = hall.goals(2)
    voting = hall.opened("vote", method="dots", points=5)
    hall.cast(hall.aino, voting, **{f"g{first}": 3})
    with pytest.raises(Invalid) as refused:
        hall.cast(hall.aino, voting, **{f"g{second}": 3})
    assert refused.value.errors["choices"].limits == {"points": 5}
    assert hall.seen(hall.aino)["me"]["ballots"] == {str(voting): {str(first): 3}}
    assert hall.cast(hall.aino, voting, **{f"g{first}": 2, f"g{second}": 3})["version"] == 2


@pytest.mark.parametrize("way", ["withdraw_goal", "hide_goal"])
def test_a_goal_that_is_gone_from_an_open_ballot_keeps_its_choices_and_costs_and_counts_nothing(hall: Hall, way):
    gone, left = hall.goals(2)
    voting = hall.opened("vote", method="dots", points=5, secrecy="named", results="at_close")
    hall.cast(hall.aino, voting, **{f"g{gone}": 5})
    hall.cast(hall.ville, voting, **{f"g{gone}": 2})
    with pytest.raises(Invalid):
        hall.cast(hall.aino, voting, **{f"g{left}": 1})
    hall.do(hall.lead, way, goal_id=gone, **({"reason": "Kahdesti"} if way == "hide_goal" else {}))
    hall.cast(hall.aino, voting, **{f"g{left}": 5})
    with pytest.raises(Invalid):
        hall.cast(hall.aino, voting, **{f"g{left}": 6})
    assert hall.seen(hall.aino)["me"]["ballots"] == {str(voting): {str(gone): 5, str(left): 5}}
    hall.do(hall.lead, "close_round", round_id=voting)
    tally = hall.seen()["tallies"][str(voting)]
    assert (tally["voters"], tally["goals"]) == (1, {str(left): {"points": 5, "voters": 1}})


def test_a_goal_on_an_open_ballot_is_not_reworded_by_anybody(hall: Hall):
    (goal,) = hall.goals(1)
    measure = hall.do(hall.lead, "propose_measure", goal_id=goal, text="Selvitys")["measure_id"]
    voting = hall.opened("vote")
    proposing = hall.opened("propose")
    before = one(hall.seen()["goals"], goal)
    for name, arguments in (
        ("edit_goal", {"goal_id": goal, "title": "Toinen"}),
        ("propose_measure", {"goal_id": goal, "text": "Toinen"}),
        ("edit_measure", {"measure_id": measure, "text": "Toinen"}),
    ):
        with pytest.raises(Conflict):
            hall.do(hall.lead, name, **arguments)
    assert one(hall.seen()["goals"], goal) == before
    hall.do(hall.lead, "close_round", round_id=voting)
    hall.do(hall.lead, "edit_goal", goal_id=goal, title="Toinen")
    hall.do(hall.lead, "close_round", round_id=proposing)


def test_the_goals_on_a_ballot_are_those_of_its_themes_when_it_opens(hall: Hall):
    other = hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]
    inside, gone = hall.goals(2)
    outside = hall.do(hall.lead, "propose_goal", theme_id=other, title="Muualla")["goal_id"]
    hall.do(hall.lead, "withdraw_goal", goal_id=gone)
    voting = hall.opened("vote", theme_ids=[hall.theme])
    (late,) = hall.goals(1)
    assert one(hall.seen()["rounds"], voting)["goal_ids"] == [inside]
    for goal in (gone, outside, late, 10**6):
        with pytest.raises(Invalid) as refused:
            hall.cast(hall.aino, voting, **{f"g{goal}": 1})
        assert list(refused.value.errors) == [f"choices.{goal}"]


def test_ballots_in_two_databases_of_one_process_hold_to_their_own_goals(make_database):
    """Rounds have the same ids, and journals the same numbers, in both."""
    ballots = []
    for name, covered in (("one", (0, 0)), ("other", (0, 1))):
        hall = found(make_database(name))
        themes = [hall.theme, hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]]
        _, goal = [
            hall.do(hall.lead, "propose_goal", theme_id=themes[at], title="Tavoite")["goal_id"] for at in covered
        ]
        voting = hall.opened("vote", theme_ids=[hall.theme])
        ballots.append((hall, voting, goal, hall.seen()["revision"]))
    (one_hall, *one_place), (other_hall, *other_place) = ballots
    assert one_place == other_place
    voting, goal, _ = one_place
    for _ in range(2):
        one_hall.cast(one_hall.aino, voting, **{f"g{goal}": 1})
        with pytest.raises(Invalid):
            other_hall.cast(other_hall.aino, voting, **{f"g{goal}": 1})


def test_a_secret_ballot_is_sent_once_and_its_key_answers_whatever_the_arguments(hall: Hall):
    first, second = hall.goals(2)
    voting = hall.opened("vote", secrecy="secret", results="at_close")
    key = str(uuid4())
    answer = hall.ask(hall.aino, "cast_ballot", key=key, round_id=voting, choices={str(first): 1})
    again = hall.ask(hall.aino, "cast_ballot", key=key, round_id=voting, choices={str(second): 1})
    assert (again.replayed, again.result) == (True, answer.result)
    for choices in ({str(first): 1}, {str(second): 1}, {}):
        with pytest.raises(AlreadyVoted):
            hall.do(hall.aino, "cast_ballot", round_id=voting, choices=choices)
    hall.do(hall.lead, "close_round", round_id=voting)
    tally = hall.seen()["tallies"][str(voting)]
    assert tally["goals"] == {str(first): {"approve": 1}, str(second): {"approve": 0}}


def test_a_secret_ballot_that_was_refused_can_be_sent_again(hall: Hall):
    (goal,) = hall.goals(1)
    voting = hall.opened("vote", method="dots", points=3, secrecy="secret")
    with pytest.raises(Invalid):
        hall.cast(hall.aino, voting, **{f"g{goal}": 4})
    assert hall.seen(hall.aino)["me"]["voted"] == []
    assert hall.cast(hall.aino, voting, **{f"g{goal}": 3})["version"] == 1


def test_observers_and_strangers_have_no_ballot(hall: Hall, database):
    (goal,) = hall.goals(1)
    voting = hall.opened("vote", results="at_close")
    hall.do(hall.lead, "change_participant", participant_id=hall.participant(hall.ville), role="observer")
    with pytest.raises(Exception, match="cast_ballot"):
        hall.cast(hall.ville, voting, **{f"g{goal}": 1})
    hall.do(hall.aino, "leave")
    with pytest.raises(NotFound):
        hall.cast(hall.aino, voting, **{f"g{goal}": 1})
    hall.do(hall.lead, "close_round", round_id=voting)
    assert hall.seen()["tallies"][str(voting)]["voters"] == 0
