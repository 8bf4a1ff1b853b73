"""Counting and committing, against counts made another way."""

import hashlib
import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tally.ballots import GOALS, VALUES, ballots, how_of
from workshop import tally
from workshop.methods import way


@pytest.mark.parametrize(
    ("method", "choices", "wanted"),
    [
        ("approve", [{"1": 1, "2": 1}, {"1": 1}, {}], {"1": {"approve": 2}, "2": {"approve": 1}}),
        (
            "opinion",
            [{"1": "agree", "2": "pass"}, {"1": "disagree"}, {}],
            {"1": {"agree": 1, "pass": 0, "disagree": 1}, "2": {"agree": 0, "pass": 1, "disagree": 0}},
        ),
        ("dots", [{"1": 3, "2": 2}, {"1": 4}, {}], {"1": {"points": 7, "voters": 2}, "2": {"points": 2, "voters": 1}}),
        (
            "score",
            [{"1": {"importance": 5, "feasibility": 2}}, {"1": {"importance": 4}, "2": {"feasibility": 1}}, {}],
            {
                "1": {"importance": 9, "importance_voters": 2, "feasibility": 2, "feasibility_voters": 1},
                "2": {"importance": 0, "importance_voters": 0, "feasibility": 1, "feasibility_voters": 1},
            },
        ),
        (
            "rank",
            [{"1": 2, "2": 1}, {"1": 1}, {}],
            {"1": {"points": 5, "voters": 2, "first": 1}, "2": {"points": 3, "voters": 1, "first": 1}},
        ),
        (
            "consent",
            [{"1": {"choice": "agree"}, "2": {"choice": "object", "reason": "No."}}, {"1": {"choice": "abstain"}}, {}],
            {"1": {"agree": 1, "abstain": 1, "object": 0}, "2": {"agree": 0, "abstain": 0, "object": 1}},
        ),
    ],
)
def test_choices_add_up_for_each_goal(method, choices, wanted):
    assert tally.count(how_of(method), choices, [2, 1]) == {"voters": 2, "goals": wanted}


def test_a_goal_that_no_longer_counts_leaves_its_place_to_the_next_of_the_same_ballot():
    cast = [{"1": 1, "2": 2, "3": 3}, {"2": 1, "1": 2}, {"1": 1}]
    counted = tally.count(how_of("rank"), cast, [2, 3])
    assert counted["voters"] == 2
    assert counted["goals"] == {
        "2": {"points": 6, "voters": 2, "first": 2},
        "3": {"points": 2, "voters": 1, "first": 0},
    }
    assert tally.extras(how_of("rank"), cast, counted) == {"pairs": {"2": {"3": 2}, "3": {"2": 0}}}


def test_pairs_say_how_many_put_a_goal_before_another_or_left_that_one_out():
    cast = [{"1": 1, "2": 2}, {"3": 1, "2": 2}, {"1": 1}]
    assert pairs_in(how_of("rank"), cast, GOALS) == {
        "1": {"2": 2, "3": 2},
        "2": {"1": 1, "3": 1},
        "3": {"1": 1, "2": 1},
    }


def test_of_very_many_goals_pairs_are_told_of_the_best_and_of_none_that_nobody_put_in_order():
    cast = [{str(goal): place for place, goal in enumerate(range(first, first + 7), 1)} for first in range(1, 25)]
    how, goals = way("rank", 7), range(1, 101)
    pairs = pairs_in(how, cast, goals)
    assert 20 <= len(pairs) <= 30
    assert all(tally.count(how, cast, goals)["goals"][goal]["voters"] for goal in pairs)
    assert pairs_in(how, cast[:1], goals).keys() == {str(goal) for goal in range(1, 8)}


def pairs_in(how, cast, goals):
    """The pairs of counted ballots."""
    return tally.extras(how, cast, tally.count(how, cast, goals))["pairs"]


def place_of(goal, choices):
    """The place of a goal among those that count."""
    return 1 + sum(choices[goal] > place for other, place in choices.items() if other != "4")


@pytest.mark.parametrize("method", VALUES)
@given(data=st.data())
def test_a_count_is_what_a_plain_recount_gives_in_any_order(method, data):
    cast = data.draw(st.lists(ballots(method), max_size=12))
    figures = tally.count(how_of(method), cast, GOALS)
    assert list(figures["goals"]) == [str(goal) for goal in GOALS]
    for goal, cells in figures["goals"].items():
        chosen = [choices[goal] for choices in cast if goal in choices]
        if method == "opinion":
            assert cells == {opinion: Counter(chosen)[opinion] for opinion in VALUES[method]}
        elif method == "dots":
            assert cells == {"points": sum(chosen), "voters": len(chosen)}
        elif method == "score":
            given = {key: [each[key] for each in chosen if key in each] for key in ("importance", "feasibility")}
            sums = {key: sum(own) for key, own in given.items()}
            assert cells == sums | {f"{key}_voters": len(own) for key, own in given.items()}
        elif method == "rank":
            places = [
                1 + sum(choices[goal] > place for other, place in choices.items() if other != "4")
                for choices in cast
                if goal in choices
            ]
            assert cells == {
                "points": sum(4 - each for each in places),
                "voters": len(places),
                "first": places.count(1),
            }
        elif method == "consent":
            assert cells == {answer: [each["choice"] for each in chosen].count(answer) for answer in cells}
        else:
            assert cells == {"approve": len(chosen)}
    assert figures["voters"] == len([choices for choices in cast if set(choices) & {"1", "2", "3"}])
    assert tally.count(how_of(method), data.draw(st.permutations(cast)), reversed(GOALS)) == figures


def test_a_ballot_with_nothing_but_goals_that_do_not_count_is_no_voter():
    assert tally.count(how_of("approve"), [{"9": 1}, {"1": 1, "9": 1}], [1]) == {
        "voters": 1,
        "goals": {"1": {"approve": 1}},
    }


def test_narrowed_figures_tell_nothing_of_other_goals():
    cast = [{"1": 1, "2": 2}]
    figures = tally.count(how_of("rank"), cast, GOALS) | {"reasons": {"1": ["No."], "3": ["Yes."]}}
    figures["pairs"] = pairs_in(how_of("rank"), cast, GOALS)
    narrow = tally.narrowed(figures, {"1", "2"})
    assert set(narrow["goals"]) == {"1", "2"}
    assert narrow["pairs"] == {"1": {"2": 1}, "2": {"1": 0}}
    assert narrow["reasons"] == {"1": ["No."]}
    assert narrow["voters"] == 1


FIGURES = st.fixed_dictionaries(
    {"voters": st.integers(0, 9), "goals": st.dictionaries(st.sampled_from("123"), st.integers(0, 9))}
)


@given(figures=FIGURES, others=FIGURES, salt=st.text("0123456789abcdef", min_size=64, max_size=64))
def test_a_commitment_stands_for_one_set_of_figures_alone(figures, others, salt):
    made = tally.commit(figures, salt)
    written = json.dumps(figures, sort_keys=True, separators=(",", ":"))
    assert made == hashlib.sha256((salt + written).encode()).hexdigest()
    assert tally.commit(dict(reversed(figures.items())), salt) == made
    assert (tally.commit(others, salt) == made) is (others == figures)
    assert tally.commit(figures, salt[::-1] + "0") != made
