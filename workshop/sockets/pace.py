"""The pace of live figures: at once while it is quiet, then as often as a hall's network can bear."""

import time
from dataclasses import dataclass

# Bytes that each listener may be sent at once, and then per second: a room of 1,000 then takes a megabit or two. The
# bytes of a minute of voting hardly depend on the number of voters.
BURST, RATE = 5000, 150
# However large figures are, and however long counting takes, a ballot is told this long after it was stored: counting
# is due so much earlier as it took the last time. Half a second less than what is promised, for all else.
LONGEST_SECONDS = 1.5


@dataclass
class _Left:
    bytes: float
    at: float
    # When the figures that were sent last were counted, and how long they then took to be sent.
    as_of: float
    took: float = 0.0


class Pace:
    """A token bucket (Turner 1986) of bytes for each consultation, as each of its listeners gets the same frame."""

    def __init__(self, clock=time.monotonic):
        self._clock = clock
        self._left: dict[int, _Left] = {}

    def seconds_left(self, consultation_id: int) -> float:
        """Return in how many seconds live figures may be sent; 0: now."""
        left = self._refilled(consultation_id)
        age = left.at - left.as_of
        paid, old = -left.bytes / RATE, LONGEST_SECONDS - left.took - age
        # Counting takes two thirds of the time at most: the rest of the processor is for the ballots.
        return max(0.0, min(paid, old), 1.5 * left.took - age)

    def allows(self, consultation_id: int) -> bool:
        """Whether live figures may be sent now."""
        return self.seconds_left(consultation_id) == 0

    def spend(self, consultation_id: int, size: int, as_of: float) -> None:
        """Record that `size` bytes of live figures, counted from the moment `as_of`, were sent to each listener."""
        left = self._refilled(consultation_id)
        left.bytes = max(left.bytes - size, -RATE * LONGEST_SECONDS)
        left.as_of, left.took = as_of, left.at - as_of

    def forget(self, consultation_id: int) -> None:
        """Forget a consultation without listeners."""
        self._left.pop(consultation_id, None)

    def now(self) -> float:
        """Return the moment from which figures that are counted next are (seconds of the pace's clock)."""
        return self._clock()

    def _refilled(self, consultation_id):
        now = self._clock()
        left = self._left.setdefault(consultation_id, _Left(BURST, now, float("-inf")))
        left.bytes = min(left.bytes + RATE * (now - left.at), BURST)
        left.at = now
        return left
