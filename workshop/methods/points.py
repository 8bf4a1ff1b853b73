"""The kinds of number that a way of voting may ask of its round: a budget to distribute, or a cap on choices."""

from dataclasses import dataclass

from workshop.errors import Fault
from workshop.methods.marking import noop

# For both kinds, where the sentence can't tell which.
NAME = noop("Number of dots, or of choices at most")
FAULTS = {"over_budget": noop("You have given too many dots: you have %(points)s.")}


@dataclass(frozen=True)
class Points:
    """A kind of number: its name, its default in a round that names none, and its texts in forms and on walls."""

    kind: str
    default: int | None
    label: str
    note: str
    on_wall: str


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


def overspent(points: int | None, cost: int) -> Fault | None:
    """Return a fault where choices cost more than the round's points; None without points."""
    return Fault("over_budget", {"points": points}) if points and cost > points else None
