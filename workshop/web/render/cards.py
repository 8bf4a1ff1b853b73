"""The codes of cards: stored nowhere, and derived where they are shown, until the cards are said to be printed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.admission import code_of_card
from workshop.commands import Answer
from workshop.identity import link_key
from workshop.models import Card
from workshop.web.app_context import app_context
from workshop.web.http.site import site_url


@dataclass(frozen=True)
class Printable:
    """A card with its code, and the address to join with it, which needs no typing."""

    card_id: int
    number: int
    code: str
    url: str


def printable(session: Session, *which) -> list[Printable]:
    """Return those of some cards whose codes can still be shown, in the order of their numbers."""
    shown = select(Card).where(*which, Card.seed.is_not(None), Card.state == "current").order_by(Card.number)
    return [_printable(card) for card in session.scalars(shown)]


def with_codes(answer: Answer) -> Answer:
    """Return the answer with the codes of the cards that the command made; also replayed, until they are printed."""
    made: Sequence[int] | None = answer.result.get("card_ids")
    if made is None:
        return answer
    with app_context().database.read() as session:
        cards = [vars(card) for card in printable(session, Card.id.in_(made))]
    return replace(answer, result={**answer.result, "cards": cards})


def _printable(card):
    secret_key = app_context().settings.secret_key
    code = code_of_card(secret_key, card.seed)
    url = f"{site_url()}/join/{code}?k={link_key(secret_key, code)}"
    return Printable(card.id, card.number, code, url)
