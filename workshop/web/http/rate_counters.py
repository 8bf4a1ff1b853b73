"""The counts behind the limits, in this process's memory.

The library's own store starts a thread after each count, which looks through all counts for those that are over: in a
stream of votes that took a tenth of the processor's time.
"""

import time

from limits.storage import Storage

SWEEP_SECONDS = 60


class WindowsInMemory(Storage):
    """What happened how often since a window of time began, and when that ends (s since 1970), by name."""

    base_exceptions = ()

    def __init__(self):
        super().__init__()
        self._windows: dict[str, tuple[int, float]] = {}
        self._swept_at = 0.0

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count so many more in the window of that name, which is over `expiry` seconds after its first."""
        now = time.time()
        count, ends = self._windows.get(key, (0, 0.0))
        if ends <= now:
            self._sweep(now)
            count, ends = 0, now + expiry
        self._windows[key] = count + amount, ends
        return count + amount

    def get(self, key: str) -> int:
        """Tell how much was counted."""
        count, ends = self._windows.get(key, (0, 0.0))
        return count if ends > time.time() else 0

    def get_expiry(self, key: str) -> float:
        """Tell when the window is over; now, if there is none."""
        return max(self._windows.get(key, (0, 0.0))[1], time.time())

    def check(self) -> bool:
        """Memory is always there."""
        return True

    def reset(self) -> int:
        """Forget all; tells how many windows there were."""
        number = len(self._windows)
        self._windows.clear()
        return number

    def clear(self, key: str) -> None:
        """Forget one window."""
        self._windows.pop(key, None)

    def _sweep(self, now):
        if now - self._swept_at >= SWEEP_SECONDS:
            self._swept_at = now
            self._windows = {key: window for key, window in self._windows.items() if window[1] > now}
