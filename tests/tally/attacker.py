"""An attacker with an integer solver, who knows who belongs where and everything that is published.

The unknowns are who chose what: one of the values of the way of voting, or nothing, for each voter and goal. The
attacker knows the rules (what a whole ballot may hold, and that nobody's is empty), who answered at all where leaving
out is no answer, the totals, the figures of groups that are shown, and those of municipalities. HiGHS then looks for
another way in which everything published could have come about.
"""

from collections.abc import Iterable, Sequence

import highspy

from tests.tally.ballots import VALUES
from workshop.methods import METHODS
from workshop.tally import Voice
from workshop.tally.means import DIGITS

# What rounding hides.
ROUNDED = 0.5 * 10**-DIGITS + 1e-6


class Attacker:
    """What can be known of `voices`; each figure that is told is one more equation."""

    def __init__(self, method: str, voices: Sequence[Voice], goals: Iterable[int], points: int | None):
        self.how, self.voices = METHODS[method], voices
        self.solver = highspy.Highs()
        self.solver.silent()
        self.goals = [str(goal) for goal in goals]
        self.values = VALUES[method]
        self.chosen = [
            {goal: [self.solver.addBinary() for _ in self.values] for goal in self.goals} for _ in self.voices
        ]
        for voice, own in zip(self.voices, self.chosen, strict=True):
            for goal, unknown in own.items():
                self.solver.addConstr(sum(unknown) <= 1)
                if not self.how.answers({"other": 1}, goal):
                    # Who answers is known; what they say is not.
                    self.solver.addConstr(sum(unknown) == int(goal in voice.choices))
            if any(goal in voice.choices for goal in self.goals):
                self.solver.addConstr(sum(one for unknown in own.values() for one in unknown) >= 1)
            if points:
                costs = [value if isinstance(value, int) else 1 for value in self.values]
                pairs = [pair for unknown in own.values() for pair in zip(costs, unknown, strict=True)]
                self.solver.addConstr(sum(cost * one for cost, one in pairs) <= points)

    def told(self, goal: str, cells: dict, among: Iterable[int]) -> None:
        """Learn the figures of a goal among these voters."""
        for cell, amount in cells.items():
            self.solver.addConstr(self.sum_of(goal, cell, among) == amount)

    def told_means(self, goal: str, cells: dict) -> None:
        """Learn the figures of a goal where each municipality has one vote."""
        own = [one.municipality for one in self.voices]
        for cell, mean in cells.items():
            parts = [self.sum_of(goal, cell, [place]) * (1 / own.count(home)) for place, home in enumerate(own) if home]
            if parts:
                self.solver.addConstr(sum(parts) <= mean + ROUNDED)
                self.solver.addConstr(sum(parts) >= mean - ROUNDED)

    def sum_of(self, goal: str, cell: str, among: Iterable[int]):
        """Return a figure as a sum over what is unknown."""
        worth = [self.how.worth(value)[cell] for value in self.values]
        return sum(amount * one for place in among for amount, one in zip(worth, self.chosen[place][goal], strict=True))

    def knows(self, goal: str, cells: dict, among: Sequence[int]) -> bool:
        """Whether a goal's figures among these voters follow from what was told."""
        return not any(self._could_differ(self.sum_of(goal, cell, among), amount) for cell, amount in cells.items())

    def _could_differ(self, figure, amount: int) -> bool:
        return self._best(self.solver.maximize, figure) > amount or self._best(self.solver.minimize, figure) < amount

    def _best(self, towards, figure) -> int:
        towards(figure)
        assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal, "what was published came about"
        return round(self.solver.getInfo().objective_function_value)
