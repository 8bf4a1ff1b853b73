"""Arguments for votes that come in otherwise than by a device; `hand` is as in `arguments.py`."""

from collections.abc import Callable
from typing import Any


def _vote(hand):
    return hand.round_in("open", "closed", kind="vote")


def _hands(hand):
    round_id = hand.round_in("open", kind="vote")
    cells = hand.one_of({"approve": 3}, {"agree": 2, "pass": None}, {"object": 1}, {"points": 4}, None)
    return {"round_id": round_id, "figures": dict.fromkeys(hand.choices(round_id), cells)}


def _sheet(hand):
    round_id = _vote(hand)
    return {"round_id": round_id, "number": hand.chance.randint(0, 4), "choices": hand.choices(round_id)}


def _person(hand):
    return {"round_id": hand.round_in("open", kind="vote"), "participant_id": hand.maybe(hand.id("participant"), 0.8)}


CHANNELS: dict[str, Callable[[Any], dict]] = {
    "record_hands": _hands,
    "give_sheet": _person,
    "take_back_sheet": _person,
    "enter_paper_ballot": _sheet,
    "confirm_paper_ballot": _sheet,
    "remove_paper_ballot": lambda hand: {"round_id": _vote(hand), "number": hand.chance.randint(0, 4)},
    "complete_paper": lambda hand: {"round_id": _vote(hand)},
}
