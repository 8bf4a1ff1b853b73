"""Counting: faults of ballots, figures of a round, breakdowns that disclose no choice, and the commitment."""

import hashlib
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
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
    return [kept for choices in ballots if (kept := _restricted(choices, counted))]


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
    faults = how.ballot_faults(_restricted(ballot, costing), idle)
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


def _restricted(choices: Choices, goals: Set[str]) -> Choices:
    """Return the part of a ballot that concerns these goals; mostly that is all of it, and no copy is made."""
    return choices if choices.keys() <= goals else {goal: value for goal, value in choices.items() if goal in goals}


@dataclass
class _Cell:
    """One group's answers on one goal: the ballots that answer it, and their figures."""

    group: str
    ballots: list[Choices]
    figures: Cells


def break_down(
    how: Method, ballots: Iterable[tuple[str, Choices]], goal_ids: Iterable[int], least: int
) -> dict[str, dict[str, Cells | None]]:
    """Count by group, suppressing cells that would disclose a person's choice.

    `ballots` are (group, choices). Returns `{"<goal>": {group: figures or None}}`; None is a suppressed cell.
    Suppressed are, for each goal, groups of which fewer than `least` answered, groups that all answered alike, and then
    as many further groups (smallest first) as are needed so that no suppressed cell follows from the total
    (complementary suppression; Hundepool et al., Statistical Disclosure Control, 2012, chapter 4). With `least` 1
    (named rounds) nothing is suppressed.
    """
    goals = list(goal_ids)
    named, grouped = set(map(str, goals)), dict[str, list[Choices]]()
    for group, choices in ballots:
        if choices:
            grouped.setdefault(group, []).append(_restricted(choices, named))
    counted = {group: count(how, own, goals) for group, own in grouped.items()}
    result = {}
    for goal in goals:
        cells = [
            _Cell(group, [each for each in own if how.answers(each, str(goal))], counted[group]["goals"][str(goal)])
            for group, own in sorted(grouped.items())
        ]
        hidden = _hidden(how, cells, least, str(goal)) if least > 1 else set()
        result[str(goal)] = {c.group: None if c.group in hidden else c.figures for c in cells}
    return result


def _hidden(how: Method, cells: list[_Cell], least: int, goal: str) -> set[str]:
    hidden = [cell for cell in cells if not _safe(how, cell.ballots, least, goal)]
    rest = sorted((cell for cell in cells if cell not in hidden), key=lambda cell: len(cell.ballots))
    # The sum of the suppressed groups follows from the total, so it must be as safe as a shown group is.
    while hidden and rest:
        together = [choices for cell in hidden for choices in cell.ballots]
        if len(hidden) > 1 and _safe(how, together, least, goal):
            break
        hidden.append(rest.pop(0))
    return {cell.group for cell in hidden}


def _safe(how: Method, ballots: list[Choices], least: int, goal: str) -> bool:
    """Whether so many answered, and so differently, that their figures disclose no single answer.

    What is told apart, such as the scores by each criterion, must be safe for itself; what none of them answered is.
    """
    said: dict[str, list[bytes]] = {}
    for choices in ballots:
        for name, what in how.told(choices, goal).items():
            said.setdefault(name, []).append(canonical(what))
    return len(ballots) >= least and all(len(own) >= least and len(set(own)) > 1 for own in said.values())


def commit(figures: Mapping[str, Any], salt: str) -> str:
    """Return the commitment to figures: SHA-256 (hex) over the salt and the figures' canonical JSON."""
    return hashlib.sha256(salt.encode() + canonical(figures)).hexdigest()
