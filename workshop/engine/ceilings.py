"""Ceilings: refuse contributions, texts and participants beyond what a consultation or a person may have."""

from workshop import policy
from workshop.engine.actor import AnyActor, Me, Place
from workshop.errors import Conflict
from workshop.holdings import TEXTS, held, made_by, number_held, texts_of


def refuse_beyond_ceilings(actor: AnyActor[Place, Me], noun: str, more: int = 1) -> None:
    """Raise Conflict where `more` contributions of a kind exceed the actor's or the consultation's ceiling.

    Withdrawn ones count, or else a participant could withdraw and propose without end. Facilitators write for others
    and have no ceiling of their own.
    """
    most = actor.ceilings.each(noun)
    if not policy.leads(actor.me) and made_by(actor.session, actor.me.id, noun) + more > most:
        raise Conflict(f"own_{noun}s_full", most=most)
    refuse_beyond_all(actor, noun, more)


def refuse_beyond_all(actor: AnyActor[Place, Me], noun: str, more: int = 1) -> None:
    """Raise Conflict where `more` contributions of a kind exceed the consultation's ceiling."""
    most = actor.ceilings.all(noun)
    if number_held(actor.session, actor.consultation.id, noun) + more > most:
        raise Conflict(f"{noun}s_full", most=most)


def refuse_longer_texts(actor: AnyActor[Place, Me]) -> None:
    """Raise Conflict where texts grew beyond the actor's ceiling, or beyond that of the consultation's snapshot."""
    if not actor.grown:
        return
    actor.session.flush()
    if not policy.leads(actor.me) and texts_of(actor.session, actor.me.id) > actor.ceilings.texts_each:
        raise Conflict("own_texts_full")
    if held(actor.session, actor.consultation.id)[TEXTS] > actor.ceilings.texts:
        raise Conflict("texts_full")
