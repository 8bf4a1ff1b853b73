"""The ballots of a round with the groups of their voters, and what they say on its goals."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from workshop.fields import canonical
from workshop.methods import Choices, Method
from workshop.tally.blocks import Block, Labels

# So many of those who say the same are known one by one; of the others only the number matters.
FIRST = 5


class Voice(NamedTuple):
    """A ballot, and the groups of its voter: one in each breakdown, in the order in which breakdowns were named.

    `municipality` is the code of the voter's municipality, if there is one.
    """

    choices: Choices
    groups: Labels = ()
    municipality: str | None = None


class Labelled(NamedTuple):
    """A ballot with all groups by which figures are published, and its place among those of the round.

    The last group is the number of voters of the municipality, by which each of them counts where municipalities have
    one vote each; 0: it does not count.
    """

    choices: Choices
    labels: Labels
    municipality: str | None
    place: int


def labelled(voices: Sequence[Voice]) -> list[Labelled]:
    """Put the number of voters of each one's municipality to the groups of those who voted."""
    number = Counter(one.municipality for one in voices)
    return [
        Labelled(one.choices, (*one.groups, str(own)), one.municipality, place)
        for place, one in enumerate(voices)
        for own in [number[one.municipality] if one.municipality else 0]
    ]


@dataclass
class Said:
    """What some people say alike on a goal, by what is told of it apart: how many they are, and the first of them."""

    told: dict[str, Hashable]
    number: int = 0
    first: list[Labelled] = field(default_factory=list)


# What the people of one group say on a goal.
OfGroup = dict[Hashable, Said]
# Those who voted, by their groups and by what they say on a goal; without any who answers, groups have nothing.
Answers = dict[Labels, OfGroup]


def answers_of(how: Method, there: Sequence[Labelled], goals: Sequence[str]) -> dict[str, Answers]:
    """Sort those who voted, for each goal, by their groups and by what they say on it.

    Of very many goals a ballot names a few. So each is read once, and for these alone; those who say on a goal what an
    empty ballot says are what is left of their group.
    """
    together: dict[Labels, list[Labelled]] = {}
    for one in there:
        together.setdefault(one.labels, []).append(one)
    found: dict[str, Answers] = {goal: {} for goal in goals}
    for labels, people in together.items():
        for goal, said in _said_by(how, people, goals).items():
            found[goal][labels] = said
    return found


def _said_by(how: Method, people: Sequence[Labelled], goals: Sequence[str]) -> dict[str, OfGroup]:
    """Return what people of the same groups say on each goal; what was said first comes first."""
    said: dict[str, OfGroup] = {goal: {} for goal in goals}
    telling: Counter[str] = Counter()
    for one in people:
        for goal in how.tells_of(one.choices, goals):
            telling[goal] += 1
            if how.answers(one.choices, goal):
                _add(how, said[goal], one.choices, goal, 1, [one])
    for goal, own in said.items():
        if telling[goal] < len(people) and how.answers({}, goal):
            others = (one for one in people if goal not in how.tells_of(one.choices, goals))
            _add(how, own, {}, goal, len(people) - telling[goal], others)
            said[goal] = dict(sorted(own.items(), key=lambda each: each[1].first[0].place))
    return said


def _add(how: Method, own: OfGroup, choices: Choices, goal: str, number: int, first: Iterable[Labelled]) -> None:
    """Add so many people who say on a goal what these choices do."""
    told = {name: plain(what) for name, what in how.told(choices, goal).items()}
    key = frozenset(told.items())
    said = own.get(key) or own.setdefault(key, Said(told))
    said.number += number
    if len(said.first) < FIRST:
        said.first.extend(islice(first, FIRST - len(said.first)))


def blocks_of(answers: Answers) -> dict[Labels, Block]:
    """Count those who answer, by their groups."""
    blocks = {labels: Block() for labels in answers}
    for labels, own in answers.items():
        for said in own.values():
            blocks[labels].say(said.told, said.number)
    return blocks


def plain(told: Any) -> Any:
    """Return what is told of a ballot, which may be an object, as something that can be compared."""
    return canonical(told) if isinstance(told, dict | list) else told
