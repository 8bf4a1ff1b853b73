"""Faults of ballots, the figures of a round, and the commitment to them."""

import hashlib
from collections.abc import Iterable, Mapping, Set
from typing import Any

from workshop.errors import Fault
from workshop.fields import canonical
from workshop.methods import Additive, Cells, Choices, Method


def count(how: Method, ballots: Iterable[Choices], goal_ids: Iterable[int]) -> dict[str, Any]:
    """Count ballots (goal id as text to choice) into figures.

    Returns `{"voters": n, "goals": {"<goal>": {cell: n}}}` with exactly the goals in `goal_ids`. A ballot counts as a
    voter if it has at least one choice on them.
    """
    goals = [str(goal) for goal in sorted(goal_ids)]
    cast = _cast(ballots, set(goals))
    return {"voters": len(cast), "goals": how.count(cast, goals)}


def extras(how: Method, ballots: Iterable[Choices], figures: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the way of voting publishes of counted ballots besides their figures, by name."""
    goals = figures["goals"]
    return how.extras(_cast(ballots, goals.keys()), goals)


def _cast(ballots: Iterable[Choices], counted: Set[str]) -> list[Choices]:
    return [kept for choices in ballots if (kept := restricted(choices, counted))]


def add_up(
    how: Additive, voters: int, chosen: Iterable[tuple[str, Any, int]], goal_ids: Iterable[int]
) -> dict[str, Any]:
    """Return the figures, as `count` does, from how often each choice was made: (goal, choice, times)."""
    goals = {str(goal): dict.fromkeys(how.figures, 0) for goal in sorted(goal_ids)}
    for goal, choice, times in chosen:
        if goal in goals:
            for cell, amount in how.worth(choice).items():
                goals[goal][cell] += amount * times
    return {"voters": voters, "goals": goals}


def check(how: Method, changes: Mapping[str, Any], ballot: Choices, counted: Iterable[int | str]) -> dict[str, Fault]:
    """Return the faults of a changed ballot as `{path: Fault}`; empty where it is valid.

    `changes` are the choices sent, `ballot` the whole ballot with them; only goals in `counted` use up points.
    """
    found = {
        _path(goal, part): fault
        for goal, value in changes.items()
        if value is not None
        for part, fault in how.choice_faults(value).items()
    }
    if found:
        return found
    costing = {str(goal) for goal in counted}
    idle = {goal: value for goal, value in ballot.items() if goal not in costing}
    faults = how.ballot_faults(restricted(ballot, costing), idle)
    return {_path(goal): fault for goal, fault in faults.items()}


def narrowed(figures: Mapping[str, Any], goals: Set[str]) -> dict[str, Any]:
    """Return figures, or all of a tally that maps goals to something, with these goals alone."""
    return {
        name: _of_goals(what, goals) if isinstance(what, dict) and name != "breakdowns" else what
        for name, what in figures.items()
    }


def _of_goals(by_goal: Mapping[str, Any], goals: Set[str]) -> dict[str, Any]:
    """Leave goals out, also where what stands by one names others, as in pairs."""
    kept = {goal: what for goal, what in by_goal.items() if goal in goals}
    return {
        goal: {other: one for other, one in what.items() if other in goals or not other.isdigit()}
        if isinstance(what, dict)
        else what
        for goal, what in kept.items()
    }


def _path(*place: str) -> str:
    return ".".join(filter(None, ("choices", *place)))


def last_places(how: Method, figures: Mapping[str, Cells], number: int) -> list[str]:
    """Return the ids (as text) of the `number` goals with the last places, in the order of the figures' goals."""
    ranked = sorted(figures, key=lambda goal: (how.order(figures[goal]), int(goal)))
    last = set(ranked[len(ranked) - number :])
    return [goal for goal in figures if goal in last]


def with_next_place(how: Method, figures: Mapping[str, Cells], number: int) -> int:
    """Return of how many goals the last places consist when one more place is added to those of `number` goals.

    Goals that share a place are added together.
    """
    places = sorted((how.order(cells) for cells in figures.values()), reverse=True)
    return number + places[number:].count(places[number]) if number < len(places) else number


def restricted(choices: Choices, goals: Set[str]) -> Choices:
    """Return the part of a ballot that concerns these goals; mostly that is all of it, and no copy is made."""
    return choices if choices.keys() <= goals else {goal: value for goal, value in choices.items() if goal in goals}


def commit(figures: Mapping[str, Any], salt: str) -> str:
    """Return the commitment to figures: SHA-256 (hex) over the salt and the figures' canonical JSON."""
    return hashlib.sha256(salt.encode() + canonical(figures)).hexdigest()
