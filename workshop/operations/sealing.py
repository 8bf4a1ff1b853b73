"""Contributions that nobody but their author sees until the round ends in which they were written."""

from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, union_all
from sqlalchemy.orm import Session

from workshop import events
from workshop.events import EventType, PendingEvent
from workshop.models import Authorship, Comment, Goal, Measure, Round
from workshop.models.goal import Contribution

UNSEALED: dict[type[Contribution], EventType[Any]] = {
    Goal: events.goal_unsealed,
    Measure: events.measure_unsealed,
    Comment: events.comment_unsealed,
}


def unseal(session: Session, round_: Round, theme_id: int | None = None) -> list[PendingEvent]:
    """Let everybody see what was written in a round, under one theme or all; return the events.

    Facilitators are told who wrote it only now.
    """
    happened = []
    for model, unsealed in UNSEALED.items():
        query = select(model).where(model.sealed_in == round_.id).order_by(model.id)
        if theme_id is not None:
            query = query.where(_under(model, theme_id))
        for thing in session.scalars(query).all():
            thing.sealed_for = thing.sealed_in = None
            noun = model.__tablename__
            author = session.scalars(
                select(Authorship).where(Authorship.kind == noun, Authorship.thing_id == thing.id)
            ).one()
            happened += [unsealed(thing), events.authorship_recorded(author)]
    return happened


def number_sealed(session: Session, consultation_id: int) -> dict[int, int]:
    """Return, by round, how many contributions are sealed in it; those that were withdrawn do not count."""
    each = [
        select(model.sealed_in.label("round_id")).where(
            model.consultation_id == consultation_id, model.sealed_in.is_not(None), model.state == "current"
        )
        for model in UNSEALED
    ]
    sealed = union_all(*each).subquery()
    rows = session.execute(select(sealed.c.round_id, func.count()).group_by(sealed.c.round_id))
    return {row[0]: row[1] for row in rows}


def _under(model, theme_id: int) -> ColumnElement[bool]:
    goals = select(Goal.id).where(Goal.theme_id == theme_id)
    if model is Goal:
        return Goal.theme_id == theme_id
    if model is Measure:
        return Measure.goal_id.in_(goals)
    measures = select(Measure.id).where(Measure.goal_id.in_(goals))
    return or_(Comment.goal_id.in_(goals), Comment.measure_id.in_(measures))
