"""Commands that make cards for a workshop, and say that they are printed."""

import secrets
from typing import Annotated

from pydantic import Field
from sqlalchemy import func, select

from workshop import events
from workshop.admission import code_of_card, hash_of_card
from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments, WorkshopId
from workshop.engine.command import command
from workshop.engine.jobs import order
from workshop.errors import Conflict
from workshop.events import PendingEvent
from workshop.models import Card
from workshop.operations.auditing import note
from workshop.operations.numbering import next_number
from workshop.operations.people.seats import FORGET_CODES, TO_PRINT, forget_codes

# As many as one prints at once, and as the seats of the largest hall.
MOST_AT_ONCE, MOST_CARDS = 200, 1000


class MakeCards(Arguments):
    """So many cards for a workshop, each of which is one seat."""

    workshop_id: WorkshopId
    number: Annotated[int, Field(ge=1, le=MOST_AT_ONCE)]


class FinishCards(Arguments):
    """A workshop whose cards are printed."""

    workshop_id: WorkshopId


@command(MakeCards, target="workshop_id", answers=("card_ids",))
def make_cards(actor: Actor, args: MakeCards) -> list[PendingEvent]:
    """Make cards with codes of their own, which are shown until they are said to be printed, for a day at most.

    Conflict where the workshop would have too many. Danger: no code is stored, neither with the card nor in the answer
    that is kept under the command's key; surfaces derive them where they are shown.
    """
    here = Card.workshop_id == args.workshop_id
    held = actor.session.scalar(select(func.count()).where(here, Card.state == "current")) or 0
    if held + args.number > MOST_CARDS:
        raise Conflict("cards_full", most=MOST_CARDS)
    first = next_number(actor.session, Card, workshop_id=args.workshop_id)
    batch = 1 + (actor.session.scalar(select(func.max(Card.batch)).where(here)) or 0)
    cards = [_card(actor, args.workshop_id, batch, first + place) for place in range(args.number)]
    actor.session.add_all(cards)
    actor.session.flush()
    order(actor.session, FORGET_CODES, {"consultation_id": actor.consultation.id}, actor.now + TO_PRINT)
    about = {"consultation_id": actor.consultation.id, "workshop_id": args.workshop_id}
    note(actor.session, "cards_made", actor_id=actor.me.account_id, **about, number=args.number)
    actor.result = {"card_ids": [card.id for card in cards]}
    return [events.card_made(card) for card in cards]


@command(FinishCards, target="workshop_id")
def finish_cards(actor: Actor, args: FinishCards) -> list[PendingEvent]:
    """Say that a workshop's cards are printed: from then on nobody can know their codes, whoever reads the database."""
    return forget_codes(actor.all(Card, Card.workshop_id == args.workshop_id))


def _card(actor, workshop_id, batch, number):
    seed = secrets.token_hex(16)
    code_hash = hash_of_card(actor.secret_key, code_of_card(actor.secret_key, seed))
    about = {"consultation_id": actor.consultation.id, "key": actor.key, "workshop_id": workshop_id}
    return Card(**about, batch=batch, number=number, code_hash=code_hash, seed=seed, made_at=actor.now)
