"""The names of counted goals: recorded at the close, and marked with what becomes of the goals later."""

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from workshop import events, policy
from workshop.engine.actor import Actor
from workshop.events import PendingEvent
from workshop.fields import rfc3339, wordings
from workshop.models import CalledGoal, Goal, Hiding, Round, Theme


def call_goals(session: Session, round_: Round, goal_ids: list[int], at: datetime) -> None:
    """Record number, title and theme of the counted goals as of the close, in the order of the ballot."""
    round_.called_at = at
    goals = session.execute(
        select(Goal, Theme)
        .join(Theme, Theme.id == Goal.theme_id)
        .where(Goal.id.in_(goal_ids))
        .order_by(Theme.position, Theme.id, Goal.id)
    ).all()
    rows = [
        {
            "consultation_id": round_.consultation_id,
            "key": f"{round_.id}/{goal.id}",
            "round_id": round_.id,
            "goal_id": goal.id,
            "position": position,
            "number": goal.number,
            "title": goal.title,
            "theme_id": theme.id,
            "theme_title": theme.title,
            "since": {},
        }
        for position, (goal, theme) in enumerate(goals)
    ]
    if rows:
        session.execute(insert(CalledGoal), rows)


def called_before(actor: Actor, goal: Goal) -> list[CalledGoal]:
    """Fetch a goal's recorded names in the rounds counted so far."""
    return actor.all(CalledGoal, CalledGoal.goal_id == goal.id)


def mark_called(actor: Actor, goal: Goal) -> list[PendingEvent]:
    """Mark a goal's recorded names with what has become of it; to be called after each command that changes a goal."""
    happened = []
    for called in called_before(actor, goal):
        became = {
            "reworded": wordings(goal.title) != wordings(called.title),
            "moved": goal.theme_id != called.theme_id,
            "withdrawn": goal.state == "withdrawn",
            "hidden": goal.removed and _taken_by_a_facilitator(actor, goal),
        }
        since = {name: called.since.get(name, rfc3339(actor.now)) for name, became_so in became.items() if became_so}
        if since != called.since:
            called.since = since
            happened.append(events.called_goal_marked(called))
    return happened


def _taken_by_a_facilitator(actor, goal):
    # Only a goal that its own author withdrew keeps its title beside its figures.
    away = actor.all(Hiding, Hiding.kind == "goal", Hiding.thing_id == goal.id)
    return goal.state == "hidden" or any(each.taken_by == policy.FACILITATOR for each in away)
