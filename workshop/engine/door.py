"""The door that every change goes through: an actor, who may be nobody, does one thing, and its events are logged."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from workshop.config.ceilings import DEFAULTS, Ceilings
from workshop.db import database_now
from workshop.engine.actor import Actor, AnyActor, Me, Place
from workshop.engine.ceilings import refuse_longer_texts
from workshop.engine.journal import write_journal
from workshop.engine.locks import lock
from workshop.engine.queueing import with_queue
from workshop.events import PendingEvent
from workshop.models import Consultation, Event


def under_lock(
    session: Session, consultation_id: int, *, key: str | None = None, ceilings: Ceilings = DEFAULTS
) -> Actor:
    """Take a consultation's lock; return an actor that is nobody until the work sets `me`, as joining does."""
    lock(session, consultation_id)
    consultation = session.get_one(Consultation, consultation_id)
    return Actor(session, consultation, None, key, database_now(session), ceilings=ceilings)


def perform(actor: AnyActor[Place, Me], work: Callable[..., Iterable[PendingEvent]], *arguments: Any) -> list[Event]:
    """Do one thing in a consultation and log its events, as done by the participant that `actor` then is, or by nobody.

    Calls `work(actor, *arguments)`. Returns the stored events. Raises Conflict where texts grew beyond a ceiling, and
    TypeError where there are events but the consultation's lock is not held.
    """
    return perform_together([actor], lambda actors: [work(actors[0], *arguments)])


def perform_together(
    actors: Sequence[AnyActor[Place, Me]],
    work: Callable[[Sequence[AnyActor[Place, Me]]], Sequence[Iterable[PendingEvent]]],
) -> list[Event]:
    """Do one thing for several actors of one consultation, as `perform` does for one.

    `work(actors)` returns the events of each.
    """
    happened = [(event, actor) for events, actor in zip(work(actors), actors, strict=True) for event in events]
    for actor in actors:
        refuse_longer_texts(actor)
    if not happened:
        return []
    first = actors[0]
    if not isinstance(first.consultation, Consultation):
        raise TypeError("an event takes its number under the consultation's lock")
    done: Any = [(event, actor.someone) for event, actor in with_queue(first.session, happened)]
    return write_journal(first.session, first.consultation, done, first.now)
