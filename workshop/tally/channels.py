"""The channels of a round: figures of devices and of paper, together, and as far as each may be shown by itself."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from workshop.methods import Choices, Method
from workshop.tally.groups import break_down
from workshop.tally.voices import Voice

DEVICE, PAPER, HANDS = ("device", "paper", "hands")


def together(figures: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures of two channels together; both are of the same goals."""
    goals = {
        goal: {cell: amount + more["goals"][goal][cell] for cell, amount in cells.items()}
        for goal, cells in figures["goals"].items()
    }
    return {"voters": figures["voters"] + more["voters"], "goals": goals}


def shown_apart(
    how: Method, device: Iterable[Choices], paper: Iterable[Choices], goals: Sequence[int], least: int
) -> list[str]:
    """Return the goals (ids as text) of which the figures of devices and of paper may be shown beside their sum.

    The two are a breakdown into two groups, of which either follows from the sum and the other: both are shown or none.
    Where all voted in one channel, that is the sum.
    """
    named = [str(goal) for goal in goals]
    cast = [(DEVICE, choices) for choices in device] + [(PAPER, choices) for choices in paper]
    # Whoever chose only what does not count is no voter.
    voices = [Voice(choices, (channel,)) for channel, choices in cast if not choices.keys().isdisjoint(named)]
    if least <= 1 or len({voice.groups for voice in voices}) < 2:
        return named
    [figures] = break_down(how, voices, goals, least).figures
    return [goal for goal in named if all(figures[goal].get(group) for group in (DEVICE, PAPER))]


def hands_voters(goals: Mapping[str, Mapping[str, int]]) -> int:
    """Return how many raised a hand at least: as many as on the goal with most of them."""
    return max((sum(cells.values()) for cells in goals.values()), default=0)
