"""What a way of voting says of itself: all that the rest of the app asks it."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from workshop.errors import Fault
from workshop.methods.marking import noop_pair
from workshop.methods.points import Points

# As many as any number of points has: reading more takes long, and Python refuses to at some thousands.
_DIGITS = re.compile("[0-9]{1,9}")

Choice = int | str
# A whole ballot: goal id (as text) to choice.
Choices = Mapping[str, Choice]
# The figures of one goal.
Cells = dict[str, int]


class Method(ABC):
    """A way of voting. All words are English sentences, marked for the catalogues.

    Its partial `templates/methods/_<name>.html` has two macros: `asked(round)` is what the head of a ballot asks, and
    `choice(seen, points, id, goal, own)` is one goal with its fields. To scripts a box or a radio button that is
    checked is a choice that costs one point, and any other field costs the number in it.
    """

    # The name in arguments, on the wire and in the database.
    name: ClassVar[str]
    # What people read: where one chooses among the ways of voting, in tables, and in a hall.
    label: ClassVar[str]
    title: ClassVar[str]
    on_wall: ClassVar[str]

    # The figures of a goal and how they are called, in the order of their columns, on pages and in exports.
    figures: ClassVar[Mapping[str, str]]
    # Those that make the bar of a goal, at most three.
    bar: ClassVar[tuple[str, ...]]
    # Where one goal stands above another: it has more of these, then fewer of those.
    most: ClassVar[tuple[str, ...]]
    fewest: ClassVar[tuple[str, ...]] = ()

    # The number that its rounds have, if any.
    points: ClassVar[Points | None] = None
    # What choices are called that are no figures, by their value.
    choices: ClassVar[Mapping[int, str] | Mapping[str, str]] = {}
    # The sentences of its faults, by code, with their limits as places.
    faults: ClassVar[Mapping[str, str]] = {}
    # What the dock of a ballot says, for one and for several: how many are `chosen` where its round has no number;
    # where it has one what is `left`, how much is `over`, `spent` of it, and (of a budget) `ungiven`.
    dock: ClassVar[Mapping[str, tuple[str, str]]] = {"chosen": noop_pair("%(num)d goal chosen", "%(num)d goals chosen")}

    # How secret its rounds may be: a choice that tells who made it, such as a reason in words, is not for all of them.
    secrecies: ClassVar[tuple[str, ...]] = ("named", "confidential", "secret")

    @property
    def cells(self) -> tuple[str, ...]:
        """The names of the figures of a goal."""
        return tuple(self.figures)

    def read(self, written: str) -> Choice | None:
        """Give the choice that the field of a form holds; nothing and 0 take a choice back, digits are numbers."""
        written = written.strip()
        return None if written in ("", "0") else int(written) if _DIGITS.fullmatch(written) else written

    @abstractmethod
    def fault(self, choice: Any, points: int | None) -> Fault | None:
        """Tell what is wrong with one choice, if anything; it may be of any type that a program can send."""

    def ballot_fault(self, choices: Choices, points: int | None) -> Fault | None:
        """Tell what is wrong with the choices of a whole ballot together, if anything; each of them is right."""
        return None

    @abstractmethod
    def count(self, ballots: Sequence[Choices], goals: Sequence[str]) -> dict[str, Cells]:
        """Count whole ballots: the figures of each of `goals`, in their order; the ballots name no other goal."""

    def order(self, cells: Cells) -> tuple[int, ...]:
        """Give what puts goals in order: that of the best one is the smallest."""
        return *(-cells[name] for name in self.most), *(cells[name] for name in self.fewest)

    def answers(self, choices: Choices, goal: str) -> bool:
        """Whether a ballot says something about a goal: leaving it out says that it was not chosen."""
        return True

    def told(self, choices: Choices, goal: str) -> Any:
        """Give all of a ballot that the figures of a goal depend on: a group that is of one mind in it is kept back."""
        return choices.get(goal)

    def amount(self, choice: Choice) -> int | None:
        """Give a choice as a number that stands in a column of points; None where it is a word."""
        return None


class Additive(Method):
    """A way of voting whose figures are sums, choice by choice."""

    @abstractmethod
    def add(self, cells: Cells, choice: Choice) -> None:
        """Count one choice into the figures of its goal."""

    def count(self, ballots: Sequence[Choices], goals: Sequence[str]) -> dict[str, Cells]:
        """Count each choice of each ballot."""
        counted = {goal: dict.fromkeys(self.figures, 0) for goal in goals}
        for choices in ballots:
            for goal, choice in choices.items():
                self.add(counted[goal], choice)
        return counted
