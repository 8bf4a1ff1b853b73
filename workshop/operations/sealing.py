"""Contributions that nobody but their author sees: until their round ends, or until a facilitator publishes them."""

from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, union_all
from sqlalchemy.orm import Session

from workshop import events, policy
from workshop.engine.queueing import record_of
from workshop.events import EventType, PendingEvent
from workshop.models import Authorship, Comment, Goal, Measure, Participant, Round
from workshop.models.contributions.goal import Contribution
from workshop.operations.numbering import number_measure, put_under

UNSEALED: dict[type[Contribution], EventType[Any]] = {
    Goal: events.goal_unsealed,
    Measure: events.measure_unsealed,
    Comment: events.comment_unsealed,
}
QUEUED: dict[type[Contribution], EventType[Any]] = {
    Goal: events.goal_queued,
    Measure: events.measure_queued,
    Comment: events.comment_queued,
}
PUBLISHED: dict[type[Contribution], EventType[Any]] = {
    Goal: events.goal_published,
    Measure: events.measure_published,
    Comment: events.comment_published,
}


def unseal(session: Session, round_: Round, theme_id: int | None = None) -> list[PendingEvent]:
    """Let everybody see what was written in a round, under one theme or all; return the events.

    Facilitators are told who wrote it only now. In a moderated round, what members wrote waits from now on until a
    facilitator publishes it.
    """
    happened = []
    for model, unsealed in UNSEALED.items():
        query = select(model).where(model.sealed_in == round_.id, ~model.waits).order_by(model.id)
        if theme_id is not None:
            query = query.where(_under(model, theme_id))
        for thing in session.scalars(query).all():
            author = _author_of(session, model.__tablename__, thing)
            if round_.moderated and not policy.leads(session.get_one(Participant, author.participant_id)):
                thing.waits, told = True, QUEUED[model]
            else:
                _open(session, thing)
                told = unsealed
            happened += [told(thing), events.authorship_recorded(author)]
    return happened


def publish(session: Session, thing: Any) -> list[PendingEvent]:
    """Let everybody see a contribution that waits, under the next free number; return the events."""
    _open(session, thing)
    record = record_of(session, thing.__tablename__, thing)
    happened = [PUBLISHED[type(thing)](thing)]
    if record is not None:
        record.state = "lifted"
        happened.append(events.queue_left(record))
    return happened


def number_sealed(session: Session, consultation_id: int) -> dict[int, int]:
    """Return, by round, how many contributions nobody but their author sees; those that were withdrawn do not count."""
    each = [
        select(model.sealed_in.label("round_id")).where(
            model.consultation_id == consultation_id,
            model.sealed_in.is_not(None),
            ~model.waits,
            model.state == "current",
        )
        for model in UNSEALED
    ]
    sealed = union_all(*each).subquery()
    rows = session.execute(select(sealed.c.round_id, func.count()).group_by(sealed.c.round_id))
    return {row[0]: row[1] for row in rows}


def _open(session, thing):
    thing.waits, thing.sealed_for, thing.sealed_in = False, None, None
    if isinstance(thing, Goal):
        put_under(session, thing, thing.theme_id)
    elif isinstance(thing, Measure):
        number_measure(session, thing)


def _author_of(session, noun, thing):
    query = select(Authorship).where(Authorship.kind == noun, Authorship.thing_id == thing.id)
    return session.scalars(query).one()


def _under(model, theme_id: int) -> ColumnElement[bool]:
    goals = select(Goal.id).where(Goal.theme_id == theme_id)
    if model is Goal:
        return Goal.theme_id == theme_id
    if model is Measure:
        return Measure.goal_id.in_(goals)
    measures = select(Measure.id).where(Measure.goal_id.in_(goals))
    return or_(Comment.goal_id.in_(goals), Comment.measure_id.in_(measures))
