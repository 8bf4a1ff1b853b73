"""Arguments for the commands of moderation; `hand` is as in `arguments.py`."""

from collections.abc import Callable
from typing import Any


def _one(hand, pick: Callable[[str], int]) -> dict:
    noun = hand.one_of("goal", "measure", "comment")
    return {f"{noun}_id": pick(noun)}


def _waiting(hand, noun: str) -> int:
    queue = [each["thing_id"] for each in hand.there("queue") if each["kind"] == noun]
    return hand.one_of(*queue) if queue and hand.chance.random() < 0.9 else hand.id(noun)


def _place(hand) -> dict:
    given = [
        (int(number), int(thing), place)
        for number, tally in hand.seen["tallies"].items()
        for thing, reasons in (tally.get("reasons") or {}).items()
        for place in range(1, len(reasons) + 1)
    ]
    if not given:
        return {"round_id": hand.round_in("closed", "revealed", kind="vote"), "on": hand.id("goal"), "place": 1}
    return dict(zip(("round_id", "on", "place"), hand.one_of(*given), strict=True))


MODERATING: dict[str, Callable[[Any], dict]] = {
    "answer_hiding": lambda hand: {**_one(hand, hand.hidden), "text": hand.text()},
    "report": lambda hand: {**_one(hand, hand.id), "reason": hand.text()},
    "settle_reports": lambda hand: {"report_ids": [hand.id("report") for _ in range(hand.chance.randint(1, 2))]},
    "publish_goal": lambda hand: {"goal_id": _waiting(hand, "goal")},
    "publish_measure": lambda hand: {"measure_id": _waiting(hand, "measure")},
    "publish_comment": lambda hand: {"comment_id": _waiting(hand, "comment")},
    "publish_contributions": lambda hand: {
        f"{noun}_ids": [_waiting(hand, noun)] if hand.chance.random() < 0.5 else []
        for noun in ("goal", "measure", "comment")
    },
    "hide_reason": lambda hand: {**_place(hand), "reason": hand.text()},
    "show_reason": _place,
}
