"""Dots: each voter distributes a number of points among the goals."""

from typing import Any

from workshop.errors import Fault
from workshop.methods.marking import noop, noop_pair
from workshop.methods.method import Additive, Cells, Choices, Faults
from workshop.methods.points import BUDGET, FAULTS, overspent


class Dots(Additive):
    """Cumulative voting: each voter has the points of the round, and gives any number of them to any goal."""

    name = "dots"
    label = noop("Dots: share out a number of dots")
    title = noop("Dots")
    on_wall = noop("Share out your dots among what matters most.")
    figures = {"points": noop("Points"), "voters": noop("Voters")}
    bar = given = most = ("points",)
    points = BUDGET
    capped = True
    faults = {
        **FAULTS,
        "not_dots": noop("Give a whole number from 1 to %(points)s."),
        "over_cap": noop("One may have %(cap)s dots at most."),
    }
    dock = {
        "left": noop_pair("%(num)d dot left", "%(num)d dots left"),
        "over": noop_pair("%(num)d dot too many", "%(num)d dots too many"),
        "spent": noop_pair("%(spent)d of %(num)d dot", "%(spent)d of %(num)d dots"),
        "ungiven": noop_pair("%(num)d dot was not given", "%(num)d dots were not given"),
    }

    def choice_faults(self, choice: Any) -> Faults:
        """Accept a whole number of dots, from 1 to the round's points, and no more than the most for one goal."""
        points, cap = self.terms.points or 0, self.terms.cap
        if type(choice) is not int or not 1 <= choice <= points:
            return {"": Fault("not_dots", {"points": min(points, cap or points)})}
        return {"": Fault("over_cap", {"cap": cap})} if cap and choice > cap else {}

    def ballot_faults(self, choices: Choices, idle: Choices) -> Faults:
        """Compare the sum of the dots with the budget."""
        return overspent(self.terms.points, sum(choices.values()))

    def follows_from_total(self, said: Any) -> bool:
        """Only of no dots, of one each, and of as many as one may give: two each can be one and three."""
        most = min(self.terms.points or 0, self.terms.cap or self.terms.points or 0)
        return said in (None, 1, most)

    def add(self, cells: Cells, choice: Any) -> None:
        """Add the dots to the goal's points, and one to its voters."""
        cells["points"] += choice
        cells["voters"] += 1

    def amount(self, choice: Any) -> int:
        """Return the number of dots."""
        return int(choice)
