"""The ballots of the bench in each way of voting: what is sent, and what a tally of it must be."""

import random
from collections.abc import Sequence
from typing import Any

from workshop import tally
from workshop.methods import METHODS, way

CRITERIA = ["importance", "feasibility"]
DOTS = 5
# How many of mixed choices are no choice taken back.
KEPT = 2 / 3
# In these a new ballot is sent whole: what it leaves out is taken back.
WHOLE = ("dots", "rank")


def terms(method: str) -> dict[str, Any]:
    """Return the arguments of a round of a way of voting."""
    more = {"criteria": CRITERIA} if METHODS[method].most_criteria else {}
    return {"method": method, **more, **({"points": DOTS} if method == "dots" else {})}


def choices(method: str, goals: Sequence[str], number: int, *, mixed: bool = False) -> dict[str, Any]:
    """Choose so many goals at random; of `mixed` ones some but the first are taken back."""
    chosen = random.sample(goals, min(number, len(goals)))
    made = {goal: _choice(method, place) for place, goal in enumerate(chosen, 1)}
    if method in WHOLE:
        return {**dict.fromkeys(goals), **made}
    kept = {goal for goal in made if goal == chosen[0] or not mixed or random.random() < KEPT}
    return {goal: choice if goal in kept else None for goal, choice in made.items()}


def figures(method: str, voted: Sequence[dict[str, Any]], goals: Sequence[str]) -> dict[str, Any]:
    """Count ballots as the server must."""
    criteria = [{"key": key} for key in CRITERIA] if METHODS[method].most_criteria else None
    points = {"dots": DOTS, "rank": min(7, len(goals))}.get(method)
    there = [{goal: value for goal, value in each.items() if value is not None} for each in voted]
    return tally.count(way(method, points, None, criteria), there, map(int, goals))["goals"]


def _choice(method, place):
    if method == "score":
        return {key: random.randint(1, 5) for key in CRITERIA}
    return place if method == "rank" else 1
