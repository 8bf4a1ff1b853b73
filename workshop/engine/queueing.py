"""What waits to be published is told to facilitators too: a record of it follows each of its author's events."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import events
from workshop.events import PendingEvent
from workshop.models import Queued


def with_queue(session: Session, happened: Iterable[tuple[PendingEvent, Any]]) -> list[tuple[PendingEvent, Any]]:
    """Return events, each with its actor, and after them one on the record of each contribution among them that waits.

    An event has one audience, and what waits is told to its author; so no command need think of facilitators.
    """
    happened = list(happened)
    waiting = {
        (each.kind.noun, each.thing.id): (each.thing, actor)
        for each, actor in happened
        if getattr(each.thing, "waits", False)
    }
    return happened + [(_recorded(session, noun, thing), actor) for (noun, _), (thing, actor) in waiting.items()]


def record_of(session: Session, noun: str, thing: Any) -> Queued | None:
    """Fetch the record of a contribution that waits or waited; None where it never did."""
    about = getattr(Queued, f"{noun}_id") == thing.id
    return session.scalars(select(Queued).where(about)).first()


def _recorded(session: Session, noun: str, thing: Any) -> PendingEvent:
    record = record_of(session, noun, thing)
    if record is not None:
        return events.queue_changed(record)
    record = Queued(consultation_id=thing.consultation_id, key=thing.key, **{f"{noun}_id": thing.id})
    session.add(record)
    session.flush()
    return events.queue_joined(record)
