"""What merging and splitting have in common: what is refused, the goals that are made of others, and their lineage."""

from collections.abc import Sequence
from typing import Any

from workshop import policy
from workshop.commands.contributions import refuse_on_open_ballot
from workshop.engine.actor import Actor
from workshop.errors import Conflict
from workshop.events import PendingEvent
from workshop.models import Goal, GoalPhenomenon, Lineage
from workshop.operations.calling import mark_called
from workshop.operations.families import everything_under
from workshop.operations.numbering import put_under


def refuse_to_change(actor: Actor, *goals: Goal) -> None:
    """Raise Conflict where another goal stands for one of these, or it is sealed, or people vote on it."""
    for goal in goals:
        refuse_superseded(actor, goal)
        if goal.sealed:
            raise Conflict("goal_sealed", goal=goal.title)
    under = [each for goal in goals for each in everything_under(actor.session, goal)]
    refuse_on_open_ballot(actor, *goals, *under)


def refuse_superseded(actor: Actor, goal: Goal) -> None:
    """Raise Conflict where a goal does not stand for itself."""
    if goal.superseded == policy.MERGED:
        raise Conflict("goal_merged", goal=goal.title, family=actor.session.get_one(Goal, goal.family_id).title)
    if goal.superseded == policy.SPLIT:
        raise Conflict("goal_split", goal=goal.title)
    if goal.superseded == policy.UNDONE:
        raise Conflict("goal_undone", goal=goal.title)


def made_of(actor: Actor, goals: Sequence[Goal], lang: str, theme_id: int, origin: str, key: str | None = None) -> Goal:
    """Make a goal of others, which has from them what they have in common, and all phenomena that they touch.

    What went on goes on, and what was set aside comes back beside what was not. It has no author: its words are
    nobody's own.
    """
    about: dict[str, Any] = {name: _common(goals, name) for name in ("body_id", "workshop_id")}
    marks = {goal.mark for goal in goals}
    mark = policy.SHORTLIST if policy.SHORTLIST in marks else _common(goals, "mark")
    about |= {"mark": mark, "mark_reason": (_common(goals, "mark_reason") if mark else None) or ""}
    about |= {"origin": origin, "theme_id": theme_id, "title": {}, "rationale": {}}
    about["on_wall"] = any(goal.on_wall for goal in goals)
    made = actor.make(Goal, key=key, lang=lang, created_at=actor.now, **about)
    put_under(actor.session, made, theme_id)
    touched = sorted({number for goal in goals for number in goal.phenomenon_ids})
    made.phenomenon_links = [GoalPhenomenon(phenomenon_id=number) for number in touched]
    return made


def descend(actor: Actor, parent: Goal, child: Goal, relation: str, step: int) -> None:
    """Record that a goal came of another, in the merge or split that is numbered by its revision (`step`)."""
    about = {"consultation_id": actor.consultation.id, "relation": relation, "revision": step}
    actor.session.add(Lineage(parent_id=parent.id, child_id=child.id, **about))
    actor.session.flush()


def marked(actor: Actor, *goals: Goal) -> list[PendingEvent]:
    """Mark the recorded names of goals with what has become of them; return the events."""
    return [event for goal in goals for event in mark_called(actor, goal)]


def _common(goals, name):
    values = {getattr(goal, name) for goal in goals}
    return values.pop() if len(values) == 1 else None
