"""What goals and measures are called beside the figures of rounds: as they were at the close, or as they are now."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.fields import wordings
from workshop.models import CalledGoal, CalledMeasure
from workshop.queries.exported.there import in_order, there


def called_in(session: Session, seen: dict) -> dict[int, list[dict]]:
    """Return, by round id, the names of what is in the figures of each visible tally."""
    counted = [each for each in in_order(seen["rounds"]) if str(each["id"]) in seen["tallies"]]
    called: dict[int, list[dict]] = {
        each["id"]: _called_now(seen, each) if each["called_at"] is None else [] for each in counted
    }
    over = [each["id"] for each in counted if each["called_at"] is not None]
    return called | called_at_close(session, over)


def called_at_close(session: Session, round_ids: Collection[int]) -> dict[int, list[dict]]:
    """Return, by round id, the names of what was counted in rounds that are over, in the order of the ballot."""
    called: dict[int, list[dict]] = {number: [] for number in round_ids}
    kinds: tuple[Any, ...] = (CalledGoal, CalledMeasure)
    for model in kinds:
        kept = select(model).where(model.round_id.in_(round_ids)).order_by(model.round_id, model.position)
        for each in session.scalars(kept):
            own = {"measure_id": each.measure_id} if model is CalledMeasure else {}
            called[each.round_id].append(
                {
                    **own,
                    "goal_id": each.goal_id,
                    "number": each.number,
                    "title": wordings(each.told_title),
                    "theme_id": each.theme_id,
                    "theme_title": wordings(each.theme_title),
                    "since": each.since,
                }
            )
    return called


def _called_now(seen, round_):
    """Return the present names of what is counted in a round that is still open."""
    figures = seen["tallies"][str(round_["id"])]["goals"]
    places = {theme["id"]: (place, theme["title"]) for place, theme in enumerate(in_order(seen["themes"]))}
    goals = {goal["id"]: goal for goal in there(seen["goals"])}
    if round_["subject"] == policy.MEASURES:
        measures = [each for each in there(seen["measures"]) if str(each["id"]) in figures]
        named = [
            ({"measure_id": each["id"]}, goals[each["goal_id"]], f".{each['number']}", each["text"])
            for each in measures
        ]
    else:
        named = [({}, goal, "", goal["title"]) for number, goal in goals.items() if str(number) in figures]
    return [
        {
            **own,
            "goal_id": goal["id"],
            "number": goal["number"] + number,
            "title": title,
            "theme_id": goal["theme_id"],
            "theme_title": places[goal["theme_id"]][1],
            "since": {},
        }
        for own, goal, number, title in sorted(
            named, key=lambda each: (places[each[1]["theme_id"]][0], each[1]["id"], each[0].get("measure_id", 0))
        )
    ]
