"""Families as pages show them: what stands for a goal, what it came of, and how many voted for any of its goals."""

from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from workshop import policy


def what_stands_for(view: Any, number: int) -> list[int]:
    """Return the ids of the goals that stand for a goal now, as `operations/families.py` finds them; none if gone."""
    goal = view.goals.get(number)
    if goal is None:
        return []
    if not goal["superseded"]:
        return [number]
    found = (each for other in _beside(goal) for each in what_stands_for(view, other))
    return sorted(set(found))


def best_figures(view: Any, round_: SimpleNamespace, order: Any) -> dict[str, Any]:
    """Return the figures of a counted round by what stands for its goals now; each has the best figures of its own."""
    figures = view.tallies[str(round_.id)]["goals"]
    best: dict[str, Any] = {}
    for number in sorted(figures, key=lambda number: order(figures[number])):
        for standing in what_stands_for(view, int(number)):
            best.setdefault(str(standing), figures[number])
    return best


def standing_ids(view: Any, ids: Iterable[int]) -> set[int]:
    """Return the ids of what stands for these goals now."""
    return {standing for number in ids for standing in what_stands_for(view, number)}


def replaced_since(view: Any, thing: dict | None) -> dict[str, str]:
    """Return since when another goal stands for what was counted, by how that came about; {}: none does."""
    about = thing or {}
    by = view.goals.get(about.get("family_id") or next(iter(about.get("part_ids", ())), None))
    return {about["superseded"]: by["created_at"]} if by else {}


def counted_as_one(view: Any, round_: SimpleNamespace) -> list[tuple[dict, dict]]:
    """Return (family, what was counted) for the families of which a round tells how many voted for any of them."""
    families = [goal for goal in view.goals.values() if goal["superseded"] != policy.UNDONE]
    return [(goal, goal["as_one"][str(round_.id)]) for goal in families if str(round_.id) in goal["as_one"]]


def family_of(view: Any, goal: dict) -> dict[str, list[dict]]:
    """Return what a goal came of (`of`) and what stands for it (`into`), as far as that is there."""
    of = goal["member_ids"] or ([goal["from_goal_id"]] if goal["from_goal_id"] else [])
    into = _beside(goal) if goal["superseded"] in policy.ORIGINS else []
    return {"of": _there(view, of), "into": _there(view, into)}


def votes_of(view: Any, goal: dict) -> list[dict]:
    """Return what each round counted of the goals that a family was made of, side by side, where it counted several.

    `voters` is how many voted for any of them, None where that is not told.
    """
    leaves = [leaf for member in goal["members"] for leaf in _leaves(member)]
    found = []
    for round_ in view.counted_rounds:
        if policy.votes_on_measures(round_):
            continue
        figures = view.tallies[str(round_.id)]["goals"]
        rows = [(leaf, figures[str(leaf["id"])]) for leaf in leaves if str(leaf["id"]) in figures]
        if len(rows) > 1:
            voters = goal["as_one"].get(str(round_.id), {}).get("voters")
            found.append({"round": round_, "rows": rows, "voters": voters})
    return found


def _leaves(goal: dict) -> list[dict]:
    return [leaf for member in goal["members"] for leaf in _leaves(member)] or [goal]


def family_mark(view: Any, goal: dict) -> str:
    """Return what changes with whatever is shown of a goal's family; static/js/contributions/families.js has it too."""
    about = [goal["family_id"], goal["from_goal_id"], *goal["part_ids"]]
    related = [view.goals.get(number) for number in about if number] + list(_under(view, goal))
    return "/".join(str(one["revision"] if one else 0) for one in [goal, *related])


def _under(view: Any, goal: dict) -> Iterator[dict | None]:
    for number in goal["member_ids"]:
        member = view.goals.get(number)
        yield member
        yield from _under(view, member) if member else ()


def _beside(goal: dict) -> list[int]:
    if goal["superseded"] == policy.MERGED:
        return [goal["family_id"]]
    return goal["part_ids"] if goal["superseded"] == policy.SPLIT else goal["member_ids"] or [goal["from_goal_id"]]


def _there(view: Any, ids: Iterable[int]) -> list[dict]:
    return [view.goals[number] for number in ids if number in view.goals]
