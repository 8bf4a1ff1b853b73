"""The ways of voting by name; no other module names one.

A new way of voting is a file here, an entry in `METHODS`, a partial `templates/methods/_<name>.html`, and translations.
"""

from workshop.methods.approve import Approve
from workshop.methods.dots import Dots
from workshop.methods.method import Additive, Cells, Choice, Choices, Method
from workshop.methods.opinion import Opinion
from workshop.methods.points import BUDGET, CAP, Points

__all__ = [
    "DEFAULT",
    "METHODS",
    "POINTS",
    "SUGGESTED",
    "Additive",
    "Cells",
    "Choice",
    "Choices",
    "Method",
    "Points",
    "kinds_of_number",
]

METHODS: dict[str, Method] = {each.name: each for each in (Approve(), Opinion(), Dots())}
# The way of voting of a round whose maker named none, and the one preselected in the form for a new round.
DEFAULT = "approve"
SUGGESTED = "dots"

# The kinds of number that forms ask for and walls show.
POINTS: tuple[Points, ...] = (BUDGET, CAP)


def kinds_of_number() -> dict[str, str]:
    """Return which kind of number each way of voting asks of its rounds, by name; "" for none."""
    return {name: how.points.kind if how.points else "" for name, how in METHODS.items()}
