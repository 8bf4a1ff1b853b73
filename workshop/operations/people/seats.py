"""The seats of cards: taken by one participant at a time, and given back."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import events
from workshop.db import Database, database_now
from workshop.engine.actor import Actor
from workshop.engine.door import perform, under_lock
from workshop.events import PendingEvent
from workshop.models import Card, Participant

# Until then cards can be printed; afterwards their codes can't be known any more.
TO_PRINT = timedelta(days=1)
FORGET_CODES = "forget_codes"


def take_seat(them: Participant, card: Card, now: datetime) -> PendingEvent:
    """Give a participant the free seat of a card; returns the event. The caller holds the consultation's lock."""
    them.card_id = card.id
    card.taken_at, card.given_back_at = now, None
    return events.card_taken(card)


def leave_seat(session: Session, them: Participant, now: datetime) -> list[PendingEvent]:
    """Free the seat that a participant has, if they have one; returns the event."""
    if them.card_id is None:
        return []
    card = session.get_one(Card, them.card_id)
    them.card_id = None
    # Before anybody else takes it.
    session.flush()
    card.taken_at, card.given_back_at = None, now
    return [] if card.removed else [events.card_given_back(card)]


def forget_codes(cards: list[Card]) -> list[PendingEvent]:
    """Erase what the codes of cards are derived from; returns the events."""
    shown = [card for card in cards if not card.printed]
    for card in shown:
        card.seed = None
    return [events.card_printed(card) for card in shown]


def forget_old_codes(database: Database, consultation_id: int) -> None:
    """Forget the codes of a consultation's cards that could be printed for long enough."""

    def work(actor: Actor) -> list[PendingEvent]:
        old = (Card.seed.is_not(None), Card.made_at <= actor.now - TO_PRINT)
        return forget_codes(actor.all(Card, *old))

    def write(session: Session) -> None:
        old = (Card.consultation_id == consultation_id, Card.seed.is_not(None))
        if session.scalar(select(Card.id).where(*old, Card.made_at <= database_now(session) - TO_PRINT).limit(1)):
            perform(under_lock(session, consultation_id), work)

    database.write(write)
