"""Ballots of every method for the tests of counting: goals 1 to 3, groups a to e."""

from hypothesis import strategies as st

GOALS = (1, 2, 3)
GROUPS = "abcde"
POINTS = 5
VALUES = {"approve": (1,), "opinion": ("agree", "pass", "disagree"), "dots": (1, 2, 3)}


def ballots(method: str):
    """Return a strategy for the choices of one ballot, perhaps on a goal that is not counted."""
    return st.dictionaries(st.sampled_from([str(goal) for goal in (*GOALS, 4)]), st.sampled_from(VALUES[method]))


def grouped_ballots(method: str):
    """Return a strategy for ballots in groups: most small, some larger than the threshold, many of them alike."""
    alike = st.tuples(ballots(method), st.integers(1, 7)).map(lambda pair: [pair[0]] * pair[1])
    mixed = st.lists(ballots(method), max_size=7)
    groups = st.dictionaries(st.sampled_from(GROUPS), st.one_of(mixed, mixed, alike), max_size=4)
    return groups.map(lambda found: [(group, choices) for group, own in found.items() for choices in own])
