"""What casting a ballot asks of a card: that nobody else has voted with it in the round."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Protocol

from sqlalchemy import or_, select

from workshop.db.sets import Among
from workshop.engine.actor import Actor
from workshop.engine.batch import each_apart
from workshop.errors import CardHasVoted
from workshop.models import Participant, RollEntry, Round

ROLL, PARTICIPANT = RollEntry.__table__, Participant.__table__
_CARDS = select(PARTICIPANT.c.id, PARTICIPANT.c.card_id).where(Among(PARTICIPANT.c.id, "voters"))
_VOTED = (
    select(ROLL.c.round_id, ROLL.c.participant_id, ROLL.c.card_id)
    .where(Among(ROLL.c.round_id, "rounds"), ~ROLL.c.empty)
    .where(or_(Among(ROLL.c.card_id, "cards"), Among(ROLL.c.participant_id, "voters")))
)


class Casting(Protocol):
    """A ballot as it is cast; `card_id` is the card whose seat its voter has."""

    actor: Actor
    round: Round
    card_id: int | None


def check_cards(cast: Sequence[Casting]) -> None:
    """Find the cards of voters; raises CardHasVoted, or Apart, where somebody else has voted with one in the round.

    Whose choices stand in the round goes on with their own ballot, whatever card they have now.
    """
    held = [one for one in cast if one.actor.me.card_id is not None or (one.round.electorate or {}).get("cards")]
    if not held:
        return
    # Read again: a card may have been given back, or taken, before this had its share of the round's lock.
    cards = dict(_execute(held, _CARDS, {"voters": [one.actor.me.id for one in held]}).all())
    for one in held:
        one.card_id = cards[one.actor.me.id]
    about = {"rounds": sorted({one.round.id for one in held}), "voters": sorted(cards)}
    about["cards"] = sorted(number for number in cards.values() if number is not None)
    rows = _execute(held, _VOTED, about).all()
    voted = {(row.round_id, row.participant_id) for row in rows}
    by_card = {(row.round_id, row.card_id) for row in rows}
    each_apart(partial(_check, voted=voted, by_card=by_card), cast)


def _check(one: Casting, voted: set[tuple[int, int]], by_card: set[tuple[int, int | None]]) -> None:
    if one.card_id is None or (one.round.id, one.actor.me.id) in voted:
        return
    if (one.round.id, one.card_id) in by_card:
        raise CardHasVoted(one.round.id)


def _execute(cast: Sequence[Casting], statement: Any, values: dict[str, Any]) -> Any:
    return cast[0].actor.session.connection().execute(statement, values)
