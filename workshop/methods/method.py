"""The interface of a way of voting: all that the rest of the app asks of it."""

import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import Any, ClassVar, Self

from workshop.errors import Fault
from workshop.methods.marking import noop_pair
from workshop.methods.points import Points
from workshop.methods.terms import EACH, Terms, by_criterion, for_each

# Enough digits for any round's points. Danger: reading many thousands of digits takes long, and Python refuses to.
_DIGITS = re.compile("[0-9]{1,9}")

# A choice that has several parts is an object.
Choice = int | str | dict[str, int | str]
# A whole ballot: goal id (as text) to choice.
Choices = Mapping[str, Any]
# What a form's field holds, or the fields of a choice of several parts; None is an empty field.
Written = str | Mapping[str, str | None]
# The figures of one goal.
Cells = dict[str, int]
# Faults by place: a part of a choice, or a goal on a ballot; "" is the whole.
Faults = dict[str, Fault]


class Method(ABC):
    """A way of voting, bound to the terms of a round. All its words are English sentences, marked for the catalogues.

    Its partial `templates/methods/_<name>.html` has two macros: `asked(round)` is the question in a ballot's head, and
    `choice(view, round, id, goal, own)` is one goal with its fields; `promise(round, threshold)` is what the contract
    of secrecy says besides, if anything. Scripts take a checked box or radio button, and a place in a `data-places`,
    for a choice that costs one point, and the number in any other field for its cost.

    Figures, choices and faults named after criteria (`EACH` in their names) are those of the round's.
    """

    # The name in arguments, on the wire and in the database.
    name: ClassVar[str]
    # Names for people: in the form for a round, in tables, and in a hall.
    label: ClassVar[str]
    title: ClassVar[str]
    on_wall: ClassVar[str]

    # The figures of a goal with their names, in the order of their columns, on pages and in exports ("": it is called
    # by its criterion); and those that are shown divided by another, as a mean.
    figures: Mapping[str, str]
    # By figure the key of the criterion that it is about; "" where it is about none.
    criteria: Mapping[str, str]
    means: Mapping[str, str] = {}
    # Those that make up the bar of a goal, at most three. Where one is the `middle`, the bar stands on a middle line:
    # what comes before it reaches out to one side, what comes after it to the other.
    bar: tuple[str, ...]
    middle: ClassVar[str | None] = None
    # Those that add up to how much was given in a round.
    given: tuple[str, ...]
    # The order of goals: a greater `net` (the sum of the first figures less that of the second ones) is better, then
    # more of `most`, then fewer of `fewest`.
    net: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    most: tuple[str, ...]
    fewest: tuple[str, ...] = ()

    # The kind of number that its rounds have, if any; whether they may have a most for one goal; how many criteria at
    # most, and the keys of those that a round has whose maker named none.
    points: ClassVar[Points | None] = None
    capped: ClassVar[bool] = False
    most_criteria: ClassVar[int] = 0
    usual_criteria: ClassVar[tuple[str, ...]] = ()
    # The parts of a choice that is an object, in order, and the one that is words, if any. Danger: words identify their
    # writer. They are published apart from choices (operations/extras.py), and depend on no figure.
    parts: tuple[str, ...] = ()
    reason: ClassVar[str | None] = None
    # The part that holds the answer, and the one answer for which a reason is asked.
    asks: ClassVar[tuple[str, str]] = ("", "")
    # Names of choices that are not figures, by their value.
    choices: ClassVar[Mapping[int, str] | Mapping[str, str]] = {}
    # The sentences of its faults by code, with their limits as placeholders.
    faults: ClassVar[Mapping[str, str]] = {}
    # Sentences of the ballot's dock, singular and plural: `chosen`, how many, where the round has no number; where it
    # has one, what is `left`, how much is `over`, `spent` of it, and (of a budget) `ungiven`.
    dock: ClassVar[Mapping[str, tuple[str, str]]] = {"chosen": noop_pair("%(num)d chosen", "%(num)d chosen")}

    # Whether any choice on a goal is a vote for it, so that voters for any of several goals can be counted once.
    in_favour: ClassVar[bool] = False

    # Whether a choice is a place among the others of its ballot. Then choices on goals that no longer count leave their
    # places to others, so that figures are no sums over single choices.
    by_places: ClassVar[bool] = False

    # Whether raised hands can be counted for its figures, goal by goal.
    by_hands: ClassVar[bool] = False

    # The secrecies that its rounds may have. Danger: a choice that identifies its voter does not suit all of them.
    secrecies: ClassVar[tuple[str, ...]] = ("named", "confidential", "secret")

    def __init__(self, terms: Terms = Terms()):  # noqa: B008 - it is frozen
        self.terms = terms
        keys, kind = terms.criteria, type(self)
        named = by_criterion(kind.figures, keys)
        self.figures = {name.replace(EACH, key): kind.figures[name] for name, key in named}
        self.criteria = {name.replace(EACH, key): key for name, key in named}
        self.means = dict(zip(for_each(kind.means, keys), for_each(kind.means.values(), keys), strict=True))
        self.bar, self.given, self.most, self.fewest, self.parts = (
            for_each(names, keys) for names in (kind.bar, kind.given, kind.most, kind.fewest, kind.parts)
        )
        self.net = kind.net and (for_each(kind.net[0], keys), for_each(kind.net[1], keys))

    def bound(self, terms: Terms) -> Self:
        """Return this way of voting as a round with these terms has it."""
        return type(self)(terms)

    @property
    def cells(self) -> tuple[str, ...]:
        """The names of the figures of a goal."""
        return tuple(self.figures)

    @classmethod
    def terms_faults(cls, terms: Terms) -> Faults:
        """Return what is wrong with a round's terms, by field."""
        return {}

    def read(self, written: Written, held: Any) -> Any:
        """Return the choice that a form holds; nothing and 0 take a choice back (None), digits are numbers.

        Of a choice with several parts a form names those that were changed; the others are those `held`.
        """
        if isinstance(written, str):
            return _read(written)
        if not self.parts:
            return dict(written)
        parts = {**(held or {}), **{part: _read(text or "") for part, text in written.items()}}
        return {part: value for part, value in parts.items() if value is not None} or None

    def normal(self, choice: Any) -> Any:
        """Return a choice that was sent as it is stored; what is no choice at all stays as it is."""
        return choice

    @abstractmethod
    def choice_faults(self, choice: Any) -> Faults:
        """Return the faults of one choice, by part; it may be of any type that a program can send."""

    def ballot_faults(self, choices: Choices, idle: Choices) -> Faults:
        """Return the faults of a whole ballot whose single choices are valid, by goal.

        `idle` are the choices of the ballot on goals that no longer count.
        """
        return {}

    @abstractmethod
    def count(self, ballots: Sequence[Choices], goals: Sequence[str]) -> dict[str, Cells]:
        """Count whole ballots: return the figures of each of `goals`, in that order; ballots name no other goal."""

    def extras(self, ballots: Sequence[Choices], counted: Mapping[str, Cells]) -> dict[str, Any]:
        """Return what is published at the close besides the figures of each goal, by name; each by goal."""
        return {}

    def shown(self, cells: Cells, name: str) -> int | Fraction | None:
        """Return a figure as people see it; None is the mean of nothing."""
        by = self.means.get(name)
        if by is None:
            return cells[name]
        return Fraction(cells[name], cells[by]) if cells[by] else None

    def on_wall_too(self, name: str) -> bool:
        """Whether a figure is shown to a hall too, which sees of a mean no more than that."""
        return name not in self.means.values()

    def worth_of(self, cells: Cells) -> int | Fraction:
        """Return by how much a goal stands above others: the figures that decide, before those that break ties."""
        plus, minus = self.net or (self.most[:1], ())
        return sum(self.shown(cells, name) or 0 for name in plus) - sum(self.shown(cells, name) or 0 for name in minus)

    def order(self, cells: Cells) -> tuple[int | Fraction, ...]:
        """Return the sort key of a goal's figures: the best goal has the smallest."""
        return -self.worth_of(cells), *(-cells[name] for name in self.most), *(cells[name] for name in self.fewest)

    def answers(self, choices: Choices, goal: str) -> bool:
        """Whether a ballot answers on a goal; by default leaving a goal out answers that it was not chosen."""
        return True

    def tells_of(self, choices: Choices, goals: Sequence[str]) -> Collection[str]:
        """Return those of `goals` on which a ballot may tell something else than an empty one; by default all."""
        return goals

    def told(self, choices: Choices, goal: str) -> dict[str, Any]:
        """Return all of a ballot that a goal's figures depend on, by what can be told of it apart from the rest.

        A group that is unanimous in one of these, or of which only a few answered it, is suppressed.
        """
        return {"": choices.get(goal)}

    def follows_from_total(self, said: Any) -> bool:
        """Whether a goal's total alone tells that all said this; what follows from it, hiding groups does not hide.

        By default it does. In ways of voting in which what one gives to a goal is not there for another, hidden figures
        follow from those of other goals too.
        """
        return True

    def support(self, cells: Cells, voters: int) -> tuple[int, int]:
        """Return of how many a goal has how many in favour (in favour, of), for a round's pass mark.

        By default of those who are for or against, where there are such figures; else of all voters.
        """
        plus, minus = self.net or ((), ())
        if minus:
            favour = sum(cells[name] for name in plus or self.most)
            return favour, favour + sum(cells[name] for name in minus)
        return cells["voters" if "voters" in cells else next(iter(self.figures))], voters

    def amount(self, choice: Any) -> int | None:
        """Return a choice as a number for a column of points; None where the choice is a word."""
        return None


class Additive(Method):
    """A way of voting whose figures are sums over single choices."""

    @abstractmethod
    def add(self, cells: Cells, choice: Any) -> None:
        """Count one choice into the figures of its goal."""

    def worth(self, choice: Any) -> Cells:
        """Return what one choice adds to the figures of its goal."""
        cells = dict.fromkeys(self.figures, 0)
        self.add(cells, choice)
        return cells

    def tells_of(self, choices: Choices, goals: Sequence[str]) -> Collection[str]:
        """Return the goals that a ballot names: nothing is added to others, whatever else it holds."""
        return choices.keys()

    def count(self, ballots: Sequence[Choices], goals: Sequence[str]) -> dict[str, Cells]:
        """Count each choice of each ballot."""
        counted = {goal: dict.fromkeys(self.figures, 0) for goal in goals}
        for choices in ballots:
            for goal, choice in choices.items():
                self.add(counted[goal], choice)
        return counted


def _read(written: str) -> int | str | None:
    written = written.strip()
    return None if written in ("", "0") else int(written) if _DIGITS.fullmatch(written) else written
