"""The door that every change goes through: somebody, or nobody, does one thing, and the journal says what happened."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy.orm import Session

from workshop.config.ceilings import DEFAULTS, Ceilings
from workshop.db import database_now
from workshop.engine.actor import Actor, AnyAsker, Me, Place
from workshop.engine.ceilings import refuse_longer_texts
from workshop.engine.journal import write_journal
from workshop.engine.locks import lock
from workshop.events import PendingEvent
from workshop.models import Consultation, Event


def under_lock(
    session: Session, consultation_id: int, *, key: str | None = None, ceilings: Ceilings = DEFAULTS
) -> Actor:
    """Take a consultation's lock, and give who acts in it: nobody, until what is done says whom it has let in."""
    lock(session, consultation_id)
    consultation = session.get_one(Consultation, consultation_id)
    return Actor(session, consultation, None, key, database_now(session), ceilings=ceilings)


def perform(actor: AnyAsker[Place, Me], work: Callable[..., Iterable[PendingEvent]], *arguments: Any) -> list[Event]:
    """Do one thing in a consultation, and write down what happened: by whoever acts when it is done, or by nobody.

    `work` is called with the actor and the `arguments`; what it says has happened needs the consultation's lock. Gives
    the stored events. Raises Conflict where texts grew to more than there is room for, TypeError where something has
    happened in a consultation that is not locked.
    """
    happened = list(work(actor, *arguments))
    refuse_longer_texts(actor)
    if not happened:
        return []
    if not isinstance(actor.consultation, Consultation):
        raise TypeError("an event takes its number under the consultation's lock")
    actor_id = actor.someone.id if actor.someone else None
    return write_journal(actor.session, actor.consultation, happened, actor_id, actor.now)
