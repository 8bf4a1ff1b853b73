"""Scores, ranks and consent as commands take them: their terms, what is refused of a ballot, and what is counted."""

import pytest

from tests.commands.hall import Hall
from workshop.errors import Conflict, Invalid

TITLES = {
    "importance": {"fi": "Tärkeys", "sv": "Betydelse", "en": "Importance"},
    "feasibility": {"fi": "Toteutettavuus", "sv": "Genomförbarhet", "en": "Feasibility"},
}
BOTH = ["importance", "feasibility"]


def plan(hall: Hall, **more) -> int:
    """Plan a vote."""
    return hall.do(hall.lead, "create_round", kind="vote", title="Äänestys", **more)["round_id"]


def seen(hall: Hall, round_id: int) -> dict:
    """A round as the facilitator sees it."""
    return next(each for each in hall.seen()["rounds"] if each["id"] == round_id)


def cast(hall: Hall, who, round_id: int, choices: dict) -> dict:
    """Cast a ballot; goals are ids."""
    named = {str(goal): choice for goal, choice in choices.items()}
    return hall.do(who, "cast_ballot", round_id=round_id, choices=named)


def wrong(hall: Hall, who, round_id: int, choices: dict) -> dict[str, str]:
    """What a ballot is refused for, by path."""
    with pytest.raises(Invalid) as refused:
        cast(hall, who, round_id, choices)
    return {path: fault.code for path, fault in refused.value.errors.items()}


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        (None, [{"key": "importance", "title": TITLES["importance"]}]),
        (BOTH, [{"key": key, "title": title} for key, title in TITLES.items()]),
        (["Tärkeys"], [{"key": "Tärkeys", "title": {"fi": "Tärkeys"}}]),
        (["Miten tärkeää?"], [{"key": "miten-tärkeää", "title": {"fi": "Miten tärkeää?"}}]),
        (
            [{"key": "cost", "title": {"fi": "Hinta", "sv": "Pris"}}, {"title": "Kiire"}],
            [{"key": "cost", "title": {"fi": "Hinta", "sv": "Pris"}}, {"key": "kiire", "title": {"fi": "Kiire"}}],
        ),
        ([{"key": "cost"}, {"title": {"fi": "", "sv": None}}], [{"key": "cost", "title": {"fi": "cost"}}]),
        (
            [{"title": "2030"}, {"title": "👍"}],
            [{"key": "criterion-2030", "title": {"fi": "2030"}}, {"key": "criterion", "title": {"fi": "👍"}}],
        ),
        (
            [{"title": "C"}, {"title": "C++"}],
            [{"key": "c", "title": {"fi": "C"}}, {"key": "c-2", "title": {"fi": "C++"}}],
        ),
        (
            [{"title": "Vaikutus kuntalaisiin nyt"}, {"title": "Vaikutus kuntalaisiin myöhemmin"}],
            [
                {"key": "vaikutus-kuntalaisii", "title": {"fi": "Vaikutus kuntalaisiin nyt"}},
                {"key": "vaikutus-kuntalais-2", "title": {"fi": "Vaikutus kuntalaisiin myöhemmin"}},
            ],
        ),
    ],
)
def test_criteria_have_keys_and_titles(hall: Hall, given, stored):
    assert seen(hall, plan(hall, method="score", criteria=given))["criteria"] == stored


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"method": "dots", "criteria": BOTH}, {"criteria": "no_criteria"}),
        ({"method": "score", "cap": 2}, {"cap": "no_cap"}),
        ({"method": "score", "points": 2}, {"points": "no_points"}),
        ({"method": "consent", "points": 2}, {"points": "no_points"}),
        ({"method": "approve", "cap": 2}, {"cap": "no_cap"}),
        ({"method": "rank", "points": 8}, {"points": "out_of_range"}),
        ({"method": "score", "criteria": ["cost", "cost"]}, {"criteria": "criteria_alike"}),
        ({"method": "score", "criteria": ["cost", "cost_voters"]}, {"criteria": "criteria_alike"}),
        ({"method": "score", "criteria": [{"title": "Hinta"}, {"title": " hinta"}]}, {"criteria": "criteria_alike"}),
        ({"method": "score", "criteria": ["cost", "a.b"]}, {"criteria.1": "not_a_criterion"}),
        ({"method": "score", "criteria": ["17"]}, {"criteria.0": "not_a_criterion"}),
        ({"method": "score", "criteria": ["a", "b", "c"]}, {"criteria": "too_long"}),
    ],
)
def test_terms_that_a_way_of_voting_does_not_have_are_refused(hall: Hall, more, refused):
    with pytest.raises(Invalid) as wrong_:
        plan(hall, **more)
    assert {path: fault.code for path, fault in wrong_.value.errors.items()} == refused


def test_another_way_of_voting_drops_what_it_does_not_have(hall: Hall):
    vote = plan(hall, method="score", criteria=BOTH)
    hall.do(hall.lead, "edit_round", round_id=vote, method="dots", points=9, cap=2)
    assert [seen(hall, vote)[name] for name in ("criteria", "points", "cap")] == [None, 9, 2]
    hall.do(hall.lead, "edit_round", round_id=vote, method="rank")
    assert [seen(hall, vote)[name] for name in ("criteria", "points", "cap")] == [None, 7, None]
    hall.do(hall.lead, "edit_round", round_id=vote, method="score")
    assert [each["key"] for each in seen(hall, vote)["criteria"]] == ["importance"]
    assert seen(hall, vote)["points"] is None


def test_a_choice_is_set_whole_and_taken_back_by_null(hall: Hall):
    one, other = hall.goals(2)
    vote = hall.opened("vote", method="score", criteria=BOTH)
    cast(hall, hall.aino, vote, {one: {"importance": 5, "feasibility": 2}, other: {"importance": 1}})
    cast(hall, hall.aino, vote, {one: {"feasibility": 3}})
    assert hall.seen(hall.aino)["me"]["ballots"] == {
        str(vote): {str(one): {"feasibility": 3}, str(other): {"importance": 1}}
    }
    cast(hall, hall.aino, vote, {one: None, other: {"importance": None}})
    assert hall.seen(hall.aino)["me"]["voted"] == []


def test_each_part_of_a_choice_that_is_wrong_is_named(hall: Hall):
    one, other = hall.goals(2)
    scores = hall.opened("vote", method="score", criteria=BOTH)
    assert wrong(hall, hall.aino, scores, {one: {"importance": 6, "cost": 1}, other: 4}) == {
        f"choices.{one}.importance": "not_a_score",
        f"choices.{one}.cost": "no_such_criterion",
        f"choices.{other}": "not_scores",
    }
    consent = hall.opened("vote", method="consent")
    assert wrong(hall, hall.aino, consent, {one: {"choice": "object"}, other: {"choice": "agree", "reason": "So"}}) == {
        f"choices.{one}.reason": "reason_lacks",
        f"choices.{other}.reason": "only_objections",
    }
    assert wrong(hall, hall.aino, consent, {one: {"choice": "object", "reason": "\U0001f600" * 1001}}) == {
        f"choices.{one}.reason": "not_a_reason"
    }
    cast(hall, hall.aino, consent, {one: {"choice": "object", "reason": "\U0001f600" * 500}, other: "abstain"})
    assert hall.seen(hall.aino)["me"]["ballots"][str(consent)][str(other)] == {"choice": "abstain"}


def test_ranks_are_distinct_without_a_gap_and_as_many_as_there_are_goals(hall: Hall):
    one, other, third = hall.goals(3)
    vote = hall.opened("vote", method="rank")
    assert seen(hall, vote)["points"] == 3
    assert wrong(hall, hall.aino, vote, {one: 4}) == {f"choices.{one}": "not_a_place"}
    assert wrong(hall, hall.aino, vote, {one: 2}) == {f"choices.{one}": "place_left_out"}
    assert wrong(hall, hall.aino, vote, {one: 1, other: 1}) == {
        f"choices.{one}": "same_place",
        f"choices.{other}": "same_place",
    }
    cast(hall, hall.aino, vote, {one: 1, other: 2, third: 3})
    # What is then on the whole ballot is checked, not what was sent.
    assert wrong(hall, hall.aino, vote, {one: None}) == {
        f"choices.{other}": "place_left_out",
        f"choices.{third}": "place_left_out",
    }
    cast(hall, hall.aino, vote, {one: None, other: 1, third: 2})
    cast(hall, hall.aino, vote, {other: 2, third: 1})


def test_at_most_seven_are_put_in_order(hall: Hall):
    goals = hall.goals(9)
    vote = hall.opened("vote", method="rank")
    assert seen(hall, vote)["points"] == 7
    order = {goal: place for place, goal in enumerate(goals, 1)}
    assert set(wrong(hall, hall.aino, vote, order).values()) == {"not_a_place"}
    seven = dict(list(order.items())[:7])
    cast(hall, hall.aino, vote, seven)
    assert wrong(hall, hall.aino, vote, {goals[7]: 7}) == {"choices": "too_many_places"}


def test_a_goal_that_is_hidden_while_people_rank_leaves_its_place(hall: Hall):
    one, other, third = hall.goals(3)
    vote = hall.opened("vote", method="rank", secrecy="named", results="at_close")
    cast(hall, hall.aino, vote, {one: 1, other: 2})
    cast(hall, hall.ville, vote, {one: 1, other: 2})
    hall.do(hall.lead, "hide_goal", goal_id=one, reason="Kahdesti")
    # What was there may stay as it is, and its place may be given anew.
    cast(hall, hall.aino, vote, {third: 3})
    cast(hall, hall.ville, vote, {third: 1})
    hall.do(hall.lead, "close_round", round_id=vote)
    tally = hall.seen()["tallies"][str(vote)]
    assert tally["goals"] == {
        str(other): {"points": 5, "voters": 2, "first": 1},
        str(third): {"points": 5, "voters": 2, "first": 1},
    }
    assert tally["pairs"] == {str(other): {str(third): 1}, str(third): {str(other): 1}}


def test_no_goal_has_more_dots_than_the_cap(hall: Hall):
    one, other = hall.goals(2)
    vote = hall.opened("vote", method="dots", points=5, cap=3)
    assert wrong(hall, hall.aino, vote, {one: 4}) == {f"choices.{one}": "over_cap"}
    cast(hall, hall.aino, vote, {one: 3, other: 2})
    assert wrong(hall, hall.aino, vote, {other: 3}) == {"choices": "over_budget"}


def test_terms_stand_once_the_round_is_open(hall: Hall):
    hall.goals(1)
    vote = hall.opened("vote", method="score", criteria=BOTH)
    for change in ({"criteria": ["cost"]}, {"cap": 1}):
        with pytest.raises(Conflict):
            hall.do(hall.lead, "edit_round", round_id=vote, **change)
