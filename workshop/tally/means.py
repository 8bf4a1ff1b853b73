"""One municipality, one vote: figures in which each counts by the mean of its voters' ballots."""

from collections.abc import Sequence
from fractions import Fraction

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
    sums = {goal: dict.fromkeys(how.cells, Fraction(0)) for goal in goals}
    for ballots in own.values():
        for goal, cells in how.count(ballots, goals).items():
            for name, amount in cells.items():
                sums[goal][name] += Fraction(amount, len(ballots))
    return {goal: {name: round(float(mean), DIGITS) for name, mean in cells.items()} for goal, cells in sums.items()}
