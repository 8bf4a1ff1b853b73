"""What is alike among many: texts by id, kept up as they change."""

from collections import defaultdict
from typing import NamedTuple

from workshop.likeness.meaning import MARK, Meaning, Reader
from workshop.likeness.scoring import at_most, likeness, near_features, weight_of_its_own

# From here on a goal is offered beside what somebody types, and two goals are a pair.
LEAST = 0.5
MOST_OFFERED = 3
# What stands under the same theme comes first among equals.
SAME_GROUP = 0.03


class Similar(NamedTuple):
    """A text that is like another: its id, and how like it is, from 0 to 1."""

    id: int
    likeness: float


class Pair(NamedTuple):
    """Two texts that are like each other, the lower id first."""

    first: int
    second: int
    likeness: float


class Index:
    """Texts by id, each in one language or more and in a group."""

    def __init__(self, reader: Reader):
        self._reader = reader
        self._meanings: dict[int, Meaning] = {}
        self._groups: dict[int, int | None] = {}
        self._weights: dict[int, float] = {}
        self._with: defaultdict[str, set[int]] = defaultdict(set)
        self._pairs: dict[int, dict[int, float]] = {}

    def put(self, number: int, texts: dict[str, str], group: int | None = None) -> None:
        """Add a text, or change it."""
        meaning = self._reader.meaning(texts)
        self._groups[number] = group
        if self._meanings.get(number) == meaning:
            return
        self.drop(number)
        self._groups[number] = group
        found = self._found(meaning)
        self._meanings[number] = meaning
        self._weights[number] = weight_of_its_own(meaning.features)
        for feature in meaning.features:
            self._with[feature].add(number)
        self._pairs[number] = found
        for other, score in found.items():
            self._pairs[other][number] = score

    def drop(self, number: int) -> None:
        """Remove a text, if it is there."""
        self._groups.pop(number, None)
        meaning = self._meanings.pop(number, None)
        self._weights.pop(number, None)
        for feature in meaning.features if meaning else ():
            self._with[feature].discard(number)
            if not self._with[feature]:
                del self._with[feature]
        for other in self._pairs.pop(number, ()):
            del self._pairs[other][number]

    def similar(self, texts: dict[str, str], group: int | None = None, most: int = MOST_OFFERED) -> list[Similar]:
        """Return the texts that say nearly the same, the most like first."""
        found = self._found(self._reader.meaning(texts))

        def place(number: int) -> tuple[float, int]:
            near = SAME_GROUP if group is not None and self._groups[number] == group else 0.0
            return -found[number] - near, number

        return [Similar(number, round(found[number], 3)) for number in sorted(found, key=place)[:most]]

    def pairs(self) -> list[Pair]:
        """Return all that are like each other, the most like first."""
        found = [
            Pair(first, second, round(score, 3))
            for first, others in self._pairs.items()
            for second, score in others.items()
            if first < second
        ]
        return sorted(found, key=lambda pair: (-pair.likeness, pair.first, pair.second))

    def _found(self, meaning: Meaning) -> dict[int, float]:
        near = near_features(meaning.features, [name for name in self._with if name.startswith(MARK)])
        shared = self._shared_at_most(meaning, near)
        mine = weight_of_its_own(meaning.features)
        # Most of those that share a word share too little, which needs no closer look.
        led = (number for number, most in shared.items() if at_most(most, mine, self._weights[number]) >= LEAST)
        scores = {number: likeness(meaning, self._meanings[number], near) for number in led}
        return {number: score for number, score in scores.items() if score >= LEAST}

    def _shared_at_most(self, meaning: Meaning, near: dict[str, dict[str, float]]) -> dict[int, float]:
        """Return, by text, a weight that is at least what it shares with a meaning."""
        shared: defaultdict[int, float] = defaultdict(float)
        for feature, weight in meaning.features.items():
            for each in (feature, *near.get(feature, ())):
                for number in self._with.get(each, ()):
                    shared[number] += min(weight, self._meanings[number].features[each])
        return shared
