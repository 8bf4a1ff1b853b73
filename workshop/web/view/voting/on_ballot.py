"""What is on a ballot, or would be on it if its round were opened now; and where figures cut a list of goals."""

from types import SimpleNamespace
from typing import Any

from workshop import policy
from workshop.methods import way_of
from workshop.methods.standing import Cut, cut_after, with_at_least
from workshop.web.view.families import best_figures, standing_ids


def goals_for(view, round_) -> list[dict]:
    """Return the goals (or measures) on a ballot; before it opens, those that would be on it now.

    As `operations/on_ballot.py` does it when the round opens, from what everyone may see.
    """
    measures = policy.votes_on_measures(round_)
    things = view.measures if measures else view.goals
    if round_.state != policy.PLANNED:
        ids = round_.measure_ids if measures else round_.goal_ids
        return [thing for thing in things.values() if thing["id"] in ids]
    first = _first_of_another(view, round_)
    return [thing for thing in things.values() if _is_meant(view, round_, thing, first)]


def cut_of(view, round_, first: int) -> Cut:
    """Cut a counted round after the `first` so many places of what is still there."""
    return cut_after(way_of(round_), _figures(view, round_), first)


def at_least_of(view, round_, least: int) -> list[str]:
    """Return the ids of what is still there and has at least so much in a counted round, best first."""
    return with_at_least(way_of(round_), _figures(view, round_), least)


def _figures(view, round_):
    if not policy.votes_on_measures(round_):
        return best_figures(view, round_, way_of(round_).order)
    figures = view.tallies[str(round_.id)]["goals"]
    there = {one["id"] for one in view.measures.values() if not view.goals[one["goal_id"]]["superseded"]}
    return {number: cells for number, cells in figures.items() if int(number) in there}


def _is_meant(view, round_: SimpleNamespace, thing: dict[str, Any], first) -> bool:
    goal = view.goals[thing["goal_id"]] if "goal_id" in thing else thing
    if goal["superseded"]:
        return False
    if round_.theme_ids and goal["theme_id"] not in round_.theme_ids:
        return False
    asked = round_.on_ballot
    if first is not None:
        noun, ids = first
        return (thing["id"] if noun == policy.MEASURES and "goal_id" in thing else goal["id"]) in ids
    if isinstance(asked, dict):
        return thing["id"] in (asked["ids"] if "goal_id" in thing else standing_ids(view, asked["ids"]))
    return goal["mark"] == policy.SHORTLIST if asked == policy.SHORTLIST else goal["mark"] != policy.ASIDE


def _first_of_another(view, round_):
    """Return another round's first places as (their subject, ids), where a ballot is to have these; otherwise None.

    There are none while they are not shown.
    """
    asked = round_.on_ballot
    if not isinstance(asked, dict) or "round_id" not in asked:
        return None
    other = next((one for one in view.rounds if one.id == asked["round_id"]), None)
    if other is None or str(other.id) not in view.tallies or other.state == policy.OPEN:
        return policy.GOALS, set()
    cut = cut_of(view, other, asked["first"])
    ids = {int(number) for number in (*cut.above, *cut.tied)}
    if policy.votes_on_measures(other) and not policy.votes_on_measures(round_):
        return policy.GOALS, standing_ids(view, {view.measures[number]["goal_id"] for number in ids})
    return other.subject, ids
