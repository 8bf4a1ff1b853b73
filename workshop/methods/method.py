"""The interface of a way of voting: all that the rest of the app asks of it."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from workshop.errors import Fault
from workshop.methods.marking import noop_pair
from workshop.methods.points import Points

# Enough digits for any round's points. Danger: reading many thousands of digits takes long, and Python refuses to.
_DIGITS = re.compile("[0-9]{1,9}")

Choice = int | str
# A whole ballot: goal id (as text) to choice.
Choices = Mapping[str, Choice]
# The figures of one goal.
Cells = dict[str, int]


class Method(ABC):
    """A way of voting. All its words are English sentences, marked for the catalogues.

    Its partial `templates/methods/_<name>.html` has two macros: `asked(round)` is the question in a ballot's head, and
    `choice(view, points, id, goal, own)` is one goal with its fields. Scripts take a checked box or radio button for a
    choice that costs one point, and the number in any other field for its cost.
    """

    # The name in arguments, on the wire and in the database.
    name: ClassVar[str]
    # Names for people: in the form for a round, in tables, and in a hall.
    label: ClassVar[str]
    title: ClassVar[str]
    on_wall: ClassVar[str]

    # The figures of a goal with their names, in the order of their columns, on pages and in exports.
    figures: ClassVar[Mapping[str, str]]
    # Those that make up the bar of a goal, at most three. Where one is the `middle`, the bar stands on a middle line:
    # what comes before it reaches out to one side, what comes after it to the other.
    bar: ClassVar[tuple[str, ...]]
    middle: ClassVar[str | None] = None
    # The order of goals: a greater `net` (the first figure less the second) is better, then more of `most`, then fewer
    # of `fewest`.
    net: ClassVar[tuple[str, str] | None] = None
    most: ClassVar[tuple[str, ...]]
    fewest: ClassVar[tuple[str, ...]] = ()

    # The kind of number that its rounds have, if any.
    points: ClassVar[Points | None] = None
    # Names of choices that are not figures, by their value.
    choices: ClassVar[Mapping[int, str] | Mapping[str, str]] = {}
    # The sentences of its faults by code, with their limits as placeholders.
    faults: ClassVar[Mapping[str, str]] = {}
    # Sentences of the ballot's dock, singular and plural: `chosen`, how many, where the round has no number; where it
    # has one, what is `left`, how much is `over`, `spent` of it, and (of a budget) `ungiven`.
    dock: ClassVar[Mapping[str, tuple[str, str]]] = {"chosen": noop_pair("%(num)d chosen", "%(num)d chosen")}

    # The secrecies that its rounds may have. Danger: a choice that identifies its voter, such as a reason in words,
    # does not suit all of them.
    secrecies: ClassVar[tuple[str, ...]] = ("named", "confidential", "secret")

    @property
    def cells(self) -> tuple[str, ...]:
        """The names of the figures of a goal."""
        return tuple(self.figures)

    def read(self, written: str) -> Choice | None:
        """Return the choice in a form's field; nothing and 0 take a choice back (None), digits are numbers."""
        written = written.strip()
        return None if written in ("", "0") else int(written) if _DIGITS.fullmatch(written) else written

    @abstractmethod
    def fault(self, choice: Any, points: int | None) -> Fault | None:
        """Return the fault of one choice, or None; the choice may be of any type that a program can send."""

    def ballot_fault(self, choices: Choices, points: int | None) -> Fault | None:
        """Return the fault of a whole ballot whose single choices are valid, or None."""
        return None

    @abstractmethod
    def count(self, ballots: Sequence[Choices], goals: Sequence[str]) -> dict[str, Cells]:
        """Count whole ballots: return the figures of each of `goals`, in that order; ballots name no other goal."""

    def order(self, cells: Cells) -> tuple[int, ...]:
        """Return the sort key of a goal's figures: the best goal has the smallest."""
        net = (cells[self.net[1]] - cells[self.net[0]],) if self.net else ()
        return *net, *(-cells[name] for name in self.most), *(cells[name] for name in self.fewest)

    def answers(self, choices: Choices, goal: str) -> bool:
        """Whether a ballot answers on a goal; by default leaving a goal out answers that it was not chosen."""
        return True

    def told(self, choices: Choices, goal: str) -> Any:
        """Return all of a ballot that a goal's figures depend on; a group that is unanimous in it is suppressed."""
        return choices.get(goal)

    def amount(self, choice: Choice) -> int | None:
        """Return a choice as a number for a column of points; None where the choice is a word."""
        return None


class Additive(Method):
    """A way of voting whose figures are sums over single choices."""

    @abstractmethod
    def add(self, cells: Cells, choice: Choice) -> None:
        """Count one choice into the figures of its goal."""

    def worth(self, choice: Choice) -> Cells:
        """Return what one choice adds to the figures of its goal."""
        cells = dict.fromkeys(self.figures, 0)
        self.add(cells, choice)
        return cells

    def count(self, ballots: Sequence[Choices], goals: Sequence[str]) -> dict[str, Cells]:
        """Count each choice of each ballot."""
        counted = {goal: dict.fromkeys(self.figures, 0) for goal in goals}
        for choices in ballots:
            for goal, choice in choices.items():
                self.add(counted[goal], choice)
        return counted
