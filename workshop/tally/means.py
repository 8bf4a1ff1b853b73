"""One municipality, one vote: figures in which each counts by the mean of its voters' ballots."""

from collections.abc import Sequence
from math import lcm

from workshop.methods import Choices, Method
from workshop.tally.voices import Labelled

# For each goal (id as text) the figures, which are no whole numbers; None: hidden.
Means = dict[str, dict[str, float] | None]
DIGITS = 2


def means_of(how: Method, there: Sequence[Labelled], goals: Sequence[str]) -> Means:
    """Add up, over municipalities, the mean figures of a voter; whoever has no municipality does not count."""
    own: dict[str, list[Choices]] = {}
    for one in there:
        if one.municipality:
            own.setdefault(one.municipality, []).append(one.choices)
    # One vote is so many parts that each voter of a municipality has a whole number of them: sums of parts are exact.
    parts = lcm(*map(len, own.values()))
    sums = {goal: dict.fromkeys(how.cells, 0) for goal in goals}
    for ballots in own.values():
        share = parts // len(ballots)
        for goal, cells in how.count(ballots, goals).items():
            for name, amount in cells.items():
                sums[goal][name] += amount * share
    return {
        goal: {name: round(amount / parts, DIGITS) for name, amount in cells.items()} for goal, cells in sums.items()
    }
