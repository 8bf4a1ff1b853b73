"""Ballots of every method for the tests of counting: goals 1 to 3, groups a to e."""

from hypothesis import strategies as st

from workshop.methods import METHODS, Method, way

GOALS = (1, 2, 3)
GROUPS = "abcde"
POINTS = 5
CRITERIA = [{"key": "importance", "title": {}}, {"key": "feasibility", "title": {}}]
SCORES = ((5, 2), (1, 2), (5, None), (None, 4))
VALUES = {
    "approve": (1,),
    "opinion": ("agree", "pass", "disagree"),
    "dots": (1, 2, 3),
    "score": tuple(
        {key: value for key, value in (("importance", one), ("feasibility", other)) if value} for one, other in SCORES
    ),
    "rank": (1, 2, 3),
    "consent": ({"choice": "agree"}, {"choice": "abstain"}, {"choice": "object", "reason": "It costs too much."}),
}
# Ways of voting in which a goal that is left out was not answered; in the others leaving it out is an answer.
ANSWERED = ("opinion", "score", "consent")


def how_of(method: str) -> Method:
    """A way of voting as the rounds of the tests have it."""
    number = METHODS[method].points
    points = {"budget": POINTS, "cap": None, "places": 3}[number.kind] if number else None
    return way(method, points, None, CRITERIA if METHODS[method].most_criteria else None)


def ballots(method: str, goals=(*GOALS, 4)):
    """Return a strategy for the choices of one ballot, perhaps on a goal that is not counted."""
    named = [str(goal) for goal in goals]
    if METHODS[method].by_places:
        orders = st.lists(st.sampled_from(named), unique=True, max_size=how_of(method).terms.points)
        return orders.map(lambda order: {goal: place for place, goal in enumerate(order, 1)})
    return st.dictionaries(st.sampled_from(named), st.sampled_from(VALUES[method]))


def grouped_ballots(method: str):
    """Return a strategy for ballots in groups: most small, some larger than the threshold, many of them alike."""
    alike = st.tuples(ballots(method), st.integers(1, 7)).map(lambda pair: [pair[0]] * pair[1])
    mixed = st.lists(ballots(method), max_size=7)
    groups = st.dictionaries(st.sampled_from(GROUPS), st.one_of(mixed, mixed, alike), max_size=4)
    return groups.map(lambda found: [(group, choices) for group, own in found.items() for choices in own])
