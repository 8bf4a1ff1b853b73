"""Breakdowns reveal nobody to an attacker who knows the totals, the shown cells and how many answered in each group."""

from functools import cache
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.tally.ballots import ANSWERED, GOALS, VALUES, grouped_ballots, how_of
from workshop import tally

LEAST = 5


def broken_down(method, ballots, goals, least=LEAST):
    """Break down by one group each: (group, choices)."""
    voices = [tally.Voice(choices, (group,)) for group, choices in ballots]
    [figures] = tally.break_down(how_of(method), voices, goals, least).figures or [{str(goal): {} for goal in goals}]
    return figures


def answers_of(method, ballots, goal):
    """What each group says on a goal, as values that can be compared: in some ways a goal left out is an answer."""
    said = {}
    for group, choices in ballots:
        if choices:
            said.setdefault(group, [])
            if method not in ANSWERED or goal in choices:
                said[group].append(place_in(choices, goal) if method == "rank" else plain(choices.get(goal)))
    return said


def place_in(choices, goal):
    """The place of a goal among those that count."""
    better = [other for other in choices if other != "4" and goal in choices and choices[other] < choices[goal]]
    return len(better) + 1 if goal in choices else None


def plain(value):
    """A choice without its reason; one of several parts as pairs."""
    return tuple(sorted(pair for pair in value.items() if pair[0] != "reason")) if isinstance(value, dict) else value


def cells_of(method, answers):
    """Count answers on one goal, without the code under test."""
    given = [answer for answer in answers if answer is not None]
    if method == "opinion":
        return {opinion: given.count(opinion) for opinion in VALUES[method]}
    if method == "consent":
        return {answer: given.count((("choice", answer),)) for answer in ("agree", "abstain", "object")}
    if method == "score":
        by = {
            key: [dict(answer)[key] for answer in given if key in dict(answer)] for key in ("importance", "feasibility")
        }
        return {name: cell for key, own in by.items() for name, cell in ((key, sum(own)), (f"{key}_voters", len(own)))}
    if method == "rank":
        return {"points": sum(4 - place for place in given), "voters": len(given), "first": given.count(1)}
    return {"approve": len(given)} if method == "approve" else {"points": sum(given), "voters": len(given)}


@cache
def possible(method, number):
    """All that so many people can have said on a goal, as cells: {cells: whether they all said the same}."""
    answers = [*map(plain, VALUES[method]), *([] if method in ANSWERED else [None])]
    found = {}
    for said in combinations_with_replacement(answers, number):
        cells = tuple(cells_of(method, said).values())
        # Only if every way to these cells is one voice, the cells tell what each of them said.
        found[cells] = found.get(cells, True) and len(set(said)) == 1
    return found


def attack(method, total, shown, sizes):
    """Derive what can be derived of the hidden groups: the cells that each of them can still have."""
    hidden = [group for group in sizes if group not in shown]
    left = [sum(cells) for cells in zip(total, *([-cell for cell in cells] for cells in shown.values()), strict=True)]
    could = {group: set() for group in hidden}
    for guess in product(*(possible(method, sizes[group]) for group in hidden)):
        if [sum(cells) for cells in zip(*guess, strict=True)] == left:
            for group, cells in zip(hidden, guess, strict=True):
                could[group].add(cells)
    return could


@pytest.mark.parametrize("method", VALUES)
@settings(max_examples=200)
@given(data=st.data())
def test_breakdowns_tell_nothing_that_few_or_people_of_one_mind_have_said(method, data):
    """One space, drawn once for all that must hold: to draw it takes longer than to look at it."""
    ballots = data.draw(grouped_ballots(method))
    figures = tally.count(how_of(method), [choices for _, choices in ballots], GOALS)
    for goal, cells in broken_down(method, ballots, GOALS).items():
        said = answers_of(method, ballots, goal)
        assert set(cells) == set(said)
        what_is_shown_is_right_of_enough_people_and_of_more_than_one_mind(method, cells, said)
        what_the_hidden_said_together_is_of_enough_people_of_more_than_one_mind(cells, said)
        no_hidden_cell_and_no_choice_can_be_derived(method, tuple(figures["goals"][goal].values()), cells, said)


def what_is_shown_is_right_of_enough_people_and_of_more_than_one_mind(method, cells, said):
    for group, own in cells.items():
        if own is not None:
            assert own == cells_of(method, said[group])
            assert len(said[group]) >= LEAST
            assert len(set(said[group])) > 1


def what_the_hidden_said_together_is_of_enough_people_of_more_than_one_mind(cells, said):
    hidden = [group for group, own in cells.items() if own is None]
    together = [answer for group in hidden for answer in said[group]]
    if hidden and len(hidden) < len(cells):
        assert len(hidden) > 1
        assert len(together) >= LEAST
        assert len(set(together)) > 1


def no_hidden_cell_and_no_choice_can_be_derived(method, total, cells, said):
    sizes = {group: len(answers) for group, answers in said.items()}
    shown = {group: tuple(own.values()) for group, own in cells.items() if own is not None}
    if not shown:
        # Then the breakdown adds nothing to the total, which everyone sees.
        return
    for group, possibilities in attack(method, total, shown, sizes).items():
        assert tuple(cells_of(method, said[group]).values()) in possibilities
        reveals = 0 < len(said[group]) < LEAST or len(set(said[group])) == 1
        assert len(possibilities) > 1 or not reveals, (group, said)
        for number in possibilities if len(possibilities) == 1 else ():
            assert not possible(method, sizes[group])[number] or sizes[group] == 0


@given(ballots=grouped_ballots("approve"))
@example(ballots=[("a", {"1": 1})])
def test_named_rounds_hide_nothing(ballots):
    for goal, cells in broken_down("approve", ballots, GOALS, 1).items():
        said = answers_of("approve", ballots, goal)
        assert cells == {group: cells_of("approve", answers) for group, answers in said.items()}


def voters(group, *values, goal="1"):
    """Ballots of one group; nothing for the goal is a ballot with a choice elsewhere."""
    return [(group, {goal: value} if value is not None else {"2": "pass"}) for value in values]


def test_a_small_group_takes_the_smallest_other_one_with_it():
    ballots = voters("small", "agree", "pass") + voters("middle", *["agree", "pass", "disagree"] * 2)
    ballots += voters("large", *["agree", "pass"] * 5)
    shown = broken_down("opinion", ballots, [1])["1"]
    assert shown == {"large": {"agree": 5, "pass": 5, "disagree": 0}, "middle": None, "small": None}


def test_a_group_that_is_of_one_mind_is_hidden_and_does_not_follow_from_the_rest():
    ballots = voters("alike", *["agree"] * 6) + voters("mixed", *["agree", "pass"] * 4)
    ballots += voters("other", *["agree", "disagree"] * 5)
    shown = broken_down("opinion", ballots, [1])["1"]
    assert (shown["alike"], shown["mixed"]) == (None, None)
    assert shown["other"] == {"agree": 5, "pass": 0, "disagree": 5}


def test_few_who_have_an_opinion_are_hidden_in_a_group_of_many_who_vote():
    # Eight of the group voted, but what two of them think of this goal is theirs to tell.
    ballots = voters("board", "agree", "disagree", *[None] * 6) + voters("network", *["agree", "pass"] * 3)
    ballots += voters("unit", *["agree", "pass"] * 4)
    shown = broken_down("opinion", ballots, [1, 2])["1"]
    assert (shown["board"], shown["network"]) == (None, None)
    assert shown["unit"] == {"agree": 4, "pass": 4, "disagree": 0}


def test_those_who_have_an_opinion_are_not_given_away_by_those_who_have_none():
    ballots = voters("board", *["agree"] * 6, None) + voters("network", *["agree", "pass"] * 3)
    ballots += voters("unit", *["agree", "pass"] * 4)
    assert broken_down("opinion", ballots, [1, 2])["1"]["board"] is None


def test_scores_by_one_criterion_are_not_given_away_by_those_who_differ_on_the_other():
    # All say that it is important; they differ on whether it can be done.
    scores = [{"importance": 5, "feasibility": value} for value in (1, 2, 3, 4, 5)]
    few = [
        {"importance": 1},
        {"importance": 2},
        {"importance": 3},
        {"importance": 4, "feasibility": 1},
        {"importance": 5},
    ]
    mixed = [
        {"importance": one, "feasibility": other} for one, other in ((1, 2), (2, 3), (3, 4), (4, 5), (5, 1), (1, 1))
    ]
    ballots = voters("alike", *scores) + voters("few", *few) + voters("mixed", *mixed) + voters("more", *mixed, *mixed)
    shown = broken_down("score", ballots, [1])["1"]
    assert (shown["alike"], shown["few"]) == (None, None)
    assert shown["more"] == {"importance": 32, "importance_voters": 12, "feasibility": 32, "feasibility_voters": 12}
