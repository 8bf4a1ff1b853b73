"""What people say on goals is read off each ballot once, and is what asking each of them on each goal gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.methods.duel import Duel
from tests.tally.ballots import GOALS, VALUES, ballots, how_of
from workshop import tally
from workshop.methods.approve import Approve
from workshop.tally.voices import FIRST, answers_of, labelled

NAMED = [str(goal) for goal in GOALS]


def asked(how, there, goal):
    """Ask each on a goal: by groups, and by what is said, the places of those who say so."""
    found = {}
    for one in there:
        own = found.setdefault(one.labels, {})
        if how.answers(one.choices, goal):
            own.setdefault(repr(how.told(one.choices, goal)), []).append(one.place)
    return found


@pytest.mark.parametrize("method", [*VALUES, Duel.name])
@given(data=st.data())
def test_those_who_leave_a_goal_out_say_what_each_of_them_does(method, data):
    how, kind = (Duel(), "rank") if method == Duel.name else (how_of(method), method)
    voices = [
        tally.Voice(choices, (group,), home)
        for choices, group, home in data.draw(
            st.lists(st.tuples(ballots(kind, GOALS), st.sampled_from("ab"), st.sampled_from(("1", "2", None))))
        )
    ]
    there = labelled(voices)
    found = answers_of(how, there, NAMED)
    assert list(found) == NAMED
    for goal, answers in found.items():
        wanted = asked(how, there, goal)
        assert list(answers) == list(wanted)
        for labels, own in answers.items():
            first = [said.first[0] for said in own.values()]
            assert [repr(how.told(one.choices, goal)) for one in first] == list(wanted[labels])
            for said, places in zip(own.values(), wanted[labels].values(), strict=True):
                assert said.number == len(places)
                assert [one.place for one in said.first] == places[:FIRST]


class Listened(Approve):
    """Approval that counts how often it is asked what a ballot says."""

    times = 0

    def told(self, choices, goal):
        """Say it, and count."""
        self.times += 1
        return super().told(choices, goal)


def test_a_ballot_is_asked_on_no_goal_that_it_does_not_name():
    how, goals, people = Listened(), range(1, 201), 300
    cast = [{str(number % 200 + 1): 1, str((number + 7) % 200 + 1): 1} for number in range(people)]
    voices = [tally.Voice(choices, ("ab"[number % 2],)) for number, choices in enumerate(cast)]
    [figures] = tally.break_down(how, voices, goals, 5).figures
    assert len(figures) == len(goals)
    # Those who leave a goal out are asked together, group by group.
    assert how.times <= 2 * people + 2 * len(goals)
    how.times = 0
    assert tally.break_down(how, voices, goals, 1).figures
    assert how.times == 0, "named rounds hide nothing"
