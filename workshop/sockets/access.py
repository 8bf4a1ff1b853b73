"""Checking listeners again: whose access has ended, and whose `me` has a new version."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.admission import open_links
from workshop.db import Database
from workshop.db.sets import Among
from workshop.models import AccessToken, Account, Installation, Participant
from workshop.sockets.listeners import Listener, Listeners

# Each turn runs these, so they bypass the ORM.
_PLACES = Participant.__table__
_HERE = _PLACES.c.consultation_id == bindparam("consultation_id")
_VERSIONS = select(_PLACES.c.id, _PLACES.c.me_version)
# Versions begin at 1 and only grow, and nobody's row is deleted: unchanged only where all versions are, and the same
# after newcomers, who come by the dozen.
_MOVES = select(func.sum(_PLACES.c.me_version - 1)).where(_HERE)
_ALL, _SOME = _VERSIONS.where(_HERE), _VERSIONS.where(Among(_PLACES.c.id, "ids"))


class Access:
    """Finds listeners whose access has changed since they came."""

    def __init__(self, database: Database, listeners: Listeners):
        self.database, self.listeners = database, listeners
        self._version: int | None = None
        self._moves: dict[int, int] = {}
        # Listeners that came since their consultation was read last, whose version may have moved on their way.
        self._new: defaultdict[int, set[int]] = defaultdict(set)

    def ended(self, version: int) -> Iterator[tuple[Listener, str]]:
        """Yield the listeners to disconnect, with the reason: `signed_out`, `removed` or `changed`.

        `version` is the installation's `access_version`; while it is unchanged, nothing is read.
        """
        if version == self._version:
            return
        with self.database.read() as session:
            self._version = version
            listeners = self.listeners.all()
            stamps = dict(session.execute(select(Account.id, Account.stamp)).all())
            revoked = set(session.scalars(select(AccessToken.id).where(AccessToken.revoked_at.is_not(None))))
            places = {row.id: row for row in session.scalars(select(Participant))}
            walls = {listener.wall_link_id for listener in listeners if listener.wall_link_id is not None}
            walls_open = {link.id for link in open_links(session, walls)} if walls else set()
        for listener in listeners:
            if listener.wall_link_id is not None:
                if listener.wall_link_id not in walls_open:
                    yield listener, "removed"
                continue
            place = places.get(listener.participant_id)
            if stamps.get(listener.account_id) != listener.stamp or listener.token_id in revoked:
                yield listener, "signed_out"
            elif place is None or place.removed:
                yield listener, "removed"
            elif policy.leads(place) != listener.lead:
                yield listener, "changed"

    def is_behind(self, session: Session) -> bool:
        """Whether any access has changed since the last check."""
        return session.scalar(select(Installation.access_version)) != self._version

    def look_at(self, listener: Listener) -> None:
        """Have the version of a new listener's `me` read again, which may be outdated already."""
        if listener.participant_id is not None:
            self._new[listener.consultation_id].add(listener.participant_id)

    def moved(self, session: Session, consultation_id: int) -> list[tuple[Listener, int]]:
        """Return (listener, new version) for the listeners of a consultation whose `me` has changed since they were
        told.
        """
        new = frozenset(self._new[consultation_id])
        connection, here = session.connection(), {"consultation_id": consultation_id}
        moves = connection.scalar(_MOVES, here)
        if self._moves.get(consultation_id) != moves:
            versions = dict(map(tuple, connection.execute(_ALL, here)))
        else:
            versions = dict(map(tuple, connection.execute(_SOME, {"ids": sorted(new)}))) if new else {}
        # Only now: where reading fails, the next turn must find them.
        self._moves[consultation_id] = moves
        self._new[consultation_id] -= new
        if not versions:
            return []
        return [
            (listener, versions[listener.participant_id])
            for listener in self.listeners.of(consultation_id)
            if versions.get(listener.participant_id, 0) > listener.me_version
        ]
