"""How many are present: told at most once in a while, and only when the number has changed."""

import time
from collections.abc import Callable

from workshop.sockets.listeners import Listeners

PAUSE_SECONDS = 1.0


class Presence:
    """Counts the people, not the tabs and not the walls, that listen to a consultation in this process."""

    def __init__(self, listeners: Listeners, emit: Callable):
        self.listeners, self.emit = listeners, emit
        self._changed: set[int] = set()
        self._told_at = 0.0

    def changed(self, consultation_id: int) -> None:
        """Note that somebody came or went."""
        self._changed.add(consultation_id)

    def tell(self) -> None:
        """Tell the new numbers, if it is time."""
        if not self._changed or time.monotonic() - self._told_at < PAUSE_SECONDS:
            return
        self._told_at = time.monotonic()
        changed, self._changed = self._changed, set()
        for consultation_id in changed:
            here = self.listeners.of(consultation_id)
            count = len({listener.participant_id for listener in here} - {None})
            for listener in here:
                self.emit("presence", {"count": count}, listener.sid)
