"""Counting, checking and committing, against counts made another way."""

import hashlib
import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tally.ballots import GOALS, POINTS, VALUES, ballots
from workshop import tally


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
    ],
)
def test_choices_add_up_for_each_goal(method, choices, wanted):
    assert tally.count(method, choices, [2, 1]) == {"voters": 2, "goals": wanted}


@pytest.mark.parametrize("method", VALUES)
@given(data=st.data())
def test_a_count_is_what_a_plain_recount_gives_in_any_order(method, data):
    cast = data.draw(st.lists(ballots(method), max_size=12))
    figures = tally.count(method, cast, GOALS)
    assert list(figures["goals"]) == [str(goal) for goal in GOALS]
    for goal, cells in figures["goals"].items():
        chosen = [choices[goal] for choices in cast if goal in choices]
        if method == "opinion":
            assert cells == {opinion: Counter(chosen)[opinion] for opinion in VALUES[method]}
        elif method == "dots":
            assert cells == {"points": sum(chosen), "voters": len(chosen)}
        else:
            assert cells == {"approve": len(chosen)}
    assert figures["voters"] == len([choices for choices in cast if set(choices) & {"1", "2", "3"}])
    assert tally.count(method, data.draw(st.permutations(cast)), reversed(GOALS)) == figures


def test_a_ballot_with_nothing_but_goals_that_do_not_count_is_no_voter():
    assert tally.count("approve", [{"9": 1}, {"1": 1, "9": 1}], [1]) == {"voters": 1, "goals": {"1": {"approve": 1}}}


@pytest.mark.parametrize(
    ("method", "points", "value"),
    [
        *[("approve", None, value) for value in (0, 2, -1, True, "1", "agree", 1.0)],
        *[("opinion", None, value) for value in (1, "", "Agree", "none", True)],
        *[("dots", POINTS, value) for value in (0, -1, POINTS + 1, True, "1", 2.0, "agree")],
    ],
)
def test_a_value_that_the_method_does_not_have_is_a_fault_of_its_goal(method, points, value):
    good = VALUES[method][0]
    faults = tally.check(method, points, {"1": value, "2": good}, {"1": value, "2": good}, GOALS)
    assert list(faults) == ["choices.1"]


@pytest.mark.parametrize(
    ("method", "points", "ballot", "spent"),
    [
        ("dots", 5, {"1": 3, "2": 2}, False),
        ("dots", 5, {"1": 3, "2": 3}, True),
        ("approve", 2, {"1": 1, "2": 1}, False),
        ("approve", 2, {"1": 1, "2": 1, "3": 1}, True),
        ("approve", None, {"1": 1, "2": 1, "3": 1}, False),
        ("opinion", None, {"1": "agree", "2": "pass", "3": "disagree"}, False),
    ],
)
def test_the_whole_ballot_is_held_against_the_budget(method, points, ballot, spent):
    # Only the last goal is sent; the others were there before.
    last = {goal: value for goal, value in ballot.items() if goal == max(ballot)}
    assert ("choices" in tally.check(method, points, last, ballot, GOALS)) is spent


def test_goals_that_do_not_count_cost_nothing():
    assert tally.check("dots", 5, {"2": 5}, {"1": 5, "2": 5}, [2]) == {}
    assert tally.check("approve", 1, {"2": 1}, {"1": 1, "2": 1}, [2]) == {}


def test_taking_a_choice_back_is_no_fault():
    assert tally.check("dots", 5, {"1": None}, {"2": 5}, GOALS) == {}


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
