"""The counters of rate limits, in this process's memory.

The library's own store starts a thread after each count, which scans all counters for expired ones: in a stream of
votes that took a tenth of the processor's time.
"""

import time

from limits.storage import Storage

SWEEP_SECONDS = 60


class WindowsInMemory(Storage):
    """Counts by name within a window of time, and when that ends (s since 1970)."""

    base_exceptions = ()

    def __init__(self):
        super().__init__()
        self._windows: dict[str, tuple[int, float]] = {}
        self._swept_at = 0.0

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Add to the count of a window, which ends `expiry` seconds after its first; return the count."""
        now = time.time()
        count, ends = self._windows.get(key, (0, 0.0))
        if ends <= now:
            self._sweep(now)
            count, ends = 0, now + expiry
        self._windows[key] = count + amount, ends
        return count + amount

    def get(self, key: str) -> int:
        """Return the count of a window."""
        count, ends = self._windows.get(key, (0, 0.0))
        return count if ends > time.time() else 0

    def get_expiry(self, key: str) -> float:
        """Return when a window ends (s since 1970); now, if there is none."""
        return max(self._windows.get(key, (0, 0.0))[1], time.time())

    def check(self) -> bool:
        """Return True, since memory is always available."""
        return True

    def reset(self) -> int:
        """Delete all windows; return how many there were."""
        number = len(self._windows)
        self._windows.clear()
        return number

    def clear(self, key: str) -> None:
        """Delete one window."""
        self._windows.pop(key, None)

    def _sweep(self, now):
        if now - self._swept_at >= SWEEP_SECONDS:
            self._swept_at = now
            self._windows = {key: window for key, window in self._windows.items() if window[1] > now}
