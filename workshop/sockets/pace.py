"""The pace of live figures: at once while it is quiet, then as often as a hall's network bears."""

import time
from dataclasses import dataclass

# Bytes that each listener may be sent at once, and then in a second: a room of 1,000 then takes a megabit or two. What
# one is sent in a minute of voting hardly depends on how many vote.
BURST, RATE = 5000, 150
# However large the figures are, they are never older than this.
LONGEST_SECONDS = 2.0


@dataclass
class _Left:
    bytes: float
    at: float
    told_at: float


class Pace:
    """A token bucket (Turner 1986) of bytes for each consultation: the same frame goes to each of its listeners."""

    def __init__(self, clock=time.monotonic):
        self._clock = clock
        self._left: dict[int, _Left] = {}

    def allows(self, consultation_id: int) -> bool:
        """Whether live figures may go out now."""
        left = self._refilled(consultation_id)
        return left.bytes > 0 or left.at - left.told_at >= LONGEST_SECONDS

    def spend(self, consultation_id: int, size: int) -> None:
        """Note that so many bytes of live figures went out to each listener."""
        left = self._refilled(consultation_id)
        left.bytes = max(left.bytes - size, -RATE * LONGEST_SECONDS)
        left.told_at = left.at

    def forget(self, consultation_id: int) -> None:
        """Forget a consultation to which nobody listens any more."""
        self._left.pop(consultation_id, None)

    def _refilled(self, consultation_id):
        now = self._clock()
        left = self._left.setdefault(consultation_id, _Left(BURST, now, float("-inf")))
        left.bytes = min(left.bytes + RATE * (now - left.at), BURST)
        left.at = now
        return left
