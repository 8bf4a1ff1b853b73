"""Checking listeners again: whose access has ended, and whose `me` has a new version."""

from collections.abc import Iterator

from sqlalchemy import JSON, Integer, Text, bindparam, cast, func, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.admission import open_links
from workshop.db import Database
from workshop.db.sets import Among
from workshop.models import AccessToken, Account, Installation, Participant
from workshop.sockets.listeners import Listener, Listeners

# Danger: what is read here is of those alone who listen to this process. In a consultation of 100,000 the versions of
# all took a tenth of a second, in which nobody was answered.
_STAMPS = select(Account.id, Account.stamp).where(Among(Account.__table__.c.id, "ids"))
_REVOKED = select(AccessToken.id).where(Among(AccessToken.__table__.c.id, "ids"), AccessToken.revoked_at.is_not(None))
_PLACES = select(Participant).where(Among(Participant.__table__.c.id, "ids"))
# Each turn runs this, so it bypasses the ORM. The database looks who is past the version that they were told.
_PLACE = Participant.__table__
_TOLD = func.json_each(bindparam("told", type_=JSON)).table_valued("key", "value")
_MOVED = select(_PLACE.c.id, _PLACE.c.me_version).where(
    _PLACE.c.id == cast(_TOLD.c.key, Integer), _PLACE.c.me_version > cast(cast(_TOLD.c.value, Text), Integer)
)


class Access:
    """Finds listeners whose access has changed since they came."""

    def __init__(self, database: Database, listeners: Listeners):
        self.database, self.listeners = database, listeners
        self._version: int | None = None

    def ended(self, version: int) -> Iterator[tuple[Listener, str]]:
        """Yield the listeners to disconnect, with the reason: `signed_out`, `removed` or `changed`.

        `version` is the installation's `access_version`; while it is unchanged, nothing is read.
        """
        if version == self._version:
            return
        with self.database.read() as session:
            self._version = version
            listeners = self.listeners.all()
            stamps = dict(map(tuple, session.execute(_STAMPS, {"ids": [each.account_id for each in listeners]})))
            revoked = set(session.scalars(_REVOKED, {"ids": [each.token_id for each in listeners]}))
            participants = session.scalars(_PLACES, {"ids": [each.participant_id for each in listeners]})
            places = {place.id: place for place in participants}
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

    def moved(self, session: Session, consultation_id: int) -> list[tuple[Listener, int]]:
        """Return (listener, new version) for the listeners of a consultation whose `me` has changed since they were
        told.
        """
        here = [each for each in self.listeners.of(consultation_id) if each.participant_id is not None]
        if not here:
            return []
        # Of several devices of one participant the one that was told least.
        told = {each.participant_id: each.me_version for each in sorted(here, key=lambda each: -each.me_version)}
        moved = dict(map(tuple, session.connection().execute(_MOVED, {"told": told})))
        return [
            (each, moved[each.participant_id]) for each in here if moved.get(each.participant_id, 0) > each.me_version
        ]
