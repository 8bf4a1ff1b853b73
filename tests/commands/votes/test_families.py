"""Families and votes: ballots to come have the family alone, whose voters are counted once if that discloses none."""

import pytest

from tests.commands.hall import Hall, one


@pytest.fixture
def voters(hall: Hall) -> list[int]:
    """Fifteen who vote."""
    return [hall.aino, hall.ville, *(hall.join(f"Osallistuja {number}") for number in range(13))]


def vote(hall: Hall, goals: list[int], ballots: list[tuple[int, dict]], **more) -> int:
    """Hold a vote; a ballot is (who, goals by place with what they get)."""
    asked = {"method": "approve", "secrecy": "named", "results": "at_close", "on_ballot": {"ids": goals}, **more}
    voting = hall.opened("vote", **asked)
    for who, ballot in ballots:
        choices = {str(goals[at]): value for at, value in ballot.items()}
        hall.do(who, "cast_ballot", round_id=voting, choices=choices)
    hall.do(hall.lead, "close_round", round_id=voting)
    return voting


def merged(hall: Hall, *goals: int) -> int:
    return hall.do(hall.lead, "merge_goals", goal_ids=list(goals), title="Yhdessä")["goal_id"]


def as_one(hall: Hall, family: int) -> dict:
    return one(hall.seen(hall.aino)["goals"], family)["as_one"]


def test_voters_for_any_of_its_goals_are_counted_once_and_figures_stay(hall: Hall, voters):
    goals = hall.goals(3)
    ballots = [(voters[0], {0: 1, 1: 1}), (voters[1], {1: 1}), (voters[2], {2: 1})]
    voting = vote(hall, goals, ballots)
    before = hall.seen()["tallies"]
    family = merged(hall, *goals[:2])
    assert as_one(hall, family) == {str(voting): {"goal_ids": goals[:2], "voters": 2}}
    assert hall.seen()["tallies"] == before, "what was counted stays as it was counted"
    hall.do(hall.lead, "unmerge_goal", goal_id=family)
    assert hall.seen()["tallies"] == before


def test_dots_count_voters_and_other_ways_count_none(hall: Hall, voters):
    goals = hall.goals(2)
    dots = vote(hall, goals, [(voters[0], {0: 3, 1: 1}), (voters[1], {1: 2})], method="dots", points=5)
    vote(hall, goals, [(voters[0], {0: "agree"}), (voters[1], {1: "agree"})], method="opinion")
    family = merged(hall, *goals)
    assert as_one(hall, family) == {str(dots): {"goal_ids": goals, "voters": 2}}


@pytest.mark.parametrize("secrecy", ["confidential", "secret"])
@pytest.mark.parametrize(
    ("both", "first", "second", "none", "shown"),
    [
        (5, 5, 5, 0, True),
        (0, 5, 5, 5, True),
        (5, 0, 5, 5, True),
        (4, 5, 5, 0, False),
        (5, 4, 5, 0, False),
        (5, 5, 0, 1, False),
    ],
)
def test_outside_named_rounds_no_group_that_follows_from_it_is_small(
    hall: Hall, voters, secrecy, both, first, second, none, shown
):
    goals = hall.goals(3)
    kinds = [{0: 1, 1: 1}] * both + [{0: 1}] * first + [{1: 1}] * second + [{2: 1}] * none
    voting = vote(hall, goals, list(zip(voters, kinds, strict=False)), secrecy=secrecy)
    family = merged(hall, *goals[:2])
    told = {str(voting): {"goal_ids": goals[:2], "voters": both + first + second}}
    assert as_one(hall, family) == (told if shown else {})


def test_outside_named_rounds_a_later_family_over_the_same_goals_tells_nothing(hall: Hall, voters):
    goals = hall.goals(4)
    kinds = [{0: 1, 1: 1, 2: 1}] * 5 + [{3: 1}] * 5
    secret = vote(hall, goals, list(zip(voters, kinds, strict=False)), secrecy="secret")
    named = vote(hall, goals, [(voters[0], {0: 1, 1: 1})])
    family = merged(hall, *goals[:2])
    assert set(as_one(hall, family)) == {str(secret), str(named)}
    hall.do(hall.lead, "unmerge_goal", goal_id=family)
    assert set(as_one(hall, merged(hall, *goals[1:3]))) == {str(named)}, "named rounds hide nothing"


def test_results_that_are_shown_later_are_counted_then_and_not_before(hall: Hall, voters):
    goals = hall.goals(2)
    voting = vote(hall, goals, [(voters[0], {0: 1, 1: 1})], results="on_reveal")
    family = merged(hall, *goals)
    assert as_one(hall, family) == {}
    answer = hall.ask(hall.lead, "reveal_results", round_id=voting)
    assert as_one(hall, family) == {str(voting): {"goal_ids": goals, "voters": 1}}
    assert [event.name for event in answer.events].count("family_counted") == 1


@pytest.mark.parametrize("merged_first", [True, False])
def test_who_voted_on_paper_is_counted_in_a_family_as_in_the_figures_beside_it(hall: Hall, voters, merged_first):
    goals = hall.goals(3)
    about = {"method": "approve", "secrecy": "confidential", "results": "at_close", "on_ballot": {"ids": goals}}
    voting = hall.opened("vote", **about)
    for who in voters[:8]:
        hall.do(who, "cast_ballot", round_id=voting, choices={str(goals[0]): 1})
    for number in range(1, 3):
        sheet = {"round_id": voting, "number": number, "choices": {str(goals[0]): 1}}
        hall.do(hall.lead, "enter_paper_ballot", **sheet)
        hall.do(hall.lead, "confirm_paper_ballot", **sheet)
    hall.do(hall.lead, "close_round", round_id=voting)
    family = merged(hall, *goals[:2]) if merged_first else None
    hall.do(hall.lead, "complete_paper", round_id=voting)
    figures = hall.seen()["tallies"][str(voting)]
    assert figures["channels"]["paper"]["voters"] is None, "two are too few to be told apart"
    told = as_one(hall, family or merged(hall, *goals[:2]))
    assert told == {str(voting): {"goal_ids": goals[:2], "voters": figures["voters"]}}


def test_figures_of_too_few_give_no_number_over_a_family_either(hall: Hall, voters):
    goals = hall.goals(2)
    vote(hall, goals, [(who, {0: 1, 1: 1}) for who in voters[:3]], secrecy="confidential")
    assert as_one(hall, merged(hall, *goals)) == {}


def test_ballots_to_come_have_the_family_alone_and_follow_what_a_round_names(hall: Hall, voters):
    goals = hall.goals(4)
    first = vote(hall, goals, [(voters[0], {0: 1, 1: 1}), (voters[1], {0: 1, 1: 1, 2: 1}), (voters[2], {0: 1})])
    about = {"kind": "vote", "title": "Toinen", "method": "approve", "secrecy": "named"}
    planned = [
        hall.do(hall.lead, "create_round", **about, on_ballot=asked)["round_id"]
        for asked in ("all", {"ids": goals[:1]}, {"round_id": first, "first": 2})
    ]
    family = merged(hall, *goals[:2])
    found = []
    for number in planned:
        hall.do(hall.lead, "open_round", round_id=number)
        found.append(one(hall.seen()["rounds"], number)["goal_ids"])
        hall.do(hall.lead, "close_round", round_id=number)
    assert found == [[goals[2], goals[3], family], [family], [goals[2], family]]
    assert hall.do(hall.lead, "shortlist_first", round_id=first, first=1)["goal_ids"] == [family]


def test_what_was_voted_on_as_a_family_leads_to_its_goals_when_it_is_taken_back(hall: Hall, voters):
    goals = hall.goals(3)
    family = merged(hall, *goals[:2])
    voting = vote(hall, [family, goals[2]], [(voters[0], {0: 1})])
    hall.do(hall.lead, "unmerge_goal", goal_id=family)
    taken = hall.do(hall.lead, "shortlist_first", round_id=voting, first=1, take="all")["goal_ids"]
    assert sorted(taken) == goals[:2]


def test_a_merge_alone_calls_nothing_that_was_counted_otherwise(hall: Hall, voters):
    goals = hall.goals(2)
    vote(hall, goals, [(voters[0], {0: 1})])
    family = merged(hall, *goals)
    assert hall.seen()["called_goals"] == []
    hall.do(hall.lead, "unmerge_goal", goal_id=family)
    assert hall.seen()["called_goals"] == []
