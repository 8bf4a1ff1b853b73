"""The names of what was counted: recorded at the close, and marked with what becomes of goals and measures later."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session

from workshop import events, policy
from workshop.engine.actor import Actor
from workshop.events import PendingEvent
from workshop.fields import rfc3339, wordings
from workshop.kept_back import kept_back
from workshop.models import CalledGoal, CalledMeasure, Goal, Hiding, Measure, Round, Theme


def call_counted(session: Session, round_: Round, ids: list[int], at: datetime) -> None:
    """Record number, title and theme of what was counted as of the close, in the order of the ballot."""
    round_.called_at = at
    measures = policy.votes_on_measures(round_)
    rows = _measures_called(session, ids) if measures else _goals_called(session, ids)
    own = {"consultation_id": round_.consultation_id, "round_id": round_.id, "since": {}}
    found = [
        {**own, **row, "key": f"{round_.id}/{number}", "position": position}
        for position, (number, row) in enumerate(rows)
    ]
    if found:
        session.execute(insert(CalledMeasure if measures else CalledGoal), found)


def called_before(actor: Actor, noun: str, thing: Any) -> list[Any]:
    """Fetch the recorded names of a goal or measure in the rounds counted so far."""
    if noun == "goal":
        return actor.all(CalledGoal, CalledGoal.goal_id == thing.id)
    return actor.all(CalledMeasure, CalledMeasure.measure_id == thing.id)


def mark_called(actor: Actor, goal: Goal) -> list[PendingEvent]:
    """Mark the recorded names of a goal and its measures with what has become of them.

    To be called after each command that changes a goal. A name that is not the present one counts as hidden where a
    facilitator once took the goal away, since it may be what was taken away.
    """
    happened = []
    hidden = goal.removed and _taken_by_a_facilitator(actor, "goal", goal)
    before = called_before(actor, "goal", goal)
    back = bool(before) and bool(kept_back(actor.session, "goal", [goal.id]))
    for called in before:
        reworded = wordings(goal.title) != wordings(called.title)
        became = {
            "reworded": reworded,
            "moved": goal.theme_id != called.theme_id,
            "withdrawn": goal.state == "withdrawn",
            "hidden": hidden or (back and reworded),
        }
        happened += _since(actor, called, became, events.called_goal_marked)
    counted = select(CalledMeasure.measure_id).where(CalledMeasure.goal_id == goal.id)
    measures = select(Measure).where(or_(Measure.goal_id == goal.id, Measure.id.in_(counted))).order_by(Measure.id)
    return happened + [event for each in actor.session.scalars(measures) for event in mark_measure(actor, each)]


def mark_measure(actor: Actor, measure: Measure) -> list[PendingEvent]:
    """Mark a measure's recorded names; to be called after each command that changes a measure.

    One that a merge or split carried elsewhere was not moved, as its goal was not: what moves is the goal under which
    it was counted. Its number is another there, so that its name must be told from then on.
    """
    before = called_before(actor, "measure", measure)
    if not before:
        return []
    goal = actor.session.get_one(Goal, measure.goal_id)
    things = (("goal", goal), ("measure", measure))
    hidden = any(thing.removed and _taken_by_a_facilitator(actor, noun, thing) for noun, thing in things)
    back = bool(kept_back(actor.session, "measure", [measure.id]))
    number, happened = _number(measure, goal), []
    for called in before:
        reworded = wordings(measure.text) != wordings(called.title)
        became = {
            "reworded": reworded,
            "moved": actor.session.get_one(Goal, called.goal_id).theme_id != called.theme_id,
            "withdrawn": "withdrawn" in (goal.state, measure.state),
            "hidden": hidden or (back and reworded),
        }
        renumbered = number != called.number and not called.revision
        happened += _since(actor, called, became, events.called_measure_marked, renumbered)
    return happened


def _since(actor, called, became, marked, renumbered=False):
    since = {name: called.since.get(name, rfc3339(actor.now)) for name, became_so in became.items() if became_so}
    if since == called.since and not renumbered:
        return []
    called.since = since
    return [marked(called)]


def _taken_by_a_facilitator(actor, noun, thing):
    # Only what its own author withdrew keeps its title beside its figures.
    away = actor.all(Hiding, Hiding.kind == noun, Hiding.thing_id == thing.id)
    return thing.state == "hidden" or any(each.taken_by == policy.FACILITATOR for each in away)


def _goals_called(session, ids):
    goals = session.execute(
        select(Goal, Theme)
        .join(Theme, Theme.id == Goal.theme_id)
        .where(Goal.id.in_(ids))
        .order_by(Theme.position, Theme.id, Goal.id)
    )
    return [(goal.id, {"goal_id": goal.id, **_named(goal.number, goal.title, theme)}) for goal, theme in goals]


def _measures_called(session, ids):
    measures = session.execute(
        select(Measure, Goal, Theme)
        .join(Goal, Goal.id == Measure.goal_id)
        .join(Theme, Theme.id == Goal.theme_id)
        .where(Measure.id.in_(ids))
        .order_by(Theme.position, Theme.id, Goal.id, Measure.id)
    )
    return [
        (
            measure.id,
            {
                "measure_id": measure.id,
                "goal_id": goal.id,
                **_named(_number(measure, goal), measure.text, theme),
            },
        )
        for measure, goal, theme in measures
    ]


def _number(measure, goal):
    return f"{goal.number}.{measure.number}"


def _named(number, title, theme):
    return {"number": number, "title": title, "theme_id": theme.id, "theme_title": theme.title}
