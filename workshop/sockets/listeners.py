"""Who is listening in this process: one entry for each socket, found by consultation."""

from dataclasses import dataclass, field
from functools import cached_property

from prometheus_client import Gauge

from workshop import policy

COUNT = Gauge("workshop_listeners", "Sockets that listen to this process")


@dataclass
class Listener:
    """One socket of one participant, or of a wall, which is nobody; the last four are what let it in.

    A wall has no participant, no account and no `me`. `told` is the revision up to which it was told, `figures` are
    the rounds whose tally it was told since it came.
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
        """The audience that is this participant alone, beside those that it hears with others."""
        return policy.own_audience(self.participant_id) if self.participant_id is not None else None


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

    def any_in(self, consultation_id: int) -> bool:
        """Whether anyone listens to a consultation."""
        return bool(self._by_consultation.get(consultation_id))

    def all(self) -> list[Listener]:
        """All listeners."""
        return list(self._by_sid.values())
