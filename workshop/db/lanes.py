"""Lanes: writing connections with a queue each, so that writers who wait for one lock keep no others waiting."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto

from gevent.event import Event

from workshop.errors import CannotSave

# Who waits longer is told to come again, and so is at once who finds as many waiting.
LONGEST_WAIT_SECONDS = 10.0
MOST_WAITING = 2000


class Lane(Enum):
    """On which of a process's PostgreSQL connections something is written; SQLite has a single writer for all.

    `LOCKED`: under a consultation's lock; it has one connection and one queue, since only one such transaction of a
    consultation goes on at a time. `BATCHED`: the groups of a batched command, on a connection of their own. `ANY`: all
    else, on a small pool.
    """

    ANY = auto()
    LOCKED = auto()
    BATCHED = auto()


class Turns:
    """Turns at some connections, by default one, first come, first served.

    At SQLAlchemy's pool whoever comes by takes a connection that was given back before those who wait for it, some of
    whom wait until they are refused.
    """

    def __init__(
        self, most_waiting: int = MOST_WAITING, longest_seconds: float = LONGEST_WAIT_SECONDS, connections: int = 1
    ):
        self._most, self._longest = most_waiting, longest_seconds
        self._queue: deque[Event] = deque()
        self._free = connections

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, and end it after the block; raises CannotSave where that takes too long."""
        if self._free:
            self._free -= 1
        else:
            self._wait()
        try:
            yield
        finally:
            self._pass_on()

    def _wait(self) -> None:
        if len(self._queue) >= self._most:
            raise CannotSave()
        mine = Event()
        self._queue.append(mine)
        try:
            came = mine.wait(self._longest)
        except BaseException:
            self._give_up(mine)
            raise
        if not came:
            self._give_up(mine)
            raise CannotSave()

    def _give_up(self, mine: Event) -> None:
        if mine.is_set():
            # The turn came at the same moment.
            self._pass_on()
        else:
            self._queue.remove(mine)

    def _pass_on(self) -> None:
        # The next one has the turn from here on; nobody can come in between.
        if self._queue:
            self._queue.popleft().set()
        else:
            self._free += 1
