"""Who is listening in this process: one entry for each socket, found by consultation."""

from dataclasses import dataclass

from prometheus_client import Gauge

COUNT = Gauge("workshop_listeners", "Sockets that listen to this process")


@dataclass
class Listener:
    """One socket of one participant; `stamp` and `token_id` are what let it in."""

    sid: str
    consultation_id: int
    participant_id: int
    account_id: int
    lead: bool
    stamp: str
    token_id: int | None
    me_version: int


class Listeners:
    """The listeners of this process."""

    def __init__(self):
        self._by_sid: dict[str, Listener] = {}
        self._by_consultation: dict[int, dict[str, Listener]] = {}

    def add(self, listener: Listener) -> None:
        """Take in a listener."""
        self._by_sid[listener.sid] = listener
        self._by_consultation.setdefault(listener.consultation_id, {})[listener.sid] = listener
        COUNT.set(len(self._by_sid))

    def remove(self, sid: str) -> Listener | None:
        """Let a listener go, if it is there."""
        listener = self._by_sid.pop(sid, None)
        if listener:
            room = self._by_consultation[listener.consultation_id]
            del room[sid]
            if not room:
                del self._by_consultation[listener.consultation_id]
            COUNT.set(len(self._by_sid))
        return listener

    def consultations(self) -> list[int]:
        """The consultations that anybody listens to."""
        return list(self._by_consultation)

    def of(self, consultation_id: int) -> list[Listener]:
        """The listeners of one consultation."""
        return list(self._by_consultation.get(consultation_id, {}).values())

    def all(self) -> list[Listener]:
        """All listeners."""
        return list(self._by_sid.values())
