"""What is published of groups, over all breakdowns together, tells no attacker what a few people chose."""

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tally.attacker import Attacker
from tests.tally.ballots import VALUES, how_of
from tests.tally.ballots import ballots as some_ballots
from workshop import tally
from workshop.methods import way

LEAST = 3
GOALS = (1, 2, 3, 4)
RANKED = ({"1": 1, "2": 2}, {"2": 1, "4": 2})


def ballots(method):
    """Ballots that are valid and not empty."""
    how = how_of(method)
    return some_ballots(method, GOALS).filter(lambda choices: choices and not how.ballot_faults(choices, {}))


@st.composite
def rounds(draw, method):
    """A round of up to twelve voters in up to three breakdowns, as lopsided as groups are."""
    number, places = draw(st.integers(6, 12)), draw(st.integers(1, 3))
    groups = st.tuples(
        *[st.sampled_from(draw(st.sampled_from(("aab", "aabb", "abc", "aaabc")))) for _ in range(places)]
    )
    kinds = draw(st.lists(ballots(method), min_size=2, max_size=5))
    homes = st.sampled_from(draw(st.sampled_from(("123456", "112", "1234", ("1", "2", None)))))
    one = st.tuples(st.sampled_from(kinds), groups, homes)
    return [tally.Voice(*each) for each in draw(st.lists(one, min_size=number, max_size=number))]


def published(method, voices, broken=None):
    """Let an attacker learn the totals, and perhaps all that is shown of groups."""
    attacker, how, cast = Attacker(method, voices, GOALS), how_of(method), [one.choices for one in voices]
    totals = tally.count(how, cast, GOALS)
    for goal, cells in totals["goals"].items():
        attacker.told(goal, cells, range(len(voices)))
    if pairs := tally.extras(how, cast, totals).get("pairs"):
        attacker.told_pairs(pairs)
    if broken is None:
        return attacker
    for place, figures in enumerate(broken.figures):
        for goal, groups in figures.items():
            for group, cells in groups.items():
                if cells is not None:
                    attacker.told(goal, cells, members(voices, place, group))
    for goal, cells in broken.one_vote_each.items():
        if cells is not None:
            attacker.told_means(goal, cells)
    return attacker


def members(voices, place, group):
    return [number for number, one in enumerate(voices) if one.groups[place] == group]


def tells(how, voices, goal):
    """What figures of these voters tell of what somebody chose, by what is told apart: few answer it, or all alike."""
    there = [one.choices for one in voices if how.answers(one.choices, goal)]
    said = {}
    for choices in there:
        for name, what in how.told(choices, goal).items():
            said.setdefault(name, []).append(str(what))
    return [name for name, own in said.items() if len(there) < LEAST or len(own) < LEAST or len(set(own)) == 1]


@pytest.mark.parametrize("method", VALUES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_an_integer_solver_pins_no_figure_of_a_few(method, data):
    voices = data.draw(rounds(method))
    how = how_of(method)
    broken = tally.break_down(how, voices, GOALS, LEAST)
    before, after = cache(lambda: published(method, voices)), published(method, voices, broken)
    for place, figures in enumerate(broken.figures):
        for goal, groups in figures.items():
            for group, shown in groups.items():
                among = members(voices, place, group)
                own = [voices[number] for number in among]
                for name in tells(how, own, goal):
                    assert shown is None
                    cells = tally.count(how, [one.choices for one in own], GOALS)["goals"][goal]
                    cells = {cell: amount for cell, amount in cells.items() if how.criteria[cell] == name}
                    # What follows from the totals alone, such as that nobody chose a goal, no breakdown can hide.
                    pinned = after.knows(goal, cells, among) and not before().knows(goal, cells, among)
                    assert not pinned, (goal, place, group, name)


@pytest.mark.parametrize(("method", "each"), [("dots", 2), ("rank", 3)])
def test_what_all_say_alike_is_hidden_where_the_total_does_not_tell_it(method, each):
    # Each has as much to give. Of goal 3 a group's figures would follow from those of all other goals.
    most, fewer = {"dots": ({"1": 1, "2": 2}, {"1": 1, "2": 1, "4": 1}), "rank": RANKED}[method]
    kinds = [{**own, "3": each} for own in (most, most, fewer)]
    voices = [tally.Voice(choices, (group,)) for group in "ab" for choices in kinds]
    broken = tally.break_down(how_of(method), voices, GOALS, LEAST)
    before, after = published(method, voices), published(method, voices, broken)
    among = members(voices, 0, "a")
    cells = tally.count(how_of(method), kinds, GOALS)["goals"]["3"]
    assert broken.figures[0]["3"]["a"] is None
    assert not after.knows("3", cells, among) or before.knows("3", cells, among)


@pytest.mark.parametrize("method", VALUES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_two_breakdowns_show_together_is_as_safe_as_what_one_shows(method, data):
    voices = data.draw(rounds(method))
    how = how_of(method)
    figures = tally.break_down(how, voices, GOALS, LEAST).figures
    for goal in map(str, GOALS):
        blocks: dict[tuple, list] = {}
        for one in voices:
            shown = [figures[place][goal][group] is not None for place, group in enumerate(one.groups)]
            at = tuple(group if there else None for group, there in zip(one.groups, shown, strict=True))
            blocks.setdefault(at, []).append(one)
        if len(blocks) > 1:
            assert not any(tells(how, own, goal) for own in blocks.values())


def voices_of(*counted):
    """Voices from (number, choices, groups)."""
    return [tally.Voice(choices, groups) for number, choices, groups in counted for _ in range(number)]


YES, NO = {"1": 1, "2": 1}, {"2": 1}


def test_a_second_breakdown_is_shown_where_both_together_are_of_enough_people():
    halls = [
        (number, choices, (body, hall)) for body in "ab" for hall in "xy" for number, choices in ((2, YES), (2, NO))
    ]
    first, second = tally.break_down(how_of("approve"), voices_of(*halls), [1], LEAST).figures
    assert first["1"] == {"a": {"approve": 4}, "b": {"approve": 4}}
    assert second["1"] == {"x": {"approve": 4}, "y": {"approve": 4}}


def test_a_second_breakdown_that_would_single_out_one_person_is_hidden_as_a_whole():
    # Of the six of body a, one is in hall y: the sums of a and of y, and the totals, would close in on that person.
    voices = voices_of((3, YES, ("a", "x")), (2, NO, ("a", "x")), (1, YES, ("a", "y")))
    voices += voices_of((2, YES, ("b", "y")), (3, NO, ("b", "y")), (1, NO, ("b", "x")))
    first, second = tally.break_down(how_of("approve"), voices, [1], LEAST).figures
    assert first["1"] == {"a": {"approve": 4}, "b": {"approve": 2}}
    assert second["1"] == {"x": None, "y": None}


def test_what_comes_first_in_the_list_goes_first():
    voices = voices_of((3, YES, ("a", "x")), (2, NO, ("a", "x")), (1, YES, ("a", "y")))
    voices += voices_of((2, YES, ("b", "y")), (3, NO, ("b", "y")), (1, NO, ("b", "x")))
    turned = [tally.Voice(one.choices, one.groups[::-1]) for one in voices]
    first, second = tally.break_down(how_of("approve"), turned, [1], LEAST).figures
    assert first["1"] == {"x": {"approve": 3}, "y": {"approve": 3}}
    assert second["1"] == {"a": None, "b": None}


def test_a_group_that_spent_all_of_its_dots_in_sight_shows_nothing_of_where():
    # Body a gave all it has to goals 1 and 2: were its figures there shown, its nothing on goal 3 would follow.
    spent = [({"1": 3, "2": 1}, "a"), ({"1": 1, "2": 3}, "a"), ({"1": 2, "2": 2}, "a")]
    others = [
        ({"1": 1, "3": 3}, "b"),
        ({"2": 2, "3": 2}, "b"),
        ({"1": 3, "2": 1}, "b"),
        ({"3": 4}, "c"),
        ({"1": 4}, "c"),
    ]
    others += [({"2": 4}, "c")]
    voices = [tally.Voice(choices, (group,)) for choices, group in spent + others]
    [without] = tally.break_down(way("dots", 9), voices, [1, 2, 3], LEAST).figures
    assert without["1"]["a"] and without["2"]["a"] and without["3"]["a"] is None
    [figures] = tally.break_down(way("dots", 4), voices, [1, 2, 3], LEAST).figures
    assert all(figures[goal]["a"] is None for goal in "123")


def test_municipalities_have_one_vote_each_where_none_of_them_stands_out():
    homes = [("1", YES), ("2", YES), ("3", NO), ("4", NO), ("5", YES)]
    voices = [tally.Voice(choices, (), home) for home, choices in homes]
    assert tally.break_down(how_of("approve"), voices, [1], LEAST).one_vote_each == {"1": {"approve": 3.0}}
    two = [*voices, tally.Voice(NO, (), "5")]
    # The half vote of municipality 5 would tell what its two voters chose.
    assert tally.break_down(how_of("approve"), two, [1], LEAST).one_vote_each == {"1": None}
    assert tally.break_down(how_of("approve"), two, [1], 1).one_vote_each == {"1": {"approve": 2.5}}
