"""Faults: how often a listener's sockets ended by what no listener sends, and how long it must wait for the next."""

import time
from collections.abc import Callable, Hashable

# The key in a socket's WSGI environment of the function to call when it ends by a fault.
FAULT = "workshop.fault"
# This many faults in a row are forgiven, and after that one in this many seconds.
FORGIVEN, SECONDS_EACH = 20, 10
# From this many entries on, those that have been forgiven everything are removed.
SWEPT_AT = 1000


class Faults:
    """Counts faults by listener, within this process, as its sockets are.

    Stores for each the moment at which all is forgiven (the generic cell rate algorithm, as in `limits.buckets`).
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._until: dict[Hashable, float] = {}

    def add(self, who: Hashable) -> None:
        """Count one more fault of a listener."""
        now = self._clock()
        if len(self._until) >= SWEPT_AT:
            self._until = {each: until for each, until in self._until.items() if until > now}
        self._until[who] = max(now, self._until.get(who, now)) + SECONDS_EACH

    def wait(self, who: Hashable) -> float:
        """Return the seconds until a listener may open a socket; 0 where it may now."""
        return max(0.0, self._until.get(who, 0.0) - self._clock() - (FORGIVEN - 1) * SECONDS_EACH)
