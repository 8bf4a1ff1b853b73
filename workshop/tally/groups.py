"""Figures of groups, suppressed over all breakdowns of a round together, so that they disclose no choice."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from workshop.methods import Additive, Cells, Choices, Method
from workshop.tally.blocks import Block, Labels, Partition, together
from workshop.tally.counting import count, restricted
from workshop.tally.exchanging import Exchanges
from workshop.tally.means import Means, means_of
from workshop.tally.voices import Answers, Voice, answers_of, blocks_of, labelled

# For each goal (id as text) the figures of each group; None: hidden.
GroupFigures = dict[str, dict[str, Cells | None]]
# So often groups that would follow from other goals are hidden for all goals, before all groups are.
ATTEMPTS = 8
# The group, in each breakdown, of those who may vote on paper; no group has this key.
ON_PAPER = "/"


class _Shown(NamedTuple):
    """What can be shown of a goal: the groups of each breakdown, and whether the votes of municipalities can be."""

    partition: Partition
    groups: list[set[str]]
    municipalities: bool


def break_down(
    how: Method, voices: Iterable[Voice], goal_ids: Iterable[int], least: int, *, beside_paper: bool = False
) -> "Groups":
    """Count by group, in as many breakdowns as each voice has groups, suppressing what would disclose a choice.

    Suppressed are, for each goal, groups of which fewer than `least` answered, groups that all answered alike, and then
    as many further groups (smallest first) as are needed so that nothing of the kind follows from the total, from the
    other groups, or from the other breakdowns (`Partition`): what two breakdowns show together is as safe as what one
    shows (complementary suppression; Hundepool et al., Statistical Disclosure Control, 2012, chapter 4). A breakdown
    shows what those named before it leave room for. What a group did not choose must not follow from what its ballots
    have room for (`Exchanges`); a group of which that can't be said is hidden for each goal. With `least` 1 (named
    rounds) nothing is suppressed.

    `beside_paper`: there will be a total that also has ballots on paper, of any number, in no group; what they say must
    not follow from it either.
    """
    goals = [str(goal) for goal in goal_ids]
    named = set(goals)
    there = [voice._replace(choices=restricted(voice.choices, named)) for voice in voices if voice.choices]
    return Groups(how, there, goals, least, beside_paper)


class Groups:
    """The voices of a round in their groups, and what can be shown of them."""

    def __init__(
        self,
        how: Method,
        voices: Sequence[Voice],
        goals: Sequence[str],
        least: int,
        beside_paper: bool = False,
    ):
        self._how, self._goals, self._least, self._beside_paper = how, goals, least, beside_paper
        self._there = labelled(voices)
        self._places = range(len(voices[0].groups) if voices else 0)
        # A group's ballots, and figures, in each breakdown.
        self._own = [self._by_group(place) for place in self._places]

    @property
    def figures(self) -> list[GroupFigures]:
        """The figures of each group that can be shown, for each breakdown by goal; None where they are hidden."""
        goals = [int(goal) for goal in self._goals]
        found: list[GroupFigures] = []
        for place, own in enumerate(self._own):
            counted = {group: count(self._how, ballots, goals)["goals"] for group, ballots in own.items()}
            shown = {goal: self._shown[goal].groups[place] for goal in self._goals}
            found.append(
                {
                    goal: {group: cells[goal] if group in shown[goal] else None for group, cells in counted.items()}
                    for goal in self._goals
                }
            )
        return found

    @property
    def one_vote_each(self) -> Means:
        """The figures where each municipality has one vote: the mean of its voters' ballots; None: hidden."""
        means = means_of(self._how, self._there, self._goals)
        return {goal: cells if self._shown[goal].municipalities else None for goal, cells in means.items()}

    @cached_property
    def _answers(self) -> dict[str, Answers]:
        return answers_of(self._how, self._there, self._goals)

    @cached_property
    def _blocks(self) -> dict[str, dict[Labels, Block]]:
        blocks = {goal: blocks_of(answers) for goal, answers in self._answers.items()}
        if self._beside_paper:
            # However few they will be, they are never alone in what is hidden.
            nobody: Labels = (*(ON_PAPER for _ in self._places), str(0))
            for own in blocks.values():
                own.setdefault(nobody, Block())
        return blocks

    @cached_property
    def _shown(self) -> dict[str, _Shown]:
        if self._least <= 1:
            whole = _Shown(Partition({}, self._least), [set(own) for own in self._own], True)
            return dict.fromkeys(self._goals, whole)
        barred: list[set[str]] = [set() for _ in self._places]
        for _ in range(ATTEMPTS):
            found = {goal: self._split(goal, barred) for goal in self._goals}
            pinned = self._pinned(found)
            if not any(pinned):
                return found
            barred = [before | more for before, more in zip(barred, pinned, strict=True)]
        return {goal: one._replace(groups=[set() for _ in barred], municipalities=False) for goal, one in found.items()}

    def _split(self, goal: str, barred: Sequence[Collection[str]]) -> _Shown:
        partition = Partition(self._blocks[goal], self._least)
        groups = [partition.split(place, barred[place]) for place in self._places]
        # What is no sum depends on who is together with whom in a municipality.
        is_sum = isinstance(self._how, Additive)
        means = is_sum and partition.split_whole(len(self._places))
        return _Shown(partition, groups, means)

    def _pinned(self, found: dict[str, _Shown]) -> list[set[str]]:
        """Return the groups of each breakdown of whose hidden figures it can't be said that they might be others."""
        pinned: list[set[str]] = [set() for _ in self._places]
        exchanges = Exchanges(self._how, self._goals, {goal: one.partition for goal, one in found.items()})
        for goal, shown in found.items():
            answers, blocks = self._answers[goal], self._blocks[goal]
            all_said = together(blocks.values()).said
            open_to_all = {name for name, own in all_said.items() if self._follows_from_total(own)}
            for place, own in enumerate(self._own):
                for group in own.keys() - shown.groups[place] - pinned[place]:
                    its = together(block for labels, block in blocks.items() if labels[place] == group)
                    telling = [name for name in its.telling(self._least) if name not in open_to_all]
                    if not all(exchanges.of_group(answers, place, group, goal, name) for name in telling):
                        pinned[place].add(group)
        return pinned

    def _follows_from_total(self, said: Collection[Hashable]) -> bool:
        return len(said) < 2 and all(self._how.follows_from_total(each) for each in said)

    def _by_group(self, place: int) -> dict[str, list[Choices]]:
        own: dict[str, list[Choices]] = {}
        for one in sorted(self._there, key=lambda one: one.labels[place]):
            own.setdefault(one.labels[place], []).append(one.choices)
        return own
