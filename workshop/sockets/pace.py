"""The pace of live figures: at once while it is quiet, then as often as a hall's network can bear."""

import time
from dataclasses import dataclass

# Bytes that each listener may be sent at once, and then per second: a room of 1,000 then takes a megabit or two. The
# bytes of a minute of voting hardly depend on the number of voters.
BURST, RATE = 5000, 150
# Live figures are never older than this, however large they are.
LONGEST_SECONDS = 2.0


@dataclass
class _Left:
    bytes: float
    at: float
    told_at: float


class Pace:
    """A token bucket (Turner 1986) of bytes for each consultation, as each of its listeners gets the same frame."""

    def __init__(self, clock=time.monotonic):
        self._clock = clock
        self._left: dict[int, _Left] = {}

    def allows(self, consultation_id: int) -> bool:
        """Whether live figures may be sent now."""
        left = self._refilled(consultation_id)
        return left.bytes > 0 or left.at - left.told_at >= LONGEST_SECONDS

    def spend(self, consultation_id: int, size: int) -> None:
        """Record that `size` bytes of live figures were sent to each listener."""
        left = self._refilled(consultation_id)
        left.bytes = max(left.bytes - size, -RATE * LONGEST_SECONDS)
        left.told_at = left.at

    def forget(self, consultation_id: int) -> None:
        """Forget a consultation without listeners."""
        self._left.pop(consultation_id, None)

    def _refilled(self, consultation_id):
        now = self._clock()
        left = self._left.setdefault(consultation_id, _Left(BURST, now, float("-inf")))
        left.bytes = min(left.bytes + RATE * (now - left.at), BURST)
        left.at = now
        return left
