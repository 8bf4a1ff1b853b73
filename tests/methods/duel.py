"""A made-up way of voting whose figures are no sums: people number the goals, and each meets each other one."""

from itertools import permutations
from pathlib import Path

from workshop.errors import Fault
from workshop.methods import METHODS, Method

TEMPLATES = Path(__file__).parent / "templates"


class Duel(Method):
    """Copeland's method: a goal wins against another that fewer ballots have above it."""

    name = "duel"
    label = "Duel: number the goals, the best first"
    title = "Duel"
    on_wall = "Number the goals from the best to the worst."
    figures = {"won": "Won", "lost": "Lost"}
    bar = ("won", "lost")
    given = ("won",)
    most, fewest = ("won",), ("lost",)
    choices = {1: "First"}
    faults = {"no_place": "Write a place, 1 for the first.", "same_place": "Two goals can't have the same place."}
    dock = {"chosen": ("%(num)d goal numbered", "%(num)d goals numbered")}
    # Whoever numbers many goals can be told by their order.
    secrecies = ("named", "confidential")

    def choice_faults(self, choice):
        """Any whole number from 1 on."""
        return {} if type(choice) is int and choice > 0 else {"": Fault("no_place")}

    def ballot_faults(self, choices, idle):
        """No two goals in one place."""
        return {"": Fault("same_place")} if len(set(choices.values())) < len(choices) else {}

    def count(self, ballots, goals):
        """Hold each goal against each other one; what a ballot leaves out is below all that is on it."""
        last = float("inf")
        cells = {goal: dict.fromkeys(self.figures, 0) for goal in goals}
        for one, other in permutations(goals, 2):
            ahead = sum(each.get(one, last) < each.get(other, last) for each in ballots)
            behind = sum(each.get(other, last) < each.get(one, last) for each in ballots)
            cells[one]["won"] += ahead > behind
            cells[one]["lost"] += ahead < behind
        return cells

    def told(self, choices, goal):
        """The whole order: what a goal wins depends on where all others stand."""
        return {"": dict(choices)}


def add() -> None:
    """Let people vote so in this process; before the app is imported, which takes the ways of voting as they are."""
    METHODS[Duel.name] = Duel()
    from workshop.web.pages.frame import blueprint

    blueprint.template_folder = str(TEMPLATES)
