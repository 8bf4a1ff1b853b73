"""Dots: each voter distributes a number of points among the goals."""

from typing import Any

from workshop.errors import Fault
from workshop.methods.marking import noop, noop_pair
from workshop.methods.method import Additive, Cells, Choice, Choices
from workshop.methods.points import BUDGET, FAULTS, overspent


class Dots(Additive):
    """Cumulative voting: each voter has the points of the round, and gives any number of them to any goal."""

    name = "dots"
    label = noop("Dots: share out a number of dots")
    title = noop("Dots")
    on_wall = noop("Share out your dots among what matters most.")
    figures = {"points": noop("Points"), "voters": noop("Voters")}
    bar = most = ("points",)
    points = BUDGET
    faults = {**FAULTS, "not_dots": noop("Give a whole number from 1 to %(points)s.")}
    dock = {
        "left": noop_pair("%(num)d dot left", "%(num)d dots left"),
        "over": noop_pair("%(num)d dot too many", "%(num)d dots too many"),
        "spent": noop_pair("%(spent)d of %(num)d dot", "%(spent)d of %(num)d dots"),
        "ungiven": noop_pair("%(num)d dot was not given", "%(num)d dots were not given"),
    }

    def fault(self, choice: Any, points: int | None) -> Fault | None:
        """Accept a whole number of dots, from 1 to the round's points."""
        fits = type(choice) is int and 1 <= choice <= (points or 0)
        return None if fits else Fault("not_dots", {"points": points})

    def ballot_fault(self, choices: Choices, points: int | None) -> Fault | None:
        """Compare the sum of the dots with the budget."""
        return overspent(points, sum(map(int, choices.values())))

    def add(self, cells: Cells, choice: Choice) -> None:
        """Add the dots to the goal's points, and one to its voters."""
        cells["points"] += int(choice)
        cells["voters"] += 1

    def amount(self, choice: Choice) -> int:
        """Return the number of dots."""
        return int(choice)
