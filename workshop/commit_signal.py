"""The commit signal, between commands and the broadcaster: it carries no content, and a ring may be lost."""

from collections.abc import Callable


class CommitSignal:
    """Rung after a commit, with the id of the consultation in which something may have changed."""

    def __init__(self):
        self._listeners: list[Callable[[int, bool], None]] = []

    def subscribe(self, listener: Callable[[int, bool], None]) -> None:
        """Call `listener(consultation_id, quiet)` at each ring; it must return at once."""
        self._listeners.append(listener)

    def ring(self, consultation_id: int, *, quiet: bool = False) -> None:
        """Signal that this consultation may have changed; `quiet`: only ballots were cast, and nothing was logged."""
        for listener in self._listeners:
            listener(consultation_id, quiet)
