"""Whether two people could have said the other's thing: then nothing that is published tells who of them said it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Any

from workshop.methods import Additive, Choices, Method
from workshop.tally.blocks import Partition
from workshop.tally.voices import Answers, Labelled, plain

# So many pairs of people are tried for each hidden figure, the first of those who say the same. Mostly the first do.
PAIRS = 400


class Exchanges:
    """Exchanges of choices between two people after which everything that is published stays as it is.

    Danger: a whole ballot must be valid. Where a group has given all that it has to goals of which its figures are
    shown, it has none left for the others, so that hiding its figures there hides nothing. An exchange that leaves both
    ballots valid proves that the figures could be others.
    """

    def __init__(self, how: Method, goals: Sequence[str], partitions: Mapping[str, Partition]):
        self._how, self._goals, self._partitions = how, goals, partitions

    def of_group(self, answers: Answers, place: int, group: str, goal: str, name: str) -> bool:
        """Whether somebody of a group could have said what somebody outside of it did, in what is told as `name`."""
        pairs = islice(self._pairs(answers, place, group, goal, name), PAIRS)
        return any(self._exchanged(one, other, goal) for one, other in pairs)

    def _pairs(
        self, answers: Answers, place: int, group: str, goal: str, name: str
    ) -> Iterator[tuple[Labelled, Labelled]]:
        """Give people of the group and others, who differ on the goal and whom nothing that is shown tells apart."""
        block_of = self._partitions[goal].block_of
        inside = [(labels, own) for labels, own in answers.items() if labels[place] == group]
        outside = [(labels, own) for labels, own in answers.items() if labels[place] != group]
        for (labels, mine), (others, theirs) in product(inside, outside):
            if block_of(labels) != block_of(others):
                continue
            for said, says in product(mine.values(), theirs.values()):
                if name in said.told and name in says.told and said.told[name] != says.told[name]:
                    yield from product(said.first, says.first)

    def _exchanged(self, one: Labelled, other: Labelled, goal: str) -> bool:
        mine, theirs = one.choices, other.choices
        return any(
            self._fits(_with(mine, theirs, goals)) and self._fits(_with(theirs, mine, goals))
            for goals in self._ways(one, other, goal)
        )

    def _fits(self, choices: Choices) -> bool:
        return bool(choices) and not self._how.ballot_faults(choices, {})

    def _ways(self, one: Labelled, other: Labelled, goal: str) -> Iterator[Sequence[str]]:
        """Give the goals whose choices might be exchanged: the one, with a second, or all that can be."""
        if not isinstance(self._how, Additive) or self._how.by_places:
            # Figures, and pairs of goals, depend on whole ballots.
            yield from self._whole_ways(one, other, goal)
            return
        yield [goal]
        named = {**one.choices, **other.choices}
        also = [each for each in named if each != goal and self._can_differ(one, other, each)]
        yield from ([goal, each] for each in also)
        if len(also) > 1:
            yield [goal, *also]

    def _whole_ways(self, one: Labelled, other: Labelled, goal: str) -> Iterator[Sequence[str]]:
        if all(self._share(one, other, each) for each in self._goals):
            yield self._goals
        mine, theirs = one.choices, other.choices
        if not self._how.by_places or not (self._fits(mine) and self._fits(theirs)):
            return
        for each in mine:
            # Where one puts first what the other puts second, the two goals change places in both ballots alone.
            both = goal in mine and abs(mine[goal] - mine[each]) == 1
            turned = both and (mine[goal], mine[each]) == (theirs.get(each), theirs.get(goal))
            if turned and self._share(one, other, each):
                yield [goal, each]

    def _can_differ(self, one: Labelled, other: Labelled, goal: str) -> bool:
        mine, theirs = one.choices.get(goal), other.choices.get(goal)
        return self._share(one, other, goal) and plain(mine) != plain(theirs)

    def _share(self, one: Labelled, other: Labelled, goal: str) -> bool:
        """Whether it can't be told from what is shown who of two people answered what on a goal."""
        answers = self._how.answers(one.choices, goal)
        if answers != self._how.answers(other.choices, goal):
            return False
        partition = self._partitions[goal]
        return not answers or partition.block_of(one.labels) == partition.block_of(other.labels)


def _with(choices: Choices, others: Choices, goals: Sequence[str]) -> dict[str, Any]:
    """Return a ballot with another's choices on some goals."""
    kept = {goal: choice for goal, choice in choices.items() if goal not in goals}
    return kept | {goal: others[goal] for goal in goals if goal in others}
