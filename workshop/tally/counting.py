"""Faults of ballots, the figures of a round, and the commitment to them."""

import hashlib
from collections.abc import Iterable, Mapping, Set
from typing import Any

from workshop.errors import Fault
from workshop.fields import canonical
from workshop.methods import METHODS, Additive, Choice, Choices


def count(method: str, ballots: Iterable[Choices], goal_ids: Iterable[int]) -> dict[str, Any]:
    """Count ballots (goal id as text to choice) into figures.

    Returns `{"voters": n, "goals": {"<goal>": {cell: n}}}` with exactly the goals in `goal_ids`. A ballot counts as a
    voter if it has at least one choice on them.
    """
    goals = [str(goal) for goal in sorted(goal_ids)]
    counted = set(goals)
    cast = [kept for choices in ballots if (kept := _restricted(choices, counted))]
    return {"voters": len(cast), "goals": METHODS[method].count(cast, goals)}


def add_up(
    how: Additive, voters: int, chosen: Iterable[tuple[str, Choice, int]], goal_ids: Iterable[int]
) -> dict[str, Any]:
    """Return the figures, as `count` does, from how often each choice was made: (goal, choice, times)."""
    goals = {str(goal): dict.fromkeys(how.figures, 0) for goal in sorted(goal_ids)}
    for goal, choice, times in chosen:
        if goal in goals:
            for cell, amount in how.worth(choice).items():
                goals[goal][cell] += amount * times
    return {"voters": voters, "goals": goals}


def check(
    method: str, points: int | None, changes: Mapping[str, Any], ballot: Choices, counted: Iterable[int | str]
) -> dict[str, Fault]:
    """Return the faults of a changed ballot as `{path: Fault}`; empty where it is valid.

    `changes` are the choices sent, `ballot` the whole ballot with them; only goals in `counted` use up points.
    """
    how = METHODS[method]
    found = {f"choices.{goal}": how.fault(value, points) for goal, value in changes.items() if value is not None}
    faults = {path: fault for path, fault in found.items() if fault}
    if not faults:
        costing = {str(goal) for goal in counted}
        fault = how.ballot_fault(_restricted(ballot, costing), points)
        faults = {"choices": fault} if fault else {}
    return faults


def _restricted(choices: Choices, goals: Set[str]) -> Choices:
    """Return the part of a ballot that concerns these goals; mostly that is all of it, and no copy is made."""
    return choices if choices.keys() <= goals else {goal: value for goal, value in choices.items() if goal in goals}


def commit(figures: Mapping[str, Any], salt: str) -> str:
    """Return the commitment to figures: SHA-256 (hex) over the salt and the figures' canonical JSON."""
    return hashlib.sha256(salt.encode() + canonical(figures)).hexdigest()
