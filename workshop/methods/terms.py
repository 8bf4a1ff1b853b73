"""The terms of a round that its way of voting is bound to, and what is said of a criterion."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

# The name of a figure that there is once for each criterion has this in the place of the criterion's key.
EACH = "*"


@dataclass(frozen=True)
class Terms:
    """The round's number, the most that one goal may be given, and the keys of its criteria."""

    points: int | None = None
    cap: int | None = None
    criteria: tuple[str, ...] = ()


def terms_of(points: int | None, cap: int | None, criteria: Iterable[dict[str, Any]] | None) -> Terms:
    """Return the terms of a round from its own fields."""
    return Terms(points, cap, tuple(each["key"] for each in criteria or ()))


def for_each(names: Iterable[str], criteria: Iterable[str]) -> tuple[str, ...]:
    """Return names with those of a criterion once for each, all of one criterion together."""
    return tuple(name.replace(EACH, key) for name, key in by_criterion(names, criteria))


def by_criterion(names: Iterable[str], criteria: Iterable[str]) -> list[tuple[str, str]]:
    """Return (name, key of a criterion or "") in that order."""
    named = list(names)
    own = [(name, key) for key in criteria for name in named if EACH in name]
    return [*((name, "") for name in named if EACH not in name), *own]


def any_criterion() -> Terms:
    """Return terms with the sign that stands for each criterion as their only one: names stay as they are written."""
    return Terms(criteria=(EACH,))
