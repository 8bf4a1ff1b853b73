"""The ballots of a round with the groups of their voters, and what they say on one goal."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from workshop.fields import canonical
from workshop.methods import Choices, Method
from workshop.tally.blocks import Block, Labels


@dataclass(frozen=True)
class Voice:
    """A ballot, and the groups of its voter: one in each breakdown, in the order in which breakdowns were named.

    `municipality` is the code of the voter's municipality, if there is one.
    """

    choices: Choices
    groups: Labels = ()
    municipality: str | None = None


@dataclass(frozen=True)
class Labelled:
    """A ballot with all groups by which figures are published.

    The last is the number of voters of the municipality, by which each of them counts where municipalities have one
    vote each; 0: it does not count.
    """

    choices: Choices
    labels: Labels
    municipality: str | None
    of_municipality: int


def labelled(voices: Sequence[Voice]) -> list[Labelled]:
    """Put the number of voters of each one's municipality to the groups of those who voted."""
    number = Counter(one.municipality for one in voices)
    return [
        Labelled(one.choices, (*one.groups, str(own)), one.municipality, own)
        for one in voices
        for own in [number[one.municipality] if one.municipality else 0]
    ]


@dataclass
class Said:
    """What some people say alike on a goal, by what is told of it apart, and who they are."""

    told: dict[str, Hashable]
    people: list[Labelled] = field(default_factory=list)


# Those who voted, by their groups and by what they say on a goal; without any who answers, groups have nothing.
Answers = dict[Labels, dict[Hashable, Said]]


def answers_on(how: Method, there: Sequence[Labelled], goal: str) -> Answers:
    """Sort those who voted by their groups and by what they say on a goal."""
    found: Answers = {}
    for one in there:
        own = found.setdefault(one.labels, {})
        if how.answers(one.choices, goal):
            told = {name: plain(what) for name, what in how.told(one.choices, goal).items()}
            own.setdefault(tuple(sorted(told.items())), Said(told)).people.append(one)
    return found


def blocks_of(answers: Answers) -> dict[Labels, Block]:
    """Count those who answer, by their groups."""
    blocks = {labels: Block() for labels in answers}
    for labels, own in answers.items():
        for said in own.values():
            blocks[labels].say(said.told, len(said.people))
    return blocks


def plain(told: Any) -> Hashable:
    """Return what is told of a ballot, which may be an object, as something that can be compared."""
    return told if isinstance(told, Hashable) else canonical(told)
