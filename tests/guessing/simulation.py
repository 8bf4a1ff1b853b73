"""Guessing and a hall on a clock of their own, against the real limit on a real database: a day takes a minute.

What is simulated is time and people; every look-up is reserved and given back as the doors do it.
"""

import heapq
import itertools
import random
from collections import Counter
from dataclasses import dataclass, field

from workshop.db import Database
from workshop.errors import TooMany
from workshop.limits.codes import CodeLimit

DAY = 24 * 3600
# How long it takes to type a code, and to type a name and choose a body.
TYPING, NAMING = 3, 8
RIGHT, WRONG = "right", "wrong"
FOUNDER = 1


@dataclass
class World:
    """The limit on a clock that stands still until it is moved; counts what was looked up, by what it was."""

    database: Database
    now: float = 1_800_000_000.0
    looked_up: Counter = field(default_factory=Counter)

    def __post_init__(self):
        self.limit = CodeLimit(self.database, "x" * 32, clock=lambda session: self.now)

    def type(self, address: str, code: str) -> int:
        """Type a code somewhere; gives 0 where it was looked up, else the seconds after which to come again."""
        try:
            reserved = self.limit.reserve(address)
        except TooMany as wait:
            return wait.retry_after
        self.looked_up[code] += 1
        if code == RIGHT:
            self.limit.give_back(reserved)
        return 0

    def join(self, address: str, founder: int = FOUNDER) -> None:
        """Be a newcomer from an address, in a consultation that an account made."""
        self.limit.welcome(address, founder, self.now)


def address(number: int) -> str:
    """Return the address of a guesser."""
    return f"198.18.{number // 250}.{number % 250 + 1}"


def guess_for_a_day(world: World, guesses: int, addresses: int) -> tuple[int, float]:
    """Guess evenly from all addresses; gives how many were looked up, and the longest that a stranger had to wait (s).

    A hundred times meanwhile somebody at an address of their own types a right code.
    """
    began, before, longest = world.now, world.looked_up[WRONG], 0.0
    strangers = set(range(0, guesses, max(1, guesses // 100)))
    for number in range(guesses):
        world.now = began + number * DAY / guesses
        world.type(address(number % addresses), WRONG)
        if number in strangers:
            longest = max(longest, _wait_of(world, f"192.0.2.{number * 100 // guesses % 250 + 1}"))
    return world.looked_up[WRONG] - before, longest


def _wait_of(world, where):
    began = world.now
    while seconds := world.type(where, RIGHT):
        world.now += seconds
    waited, world.now = world.now - began, began
    return waited


def fill_a_hall(
    world: World, people: int = 300, *, arrive: float = 20, first: bool = False, where: str = "203.0.113.9"
) -> list[float]:
    """Let people of one address type a code, every third of them twice wrong before; gives the seconds of each.

    They come evenly spread over so many seconds; with `first` those who mistype come before all the others.
    """
    began, dice = world.now, random.Random(11)
    wrong = [2 if number % 3 == 0 else 0 for number in range(people)]
    if first:
        wrong.sort(reverse=True)
    times = sorted(dice.uniform(0, arrive) for _ in range(people))
    order = itertools.count()
    line = [(began + at, next(order), "types", left) for at, left in zip(times, wrong, strict=True)]
    heapq.heapify(line)
    within = []
    while line:
        world.now, _, what, left = heapq.heappop(line)
        if what == "joins":
            world.join(where)
            within.append(world.now - began)
        elif seconds := world.type(where, WRONG if left else RIGHT):
            heapq.heappush(line, (world.now + seconds, next(order), "types", left))
        elif left:
            heapq.heappush(line, (world.now + TYPING, next(order), "types", left - 1))
        else:
            heapq.heappush(line, (world.now + NAMING, next(order), "joins", 0))
    return within
