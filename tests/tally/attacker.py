"""An attacker with an integer solver, who knows who belongs where and everything that is published.

The unknowns are who chose what: one of the values of the way of voting, or nothing, for each voter and goal. The
attacker knows the rules (what a whole ballot may hold, and that nobody's is empty), who answered at all where leaving
out is no answer, the totals, the figures of groups that are shown, and those of municipalities. HiGHS then looks for
another way in which everything published could have come about.
"""

from collections.abc import Iterable, Sequence
from itertools import permutations

import highspy

from tests.tally.ballots import ANSWERED, VALUES, how_of
from workshop.tally import Voice
from workshop.tally.means import DIGITS

# What rounding hides.
ROUNDED = 0.5 * 10**-DIGITS + 1e-6
# More than any place.
MUCH = 10


class Attacker:
    """What can be known of `voices`; each figure that is told is one more equation."""

    def __init__(self, method: str, voices: Sequence[Voice], goals: Iterable[int]):
        self.how, self.voices = how_of(method), voices
        self.solver = highspy.Highs()
        self.solver.silent()
        # Ways that were found in which what was told could have come about: of another figure each may be a witness.
        self._ways: list[list[float]] = []
        self.goals = [str(goal) for goal in goals]
        self.values = VALUES[method]
        self.chosen = [
            {goal: [self.solver.addBinary() for _ in self.values] for goal in self.goals} for _ in self.voices
        ]
        for voice, own in zip(self.voices, self.chosen, strict=True):
            for goal, unknown in own.items():
                self.solver.addConstr(sum(unknown) <= 1)
                if method in ANSWERED:
                    # Who answers is known; what they say is not.
                    self.solver.addConstr(sum(unknown) == int(goal in voice.choices))
            self.solver.addConstr(sum(one for unknown in own.values() for one in unknown) >= 1)
            if self.how.by_places:
                self._put_in_order(own)
            elif self.how.terms.points:
                pairs = [pair for unknown in own.values() for pair in zip(self.values, unknown, strict=True)]
                self.solver.addConstr(sum(cost * one for cost, one in pairs) <= self.how.terms.points)

    def _put_in_order(self, own) -> None:
        """Each place has one goal at most, and none is left out."""
        places = [[unknown[place] for unknown in own.values()] for place in range(len(self.values))]
        for place, taken in enumerate(places):
            self.solver.addConstr(sum(taken) <= 1)
            if place:
                self.solver.addConstr(sum(taken) <= sum(places[place - 1]))

    def told(self, goal: str, cells: dict, among: Iterable[int]) -> None:
        """Learn the figures of a goal among these voters."""
        self._ways.clear()
        for cell, amount in cells.items():
            self.solver.addConstr(self.sum_of(goal, cell, among) == amount)

    def told_means(self, goal: str, cells: dict) -> None:
        """Learn the figures of a goal where each municipality has one vote."""
        self._ways.clear()
        own = [one.municipality for one in self.voices]
        for cell, mean in cells.items():
            parts = [self.sum_of(goal, cell, [place]) * (1 / own.count(home)) for place, home in enumerate(own) if home]
            if parts:
                self.solver.addConstr(sum(parts) <= mean + ROUNDED)
                self.solver.addConstr(sum(parts) >= mean - ROUNDED)

    def told_pairs(self, pairs: dict[str, dict[str, int]]) -> None:
        """Learn how many ballots put a goal before another one, or leave the other one out."""
        self._ways.clear()
        before = {pair: [self.solver.addBinary() for _ in self.voices] for pair in permutations(pairs, 2)}
        for (one, other), better in before.items():
            self.solver.addConstr(sum(better) == pairs[one][other])
            for own, first, second in zip(self.chosen, better, before[other, one], strict=True):
                there, also = sum(own[one]), sum(own[other])
                places = [sum((place + 1) * each for place, each in enumerate(own[goal])) for goal in (one, other)]
                self.solver.addConstr(first <= there)
                self.solver.addConstr(first + second <= 1)
                self.solver.addConstr(first + second >= there)
                self.solver.addConstr(first + second <= there + also)
                # Where both are put in order, the better place is before.
                late = places[0] - places[1] + 1
                self.solver.addConstr(late <= MUCH * (1 - first) + MUCH * (2 - there - also))

    def sum_of(self, goal: str, cell: str, among: Iterable[int]):
        """Return a figure as a sum over what is unknown."""
        worth = [self.how.worth(value)[cell] for value in self.values]
        return sum(amount * one for place in among for amount, one in zip(worth, self.chosen[place][goal], strict=True))

    def knows(self, goal: str, cells: dict, among: Sequence[int]) -> bool:
        """Whether a goal's figures among these voters follow from what was told."""
        assert self._ways or self._finds_a_way(), "what was published came about"
        return not any(self._could_differ(self.sum_of(goal, cell, among), amount) for cell, amount in cells.items())

    def _could_differ(self, figure, amount: int) -> bool:
        if any(round(figure.evaluate(way)) != amount for way in self._ways):
            return True
        # Any other figure will do, and is found sooner than the farthest.
        return self._finds_a_way(figure >= amount + 1) or self._finds_a_way(figure <= amount - 1)

    def _finds_a_way(self, *other) -> bool:
        """Look for a way in which what was told, and perhaps something else, could have come about; keep what it is."""
        also = [self.solver.addConstr(each) for each in other]
        self.solver.solve()
        status = self.solver.getModelStatus()
        assert status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible), status
        found = status == highspy.HighsModelStatus.kOptimal
        if found:
            self._ways.append(self.solver.getSolution().col_value)
        for each in also:
            self.solver.removeConstr(each)
        return found
