"""Arguments for the commands by which a hall is led; `hand` is as in `arguments.py`."""

from collections.abc import Callable
from typing import Any


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
    "put_on_wall": lambda hand: {"goal_id": hand.id("goal"), "on_wall": hand.maybe(hand.one_of(True, False))},
}
