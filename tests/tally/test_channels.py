"""Devices, paper and hands, in every way of voting: counted once each, and shown apart only where nobody stands out."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tally.ballots import GOALS, ballots, grouped_ballots, how_of
from workshop import tally
from workshop.methods import METHODS
from workshop.tally import Voice

LEAST = 5
NAMED = [str(goal) for goal in GOALS]


def _worth(method: str, choice: Any) -> dict[str, int]:
    """What a choice adds to its goal, said anew: nothing here is the app's."""
    if method == "approve":
        return {"approve": 1}
    if method == "opinion":
        return {choice: 1}
    if method == "consent":
        return {choice["choice"]: 1}
    if method == "dots":
        return {"points": choice, "voters": 1}
    if method == "score":
        return {**choice, **{f"{key}_voters": 1 for key in choice}}
    return {"points": 4 - choice, "voters": 1, "first": int(choice == 1)}


def _counted(method: str, cast: list[dict]) -> dict[str, Any]:
    """Count naively: goals that do not count leave their places to others, and whoever chose none is no voter."""
    kept = [{goal: choice for goal, choice in each.items() if goal in NAMED} for each in cast]
    if method == "rank":
        kept = [{goal: at for at, goal in enumerate(sorted(each, key=each.get), 1)} for each in kept]
    cells: dict[str, Counter] = {goal: Counter(dict.fromkeys(how_of(method).cells, 0)) for goal in NAMED}
    for each in kept:
        for goal, choice in each.items():
            cells[goal].update(_worth(method, choice))
    return {"voters": sum(map(bool, kept)), "goals": {goal: dict(own) for goal, own in cells.items()}}


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_sum_of_the_channels_is_what_all_ballots_count_to(method, data):
    device, paper = (data.draw(st.lists(ballots(method), max_size=9)) for _ in range(2))
    own = [tally.count(how_of(method), cast, GOALS) for cast in (device, paper)]
    assert own == [_counted(method, device), _counted(method, paper)]
    assert tally.together(*own) == _counted(method, device + paper)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_channels_are_shown_apart_only_of_enough_people_who_differ(method, data):
    device, paper = (data.draw(st.lists(ballots(method), max_size=12)) for _ in range(2))
    how = how_of(method)
    shown = tally.shown_apart(how, device, paper, GOALS, LEAST)
    voters = [_counted(method, cast)["voters"] for cast in (device, paper)]
    if 0 in voters:
        assert shown == NAMED, "where all voted in one channel, that is the sum"
        return
    for goal in shown:
        for cast in (device, paper):
            own = [each for each in cast if set(each) & set(NAMED)]
            answered = [how.told(each, goal) for each in own if how.answers(each, goal)]
            assert len(answered) >= LEAST, "a few would stand alone"
            for name in {name for told in answered for name in told}:
                assert len({repr(told[name]) for told in answered if name in told}) > 1, "all chose alike"
    assert tally.shown_apart(how, device, paper, GOALS, 1) == NAMED, "a named round hides nothing"


@pytest.mark.parametrize("method", ["approve", "opinion", "dots"])
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_is_left_beside_the_shown_groups_is_never_paper_alone(method, data):
    how, cast = how_of(method), data.draw(grouped_ballots(method))
    voices = [Voice(choices, (group,)) for group, choices in cast if choices]
    for figures in tally.break_down(how, voices, GOALS, LEAST, beside_paper=True).figures:
        _never_alone(how, voices, figures)


def _never_alone(how, voices, figures):
    for goal in NAMED:
        hidden = {group for group, cells in figures[goal].items() if cells is None}
        if len(hidden) == len(figures[goal]):
            continue
        rest = [voice.choices for voice in voices if voice.groups[0] in hidden]
        answers = [how.told(choices, goal) for choices in rest if how.answers(choices, goal)]
        assert len(answers) >= LEAST, "whoever votes on paper would be among fewer"
        assert len({repr(told) for told in answers}) > 1
