"""The kinds of number that a way of voting may ask of its round: a budget to distribute, or a cap on choices."""

from dataclasses import dataclass

from workshop.errors import Fault
from workshop.methods.marking import noop

# For all kinds, where the sentence can't tell which.
NAME = noop("Number of dots, or of choices at most")
# The most for one goal, of those ways of voting that may have one.
NAME_OF_CAP = noop("Dots that one goal or measure may have at most")
FAULTS = {"over_budget": noop("You have given too many dots: you have %(points)s.")}


@dataclass(frozen=True)
class Points:
    """A kind of number: its name, its default in a round that names none, and its texts in forms and on walls.

    A round can't have more than `most`.
    """

    kind: str
    default: int | None
    label: str
    note: str
    on_wall: str
    most: int | None = None


BUDGET = Points(
    kind="budget",
    default=5,
    label=noop("Dots for each participant"),
    note=noop("5 if you leave it empty"),
    on_wall=noop("Dots each"),
)
CAP = Points(
    kind="cap",
    default=None,
    label=noop("How many one may choose at most"),
    note=noop("optional"),
    on_wall=noop("Choose at most"),
)
PLACES = Points(
    kind="places",
    default=7,
    label=noop("How many one may put in order at most"),
    note=noop("7 if you leave it empty, and never more"),
    on_wall=noop("Put in order at most"),
    most=7,
)


def overspent(points: int | None, cost: int) -> dict[str, Fault]:
    """Return a fault of the whole ballot where choices cost more than the round's points; none without points."""
    return {"": Fault("over_budget", {"points": points})} if points and cost > points else {}
