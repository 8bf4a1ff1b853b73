"""The command by which an author answers the hiding of what they wrote."""

from sqlalchemy import select

from workshop import events, policy
from workshop.commands.moderating.naming import OfOne, named
from workshop.engine.actor import Actor
from workshop.engine.arguments import HiddenCommentId, HiddenGoalId, HiddenMeasureId, Reason
from workshop.engine.command import command
from workshop.errors import Conflict, NotFound
from workshop.events import PendingEvent
from workshop.models import Hiding, Notice


class AnswerHiding(OfOne):
    """What its author says to the hiding of a goal, a measure or a comment; once, and facilitators read it."""

    goal_id: HiddenGoalId | None = None
    measure_id: HiddenMeasureId | None = None
    comment_id: HiddenCommentId | None = None
    text: Reason


@command(AnswerHiding, makes=events.hiding_answered)
def answer_hiding(actor: Actor, args: AnswerHiding) -> list[PendingEvent]:
    """Answer the hiding of what one wrote; Conflict where it is not hidden, or was answered already."""
    noun, thing = named(actor)
    if not actor.wrote(noun, thing):
        # What is hidden is there for nobody else.
        raise NotFound(f"{noun} {thing.id}")
    hiding = _hiding_of(actor, noun, thing)
    if hiding.answer:
        raise Conflict("answered_already")
    hiding.answer, hiding.answered_at = args.text, actor.now
    about = (Notice.kind == noun, Notice.thing_id == thing.id, Notice.participant_id == actor.me.id)
    told = actor.session.scalars(
        select(Notice).where(*about, Notice.name == "hidden").order_by(Notice.id.desc())
    ).first()
    happened = [events.hiding_answered(hiding)]
    if told is not None:
        told.answer = args.text
        happened.append(events.author_notified(told))
    return happened


def _hiding_of(actor, noun, thing):
    about = (Hiding.kind == noun, Hiding.thing_id == thing.id, Hiding.taken_by == policy.FACILITATOR)
    hidings = [each for each in actor.all(Hiding, *about) if thing.removed]
    if not hidings:
        raise Conflict("not_hidden")
    return hidings[-1]
