"""The listeners of this process: one entry for each socket, found by consultation."""

from dataclasses import dataclass, field
from functools import cached_property

from prometheus_client import Gauge

from workshop import policy

COUNT = Gauge("workshop_listeners", "Sockets that listen to this process")


@dataclass
class Listener:
    """One socket of a participant, or of a wall, which is nobody; the last four fields are what admitted it.

    A wall has no participant, account or `me`. `told` is the revision up to which it was sent events, `figures` are the
    rounds whose tally it was sent since it came.
    """

    sid: str
    consultation_id: int
    participant_id: int | None
    lead: bool
    me_version: int
    told: int = 0
    figures: set[int] = field(default_factory=set)
    account_id: int | None = None
    stamp: str | None = None
    token_id: int | None = None
    wall_link_id: int | None = None

    @cached_property
    def own(self) -> str | None:
        """The audience that is this participant alone; None for a wall."""
        return policy.own_audience(self.participant_id) if self.participant_id is not None else None


class Listeners:
    """The listeners of this process."""

    def __init__(self):
        self._by_sid: dict[str, Listener] = {}
        self._by_consultation: dict[int, dict[str, Listener]] = {}

    def add(self, listener: Listener) -> None:
        """Add a listener."""
        self._by_sid[listener.sid] = listener
        self._by_consultation.setdefault(listener.consultation_id, {})[listener.sid] = listener
        COUNT.set(len(self._by_sid))

    def remove(self, sid: str) -> Listener | None:
        """Remove and return a listener; None where there is none."""
        listener = self._by_sid.pop(sid, None)
        if listener:
            room = self._by_consultation[listener.consultation_id]
            del room[sid]
            if not room:
                del self._by_consultation[listener.consultation_id]
            COUNT.set(len(self._by_sid))
        return listener

    def consultations(self) -> list[int]:
        """Return the ids of the consultations that have listeners."""
        return list(self._by_consultation)

    def of(self, consultation_id: int) -> list[Listener]:
        """Return the listeners of one consultation."""
        return list(self._by_consultation.get(consultation_id, {}).values())

    def any_in(self, consultation_id: int) -> bool:
        """Whether a consultation has listeners."""
        return bool(self._by_consultation.get(consultation_id))

    def all(self) -> list[Listener]:
        """Return all listeners."""
        return list(self._by_sid.values())
