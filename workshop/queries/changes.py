"""The changes: what a participant who saw a revision has missed since."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.db import database_now
from workshop.fields import rfc3339
from workshop.models import Consultation, Event, Participant
from workshop.queries.snapshot import epoch, me_state
from workshop.queries.tallies import turnouts, visible_tallies

# Beyond this a fresh snapshot is smaller than what was missed.
MOST_EVENTS = 1000


def event_state(event: Event) -> dict:
    """Give an event as the wire has it."""
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
    """Give what happened after the revision `since`, or `{"reset": True}` where it is better to start again.

    `me` is None at a wall, where only what everyone hears is told.
    """
    now_epoch, head = epoch(session), consultation.revision
    heard_from = me.heard_from if me else 0
    if seen_epoch not in (None, now_epoch) or not 0 <= since <= head or since < heard_from:
        return {"reset": True}
    heard = (
        Event.consultation_id == consultation.id,
        Event.revision > since,
        Event.audience.in_(policy.audiences(me)),
    )
    if head - since > MOST_EVENTS and session.scalar(select(func.count()).where(*heard)) > MOST_EVENTS:
        return {"reset": True}
    events = session.scalars(select(Event).where(*heard).order_by(Event.revision))
    return {
        "epoch": now_epoch,
        "revision": head,
        "now": rfc3339(database_now(session)),
        "events": [event_state(event) for event in events],
        "tallies": visible_tallies(session, consultation, since),
        "turnouts": turnouts(session, consultation.id) if policy.leads(me) else {},
        "me": me_state(session, me) if me else None,
    }


def told_since(session: Session, consultation_id: int, since: int) -> tuple[int, list[Event]]:
    """Give the head of a consultation's journal and all its events after `since`, for whoever tells them on."""
    # The head is read first, so that no event can be skipped whatever the engine's isolation.
    head = session.scalar(select(Consultation.revision).where(Consultation.id == consultation_id))
    between = (Event.consultation_id == consultation_id, Event.revision > since, Event.revision <= head)
    return head, list(session.scalars(select(Event).where(*between).order_by(Event.revision)))
