"""Faults: how often somebody's sockets ended by what no listener sends, and how long they wait for the next one."""

import time
from collections.abc import Callable, Hashable

# Under this name a socket's environment has what is called when it ends by a fault.
FAULT = "workshop.fault"
# So many faults in a row are forgiven, and then one in so many seconds.
FORGIVEN, SECONDS_EACH = 20, 10
# From so many people on it is looked who has been forgiven all.
SWEPT_AT = 1000


class Faults:
    """Faults by who listens, counted in this process as its sockets are.

    Of each the moment is kept at which all is forgiven (the generic cell rate algorithm, as in `limits.buckets`).
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._until: dict[Hashable, float] = {}

    def add(self, who: Hashable) -> None:
        """Count one more fault of somebody."""
        now = self._clock()
        if len(self._until) >= SWEPT_AT:
            self._until = {each: until for each, until in self._until.items() if until > now}
        self._until[who] = max(now, self._until.get(who, now)) + SECONDS_EACH

    def wait(self, who: Hashable) -> float:
        """Tell after how many seconds somebody may open a socket; 0 where they may now."""
        return max(0.0, self._until.get(who, 0.0) - self._clock() - (FORGIVEN - 1) * SECONDS_EACH)
