"""Arguments for the commands by which a hall is led and moderated; `hand` is as in `arguments.py`."""

from collections.abc import Callable
from typing import Any

from tests.nodes.auditor import RECIPIENT


def _more_time(hand):
    return hand.one_of({"minutes": hand.chance.randint(1, 60)}, {"closes_at": hand.later()})


def _shown(hand):
    return {
        "workshop_id": hand.id("workshop"),
        "scene": hand.one_of("rounds", "theme", "goal", "results", "code", "blank"),
        "theme_id": hand.maybe(hand.id("theme")),
        "goal_id": hand.maybe(hand.id("goal")),
        "round_id": hand.maybe(hand.round_in("closed", "revealed", kind="vote")),
        "hold": hand.maybe(True),
        "everybody": hand.maybe(True),
    }


def _sealed(hand):
    recipient = hand.one_of(RECIPIENT, RECIPIENT, "age1")
    return {"round_ids": [hand.id("round")], "reason": "Tarkastus", "recipient": recipient}


LEADING: dict[str, Callable[[Any], dict]] = {
    "extend_round": lambda hand: {"round_id": hand.round_in("open"), **_more_time(hand)},
    "pause_round": lambda hand: {"round_id": hand.round_in("open")},
    "resume_round": lambda hand: {"round_id": hand.round_in("open")},
    "reveal_next": lambda hand: {"round_id": hand.round_in("closed", kind="vote")},
    "show": _shown,
    "show_contributions": lambda hand: {
        "round_id": hand.round_in("closed"),
        "theme_id": hand.maybe(hand.id("theme"), 0.3),
    },
    "say_done": lambda hand: {"round_id": hand.round_in("open"), "done": hand.maybe(hand.one_of(True, False))},
    "explain_hiding": lambda hand: {"hiding_id": hand.id("hiding"), "reason": hand.text()},
    "ask_for_sealed_file": _sealed,
    "confirm_sealed_file": lambda hand: {"sealed_file_id": hand.id("sealed_file")},
    "withdraw_sealed_file": lambda hand: {"sealed_file_id": hand.id("sealed_file")},
    "put_on_wall": lambda hand: {"goal_id": hand.id("goal"), "on_wall": hand.maybe(hand.one_of(True, False))},
    "put_measure_on_wall": lambda hand: {
        "measure_id": hand.id("measure"),
        "on_wall": hand.maybe(hand.one_of(True, False)),
    },
}


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
