"""Whether two people could have said the other's thing: then nothing that is published tells who of them said it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Any

from workshop.methods import Additive, Choices, Method
from workshop.tally.blocks import Partition
from workshop.tally.voices import Answers, Labelled, plain

# So many pairs of people are tried for each hidden figure, and so many of those who say the same. Mostly the first do.
PAIRS, ALIKE = 400, 5


class Exchanges:
    """Exchanges of choices between two people after which everything that is published stays as it is.

    Danger: a whole ballot must be valid. Where a group has given all that it has to goals of which its figures are
    shown, it has none left for the others, so that hiding its figures there hides nothing. An exchange that leaves both
    ballots valid proves that the figures could be others.
    """

    def __init__(
        self,
        how: Method,
        goals: Sequence[str],
        partitions: Mapping[str, Partition],
        fits: Callable[[Choices], bool],
    ):
        self._how, self._goals, self._partitions, self._fits = how, goals, partitions, fits

    def of_group(self, answers: Answers, place: int, group: str, goal: str) -> bool:
        """Whether somebody of a group could have answered on a goal what somebody outside of it answered."""
        pairs = islice(self._pairs(answers, place, group, goal), PAIRS)
        return any(self._exchanged(one, other, goal) for one, other in pairs)

    def _pairs(self, answers: Answers, place: int, group: str, goal: str) -> Iterator[tuple[Labelled, Labelled]]:
        """Give people of the group and others, between whom only their different answers on the goal can decide."""
        block_of = self._partitions[goal].block_of
        inside = [(labels, said) for labels, said in answers.items() if labels[place] == group]
        outside = [(labels, said) for labels, said in answers.items() if labels[place] != group]
        for (labels, mine), (others, theirs) in product(inside, outside):
            if block_of(labels) != block_of(others):
                continue
            for said, says in product(mine, theirs):
                if said != says:
                    yield from product(mine[said][:ALIKE], theirs[says][:ALIKE])

    def _exchanged(self, one: Labelled, other: Labelled, goal: str) -> bool:
        return any(
            self._fits(_with(one.choices, other.choices, goals))
            and self._fits(_with(other.choices, one.choices, goals))
            for goals in self._ways(one, other, goal)
        )

    def _ways(self, one: Labelled, other: Labelled, goal: str) -> Iterator[Sequence[str]]:
        """Give the goals whose choices might be exchanged: the one, with a second, or all that can be."""
        if not isinstance(self._how, Additive):
            # Figures may depend on whole ballots, so that only these can be exchanged.
            if all(self._share(one, other, each) for each in self._goals):
                yield self._goals
            return
        yield [goal]
        also = [each for each in self._goals if each != goal and self._can_differ(one, other, each)]
        yield from ([goal, each] for each in also)
        if len(also) > 1:
            yield [goal, *also]

    def _can_differ(self, one: Labelled, other: Labelled, goal: str) -> bool:
        mine, theirs = one.choices.get(goal), other.choices.get(goal)
        if mine is None and theirs is None:
            return False
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
