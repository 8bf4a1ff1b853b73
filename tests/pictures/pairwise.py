"""A small set of combinations in which every pair of choices that can stand together does so at least once."""

import random
from collections.abc import Callable, Iterable
from itertools import combinations, product

Combination = tuple[str, ...]


def cover(factors: dict[str, Iterable[str]], possible: Callable[[dict[str, str]], bool]) -> list[dict[str, str]]:
    """Choose combinations greedily until each pair of values that some possible combination has is in one of them.

    Greedy choice of whole rows, as in Cohen, Dalal, Fredman and Patton, "The AETG System: An Approach to Testing
    Based on Combinatorial Design", IEEE Transactions on Software Engineering 23(7), 1997. The same factors always
    give the same list.
    """
    names = list(factors)
    rows = [row for row in product(*factors.values()) if possible(dict(zip(names, row, strict=True)))]
    # Of rows that are equally good the first is taken: shuffled, so that none is favoured; the same way each time.
    random.Random(len(rows)).shuffle(rows)
    pairs = {row: _pairs(row) for row in rows}
    open_pairs = set().union(*pairs.values())
    chosen = []
    while open_pairs:
        best = max(rows, key=lambda row: len(pairs[row] & open_pairs))
        open_pairs -= pairs[best]
        chosen.append(dict(zip(names, best, strict=True)))
    return chosen


def _pairs(row: Combination) -> set[tuple]:
    return set(combinations(enumerate(row), 2))
