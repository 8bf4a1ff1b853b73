"""What is on a ballot is checked whole: choices of every type, places, budgets, and what forms leave as it was."""

import pytest

from tests.tally.ballots import GOALS, VALUES, how_of
from workshop import tally
from workshop.methods import way

NOTHING = (None, True, 1.0, 2.5, [], [1], {}, "", "none", -1, 10**30, {"a": {"b": 1}}, float("nan"), float("inf"))
NO_OBJECT = [each for each in NOTHING[1:] if not isinstance(each, dict)]
NO_TEXT = [each for each in NO_OBJECT if not isinstance(each, str)]
NO_REASON = (1, True, [], {}, "", "a\x00b", "x" * 1001, "\U0001f469\u200d\U0001f469\u200d\U0001f467" * 500)
OBJECTS = {"choice": "object"}


@pytest.mark.parametrize(
    ("method", "value", "parts"),
    [
        *[("approve", value, [""]) for value in (0, 2, "1", "agree", *NOTHING[1:])],
        *[("opinion", value, [""]) for value in (1, "Agree", *NOTHING[1:])],
        *[("dots", value, [""]) for value in (0, 6, "1", "agree", *NOTHING[1:])],
        *[("rank", value, [""]) for value in (0, 4, "1", "agree", *NOTHING[1:])],
        *[
            ("score", value, [""])
            for value in (1, 5, "importance", *(each for each in NOTHING[1:] if each != {"a": {"b": 1}}))
        ],
        *[("score", {"importance": value}, ["importance"]) for value in (0, 6, "5", *NOTHING[1:])],
        ("score", {"cost": 3}, ["cost"]),
        ("score", {"importance": 5, "cost": 3, "feasibility": 9}, ["cost", "feasibility"]),
        *[
            ("consent", value, [""])
            for value in (1, *(each for each in NOTHING[1:] if not isinstance(each, str | dict)))
        ],
        *[("consent", {"choice": value}, ["choice"]) for value in (1, "Agree", "pass", *NOTHING[1:])],
        ("consent", {"choice": "agree", "reason": "Why not"}, ["reason"]),
        ("consent", {"choice": "agree", "why": "Why not"}, ["why"]),
        ("consent", OBJECTS, ["reason"]),
        *[
            ("consent", {**OBJECTS, "reason": value}, ["reason"])
            for value in (1, True, [], {}, "", "a\x00b", "x" * 1001, "👩‍👩‍👧" * 500)
        ],
    ],
)
def test_a_value_that_the_method_does_not_have_is_a_fault_of_its_goal(method, value, parts):
    how, good = how_of(method), VALUES[method][0]
    other = 2 if method == "rank" else good
    faults = tally.check(how, {"1": value, "2": other}, {"1": value, "2": other}, GOALS)
    assert list(faults) == [".".join(filter(None, ("choices.1", part))) for part in sorted(parts)]


@pytest.mark.parametrize("method", VALUES)
def test_what_is_no_choice_at_all_stays_what_it_is_and_is_a_fault(method):
    how = how_of(method)
    for value in NOTHING[1:]:
        normal = how.normal(value)
        assert normal is None or how.choice_faults(normal)


@pytest.mark.parametrize(
    ("method", "points", "ballot", "where"),
    [
        ("dots", 5, {"1": 3, "2": 2}, []),
        ("dots", 5, {"1": 3, "2": 3}, ["choices"]),
        ("approve", 2, {"1": 1, "2": 1}, []),
        ("approve", 2, {"1": 1, "2": 1, "3": 1}, ["choices"]),
        ("approve", None, {"1": 1, "2": 1, "3": 1}, []),
        ("opinion", None, {"1": "agree", "2": "pass", "3": "disagree"}, []),
        ("rank", 3, {"1": 3, "2": 1, "3": 2}, []),
        ("rank", 3, {"1": 1, "2": 2, "3": 2}, ["choices.2", "choices.3"]),
        ("rank", 3, {"2": 1, "3": 3}, ["choices.3"]),
        ("rank", 3, {"3": 2}, ["choices.3"]),
        ("rank", 2, {"1": 1, "2": 2, "3": 2}, ["choices"]),
    ],
)
def test_the_whole_ballot_is_checked_with_what_was_there_before(method, points, ballot, where):
    # Only the last goal is sent; the others were there before.
    last = {goal: value for goal, value in ballot.items() if goal == max(ballot)}
    assert list(tally.check(way(method, points), last, ballot, GOALS)) == where


def test_goals_that_do_not_count_cost_nothing():
    assert tally.check(way("dots", 5), {"2": 5}, {"1": 5, "2": 5}, [2]) == {}
    assert tally.check(way("approve", 1), {"2": 1}, {"1": 1, "2": 1}, [2]) == {}


def test_the_place_of_a_goal_that_does_not_count_may_be_left_and_may_be_given_anew():
    how = way("rank", 3)
    assert tally.check(how, {"2": 2}, {"1": 1, "2": 2}, [2, 3]) == {}
    assert tally.check(how, {"2": 1}, {"1": 1, "2": 1}, [2, 3]) == {}
    assert list(tally.check(how, {"2": 3}, {"1": 1, "2": 3}, [2, 3])) == ["choices.2"]


def test_one_goal_is_given_no_more_than_the_cap():
    how = way("dots", 5, 2)
    assert tally.check(how, {"1": 2}, {"1": 2, "2": 2}, GOALS) == {}
    faults = tally.check(how, {"1": 3}, {"1": 3}, GOALS)
    assert {path: (fault.code, fault.limits) for path, fault in faults.items()} == {
        "choices.1": ("over_cap", {"cap": 2})
    }


def test_taking_a_choice_back_is_no_fault():
    assert tally.check(way("dots", 5), {"1": None}, {"2": 5}, GOALS) == {}


@pytest.mark.parametrize(
    ("method", "written", "held", "choice"),
    [
        ("dots", " 3 ", None, 3),
        ("dots", "0", 2, None),
        ("dots", "three", None, "three"),
        ("approve", {"a": "1"}, None, {"a": "1"}),
        ("score", {"importance": "5"}, None, {"importance": 5}),
        ("score", {"importance": "5"}, {"feasibility": 2}, {"importance": 5, "feasibility": 2}),
        ("score", {"importance": None}, {"importance": 4, "feasibility": 2}, {"feasibility": 2}),
        ("score", {"importance": None}, {"importance": 4}, None),
        ("consent", {"choice": "object", "reason": "Dear."}, None, {"choice": "object", "reason": "Dear."}),
        (
            "consent",
            {"reason": "Dearer."},
            {"choice": "object", "reason": "Dear."},
            {"choice": "object", "reason": "Dearer."},
        ),
        ("consent", {"choice": "agree"}, {"choice": "object", "reason": "Dear."}, {"choice": "agree"}),
        ("consent", {"choice": "object"}, {"choice": "agree"}, {"choice": "object"}),
        ("consent", {"choice": None, "reason": "Dear."}, None, None),
        ("consent", {"reason": "Dear."}, None, None),
    ],
)
def test_a_form_names_what_was_changed_in_it_and_the_rest_stays(method, written, held, choice):
    assert how_of(method).read(written, held) == choice


def test_a_reason_is_cleaned_as_all_texts_are():
    sent = {"choice": "object", "reason": " a\u202eb\r\nc "}
    assert how_of("consent").normal(sent) == {"choice": "object", "reason": "ab\nc"}
    assert how_of("consent").normal("agree") == {"choice": "agree"}
    assert how_of("score").normal({"importance": None, "feasibility": 2}) == {"feasibility": 2}
