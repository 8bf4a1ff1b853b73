"""Looking again at who listens: access that ended, and versions of `me` that moved."""

from collections.abc import Iterator

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.admission import open_links
from workshop.db import Database
from workshop.models import AccessToken, Account, Installation, Participant
from workshop.sockets.listeners import Listener, Listeners

# Each turn runs this over everyone, so it goes past the ORM.
_PLACES = Participant.__table__
_HERE = _PLACES.c.consultation_id == bindparam("consultation_id")
_VERSIONS = select(_PLACES.c.id, _PLACES.c.me_version).where(_HERE)
# Versions only grow and ids are never given out twice, so these three are the same only where all versions are.
_SUMS = select(func.count(), func.max(_PLACES.c.id), func.sum(_PLACES.c.me_version)).where(_HERE)


class Access:
    """Finds listeners whose access is not what it was when they came."""

    def __init__(self, database: Database, listeners: Listeners):
        self.database, self.listeners = database, listeners
        self._version: int | None = None
        self._sums: dict[int, Row] = {}

    def ended(self, version: int) -> Iterator[tuple[Listener, str]]:
        """Return the listeners to be sent away, with the reason: `signed_out`, `removed` or `changed`.

        `version` is that of everybody's access; while it stands, nothing is looked at.
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
        """Whether somebody's access has changed since it was looked at last."""
        return session.scalar(select(Installation.access_version)) != self._version

    def look_again(self, consultation_id: int) -> None:
        """Take note of a listener that came, whose version of `me` was read a moment ago."""
        self._sums.pop(consultation_id, None)

    def moved(self, session: Session, consultation_id: int) -> list[tuple[Listener, int]]:
        """Return the listeners of a consultation whose `me` has another version than they were told."""
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
