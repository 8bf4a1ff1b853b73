"""What is costly to make and often asked for again, kept by all that it depends on."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """The last things that were made, at most so many; the oldest goes first."""

    def __init__(self, most: int = 64):
        self._most = most
        self._made: dict[Hashable, Made] = {}

    def of(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Give what was made for `key`, or make it now."""
        if key not in self._made:
            made = make()
            if len(self._made) >= self._most:
                self._made.pop(next(iter(self._made)), None)
            self._made[key] = made
        return self._made[key]
