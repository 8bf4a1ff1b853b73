"""The ways of voting, by name: nothing else in the app knows one from another.

A new way of voting is a file here and in `METHODS`, a partial `templates/methods/_<name>.html`, and its translations.
"""

from workshop.methods.approve import Approve
from workshop.methods.dots import Dots
from workshop.methods.method import Cells, Choices, Method
from workshop.methods.opinion import Opinion
from workshop.methods.points import BUDGET, CAP, Points

__all__ = ["DEFAULT", "METHODS", "POINTS", "SUGGESTED", "Cells", "Choices", "Method", "Points", "kinds_of_number"]

METHODS: dict[str, Method] = {each.name: each for each in (Approve(), Opinion(), Dots())}
# What a voting round has whose maker named no way of voting, and what the form for a new round begins with.
DEFAULT = "approve"
SUGGESTED = "dots"

# The kinds of number that forms ask for and walls show.
POINTS: tuple[Points, ...] = (BUDGET, CAP)


def kinds_of_number() -> dict[str, str]:
    """Give by name which kind of number each way of voting has in its rounds; empty for none."""
    return {name: how.points.kind if how.points else "" for name, how in METHODS.items()}
