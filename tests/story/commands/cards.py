"""Arguments for the commands on cards; `hand` is as in `arguments.py`."""

from collections.abc import Callable
from typing import Any

CARDS: dict[str, Callable[[Any], dict]] = {
    "make_cards": lambda hand: {"workshop_id": hand.id("workshop"), "number": hand.chance.randint(0, 3)},
    "finish_cards": lambda hand: {"workshop_id": hand.id("workshop")},
    "give_back_card": lambda hand: {"card_id": hand.id("card")},
    "remove_card": lambda hand: {"card_id": hand.id("card")},
    "give_back_my_card": lambda hand: {},
}


def told_by(hand) -> dict | str | None:
    """Whom something was heard from: a body by its key, somebody by name, nobody."""
    keys = [body["key"] for body in hand.there("body")]
    return hand.maybe(hand.one_of(*keys, {"name": hand.text()[:100]}, {"body": hand.one_of("vieras", *keys)}), 0.2)
