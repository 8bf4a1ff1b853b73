"""The changes: what a participant has missed since a revision."""

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.db.sets import Among
from workshop.fields import rfc3339
from workshop.leaving import Leaving, leaving, newest
from workshop.models import Consultation, Event, Participant
from workshop.queries.own import own_part
from workshop.queries.progress import progress
from workshop.queries.tallies import turnouts, visible_tallies

# Beyond this number a fresh snapshot is smaller than the changes.
MOST_EVENTS = 1000
# Every page asks this often; building a statement costs more than executing it.
_EVENT = Event.__table__
_SINCE = (
    _EVENT.c.consultation_id == bindparam("consultation_id"),
    _EVENT.c.revision > bindparam("since"),
    Among(_EVENT.c.audience, "audiences"),
)
_HEARD = select(_EVENT).where(*_SINCE).order_by(_EVENT.c.revision)
_MISSED = select(func.count()).select_from(_EVENT).where(*_SINCE)
_TOLD = select(_EVENT).where(_SINCE[0], _SINCE[1], _EVENT.c.revision <= bindparam("head")).order_by(_EVENT.c.revision)
_HEAD = select(Consultation.__table__.c.revision).where(Consultation.__table__.c.id == bindparam("consultation_id"))


def event_state(event: Event | Leaving) -> dict:
    """Return an event as the wire shows it."""
    return {
        "revision": event.revision,
        "name": event.name,
        "kind": event.kind,
        "at": rfc3339(event.at),
        "data": event.data,
    }


def changes(
    session: Session, consultation: Consultation, me: Participant | None, since: int, seen_epoch: str | None
) -> dict:
    """Return what happened after the revision `since`, or `{"reset": True}` where the client must fetch a snapshot.

    Of each thing only its newest state is sent. `me` is None at a wall, which gets what everyone hears.
    """
    own, head = own_part(session, me), consultation.revision
    heard_from = me.heard_from if me else 0
    if seen_epoch not in (None, own.epoch) or not 0 <= since <= head or since < heard_from:
        return {"reset": True}
    connection = session.connection()
    missed = {"consultation_id": consultation.id, "since": since, "audiences": sorted(policy.audiences(me))}
    if head - since > MOST_EVENTS and connection.scalars(_MISSED, missed).one() > MOST_EVENTS:
        return {"reset": True}
    events = connection.execute(_HEARD, missed) if head > since else ()
    return {
        "epoch": own.epoch,
        "revision": head,
        "now": rfc3339(own.now),
        "events": [event_state(event) for event in leaving(session, newest(events))],
        "tallies": visible_tallies(session, consultation, since),
        "turnouts": turnouts(session, consultation.id) if policy.leads(me) else {},
        "progress": progress(session, consultation.id) if policy.leads(me) else {},
        "me": own.me,
    }


def told_since(session: Session, consultation_id: int, since: int) -> tuple[int, list[Leaving]]:
    """Return (head of a consultation's journal, events after `since`) for the broadcaster, of all audiences."""
    # The head is read first, so that no event can be skipped whatever the isolation level is.
    connection, about = session.connection(), {"consultation_id": consultation_id}
    head = connection.scalars(_HEAD, about).one()
    if head <= since:
        return head, []
    return head, leaving(session, connection.execute(_TOLD, {**about, "since": since, "head": head}))
