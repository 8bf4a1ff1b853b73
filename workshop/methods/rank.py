"""Ranks: each voter puts the best goals in order."""

from collections.abc import Mapping, Sequence
from typing import Any

from workshop.errors import Fault
from workshop.methods.marking import noop, noop_pair
from workshop.methods.method import Additive, Cells, Choices, Faults
from workshop.methods.points import PLACES

# Of so many goals, and of those that tie with the last of them, it is published how they stand against each other.
MOST_PAIRED = 20


class Rank(Additive):
    """Borda's count on the first places of an order (Borda 1781; Emerson 2013 on orders that are not complete).

    With seven places the first gives 7 points, the second 6; what is not put in order gets none. A goal that no longer
    counts leaves its place to the next one of the same ballot, so figures then depend on whole ballots.
    """

    name = "rank"
    label = noop("Ranking: put the best in order")
    title = noop("Ranking")
    on_wall = noop("Put what matters most in order.")
    figures = {"points": noop("Points"), "voters": noop("Voters"), "first": noop("First places")}
    bar = ("points",)
    given = ("voters",)
    most = ("points", "first")
    points = PLACES
    by_places = True
    faults = {
        "too_many_places": noop("You have put too many in order: there are %(points)s places."),
        "not_a_place": noop("Write a place from 1 to %(points)s."),
        "same_place": noop("Another one has this place too."),
        "place_left_out": noop("A better place is still free: begin with 1 and leave none out."),
    }
    dock = {
        "left": noop_pair("%(num)d place left", "%(num)d places left"),
        "over": noop_pair("%(num)d place too many", "%(num)d places too many"),
        "spent": noop_pair("%(spent)d of %(num)d place given", "%(spent)d of %(num)d places given"),
    }

    @property
    def places(self) -> int:
        """How many goals a ballot may put in order."""
        return self.terms.points or self.points.default or 0

    def choice_faults(self, choice: Any) -> Faults:
        """Accept a place."""
        fits = type(choice) is int and 1 <= choice <= self.places
        return {} if fits else {"": Fault("not_a_place", {"points": self.places})}

    def ballot_faults(self, choices: Choices, idle: Choices) -> Faults:
        """Accept distinct places from 1 on without a gap, but for those of goals that no longer count."""
        by_place: dict[int, list[str]] = {}
        for goal, place in choices.items():
            by_place.setdefault(place, []).append(goal)
        doubled = {goal: Fault("same_place") for goals in by_place.values() if len(goals) > 1 for goal in goals}
        taken = {*by_place, *idle.values()}
        free = next(place for place in range(1, self.places + 2) if place not in taken)
        late = {goal: Fault("place_left_out") for goal, place in choices.items() if place > free}
        many = {"": Fault("too_many_places", {"points": self.places})} if len(choices) > self.places else {}
        return many or doubled or late

    def follows_from_total(self, said: Any) -> bool:
        """Only of no place, the first, the second where nobody has the first, and the last: others have a mean."""
        return said in (None, 1, 2, self.places)

    def add(self, cells: Cells, choice: Any) -> None:
        """Add the points of a place, one to those who gave one, and one to the first places."""
        cells["points"] += self.places + 1 - choice
        cells["voters"] += 1
        cells["first"] += choice == 1

    def count(self, ballots: Sequence[Choices], goals: Sequence[str]) -> dict[str, Cells]:
        """Count whole ballots, in each of which goals move up to where others no longer count."""
        return super().count([_moved_up(choices) for choices in ballots], goals)

    def told(self, choices: Choices, goal: str) -> dict[str, Any]:
        """Return the goal's place among those that count."""
        return {"": _moved_up(choices).get(goal)}

    def extras(self, ballots: Sequence[Choices], counted: Mapping[str, Cells]) -> dict[str, Any]:
        """Return the pairs: how many ballots put a goal before another one, or leave the other one out."""
        paired = self._best(counted)
        pairs = {goal: dict.fromkeys((other for other in paired if other != goal), 0) for goal in paired}
        among = set(paired)
        for choices in ballots:
            below = list(paired)
            for goal in sorted(choices, key=choices.__getitem__):
                if goal in among:
                    below.remove(goal)
                    for other in below:
                        pairs[goal][other] += 1
        return {"pairs": pairs}

    def _best(self, counted: Mapping[str, Cells]) -> list[str]:
        """Return the goals of which pairs are published, the best first: of many not those that nobody put in order."""
        order = sorted(counted, key=lambda goal: (self.order(counted[goal]), int(goal)))
        if len(order) <= MOST_PAIRED:
            return order
        last = self.order(counted[order[MOST_PAIRED - 1]])
        return [goal for goal in order if counted[goal]["voters"] and self.order(counted[goal]) <= last]

    def amount(self, choice: Any) -> int:
        """Return the place."""
        return int(choice)


def _moved_up(choices: Choices) -> dict[str, int]:
    return {goal: place for place, goal in enumerate(sorted(choices, key=choices.__getitem__), 1)}
