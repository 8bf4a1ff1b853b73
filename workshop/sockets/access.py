"""Checking listeners again: whose access has ended, and whose `me` has a new version."""

from collections.abc import Iterator

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.admission import open_links
from workshop.db import Database
from workshop.models import AccessToken, Account, Installation, Participant
from workshop.sockets.listeners import Listener, Listeners

# Each turn runs this over all listeners, so it bypasses the ORM.
_PLACES = Participant.__table__
_HERE = _PLACES.c.consultation_id == bindparam("consultation_id")
_VERSIONS = select(_PLACES.c.id, _PLACES.c.me_version).where(_HERE)
# Versions only grow and ids are never reused, so these three are unchanged only where all versions are.
_SUMS = select(func.count(), func.max(_PLACES.c.id), func.sum(_PLACES.c.me_version)).where(_HERE)


class Access:
    """Finds listeners whose access has changed since they came."""

    def __init__(self, database: Database, listeners: Listeners):
        self.database, self.listeners = database, listeners
        self._version: int | None = None
        self._sums: dict[int, Row] = {}

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

    def look_again(self, consultation_id: int) -> None:
        """Have the consultation read again for a new listener, whose version of `me` may be outdated already."""
        self._sums.pop(consultation_id, None)

    def moved(self, session: Session, consultation_id: int) -> list[tuple[Listener, int]]:
        """Return (listener, new version) for the listeners of a consultation whose `me` has changed since they were
        told.
        """
        connection, here = session.connection(), {"consultation_id": consultation_id}
        sums = connection.execute(_SUMS, here).one()
        if self._sums.get(consultation_id) == sums:
            return []
        versions = dict(map(tuple, connection.execute(_VERSIONS, here)))
        self._sums[consultation_id] = sums
        return [
            (listener, versions[listener.participant_id])
            for listener in self.listeners.of(consultation_id)
            if versions.get(listener.participant_id, listener.me_version) != listener.me_version
        ]
