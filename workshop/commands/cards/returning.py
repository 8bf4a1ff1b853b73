"""Commands that give a card back, so that somebody else can take its seat, or take a card away."""

from sqlalchemy import select

from workshop import events, policy
from workshop.commands.people import change_access
from workshop.db import queue_for_round
from workshop.engine.actor import Actor, touch
from workshop.engine.arguments import Arguments, CardId, Changes
from workshop.engine.command import ME, command
from workshop.errors import Conflict
from workshop.events import PendingEvent
from workshop.models import Account, Card, Participant
from workshop.operations.auditing import note
from workshop.operations.people.devices import purge_devices_of
from workshop.operations.people.seats import leave_seat


class GiveBackCard(Changes):
    """A card that its holder gives back."""

    card_id: CardId


class RemoveCard(Changes):
    """A card that is to admit nobody any more, such as a lost one."""

    card_id: CardId


class GiveBackMyCard(Arguments):
    """Nothing: the actor gives back the card that they have."""


@command(GiveBackCard, target="card_id")
def give_back_card(actor: Actor, args: GiveBackCard) -> list[PendingEvent]:
    """Free the seat of a card: whoever has it loses it, and the next one is somebody new; Conflict where nobody has it.

    A guest's access ends. What they wrote and how they voted stays, and nobody else votes with the card where they did.
    """
    holder = _holder_of(actor, actor.targets["card_id"])
    if holder is None:
        raise Conflict("no_card")
    return _give_back(actor, holder)


@command(GiveBackMyCard, target=ME)
def give_back_my_card(actor: Actor, args: GiveBackMyCard) -> list[PendingEvent]:
    """Give back one's own card; a guest's access ends with it."""
    if actor.me.card_id is None:
        raise Conflict("no_card")
    return _give_back(actor, actor.me)


@command(RemoveCard, target="card_id")
def remove_card(actor: Actor, args: RemoveCard) -> list[PendingEvent]:
    """Take a card away: whoever has its seat loses it, and its code admits nobody any more."""
    card = actor.targets["card_id"]
    holder = _holder_of(actor, card)
    happened = _give_back(actor, holder) if holder else []
    card.state, card.seed = "removed", None
    _note(actor, "card_removed", card, holder)
    return [*(one for one in happened if one.thing is not card), events.card_removed(card)]


def _give_back(actor, them):
    # A ballot being cast holds a share of these locks: either it is stored with the card, or the card is gone. They
    # come first, as a ballot locks its round first and its voter last (deadlock).
    for round_ in actor.open_rounds(policy.VOTE):
        queue_for_round(actor.session, round_.id)
    card = actor.session.get_one(Card, them.card_id)
    freed = leave_seat(actor.session, them, actor.now)
    if them.removed:
        return freed
    _note(actor, "card_given_back", card, them)
    if _is_known(actor, them):
        touch(them)
        return [events.participant_changed(them), *freed]
    them.state = "left"
    purge_devices_of(actor.session, [them.id])
    change_access(actor.session)
    return [events.participant_left(them), *freed]


def _is_known(actor, them):
    """Whether somebody takes part also without their card: a facilitator, or whoever signs in with an address."""
    return policy.leads(them) or actor.session.get_one(Account, them.account_id).email is not None


def _holder_of(actor, card):
    """Fetch who has a card, also one who was removed since: a removal frees no seat, since they have the card still."""
    return actor.session.scalar(select(Participant).where(Participant.card_id == card.id))


def _note(actor, name, card, holder):
    about = {"consultation_id": actor.consultation.id, "workshop_id": card.workshop_id, "number": card.number}
    note(actor.session, name, actor_id=actor.me.account_id, about_id=holder.account_id if holder else None, **about)
