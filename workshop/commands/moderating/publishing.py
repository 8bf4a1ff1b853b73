"""Commands that publish what waits for a facilitator: one contribution, or several at once."""

from typing import Annotated, Any

from sqlalchemy import or_

from workshop.commands.contributions import refuse_on_open_ballot
from workshop.engine.actor import WAITS, Actor
from workshop.engine.arguments import Arguments, Changes, WaitingCommentId, WaitingGoalId, WaitingMeasureId, many
from workshop.engine.command import CONSULTATION, command
from workshop.errors import Conflict, Invalid
from workshop.events import PendingEvent
from workshop.models import Comment, Measure
from workshop.operations.sealing import publish

MOST = 500


class PublishGoal(Changes):
    """A goal that waits, to be published with all that waits under it."""

    goal_id: WaitingGoalId


class PublishMeasure(Changes):
    """A measure that waits, to be published with all that waits under it."""

    measure_id: WaitingMeasureId


class PublishComment(Changes):
    """A comment that waits, to be published."""

    comment_id: WaitingCommentId


class PublishContributions(Arguments):
    """Contributions that wait, to be published in one step, or none of them."""

    goal_ids: Annotated[list[WaitingGoalId], *many(MOST)] = []
    measure_ids: Annotated[list[WaitingMeasureId], *many(MOST)] = []
    comment_ids: Annotated[list[WaitingCommentId], *many(MOST)] = []


@command(PublishGoal, target="goal_id")
def publish_goal(actor: Actor, args: PublishGoal) -> list[PendingEvent]:
    """Publish a goal that waits; Conflict where everybody sees it already."""
    return _publish_one(actor, actor.targets["goal_id"])


@command(PublishMeasure, target="measure_id")
def publish_measure(actor: Actor, args: PublishMeasure) -> list[PendingEvent]:
    """Publish a measure that waits; Conflict while its goal waits, or is on an open ballot."""
    return _publish_one(actor, actor.targets["measure_id"])


@command(PublishComment, target="comment_id")
def publish_comment(actor: Actor, args: PublishComment) -> list[PendingEvent]:
    """Publish a comment that waits; Conflict while what it is on waits."""
    return _publish_one(actor, actor.targets["comment_id"])


@command(PublishContributions, target=CONSULTATION, answers=("goal_ids", "measure_ids", "comment_ids"))
def publish_contributions(actor: Actor, args: PublishContributions) -> list[PendingEvent]:
    """Publish several contributions that wait; raises what publishing one does, and then none is published."""
    given: dict[str, list[int]] = {name: getattr(args, name) for name in ("goal_ids", "measure_ids", "comment_ids")}
    if not any(given.values()):
        raise Invalid.of({"": "nothing_ticked"})
    things = [actor.find(name.removesuffix("_ids"), number, WAITS) for name, ids in given.items() for number in ids]
    _refuse_shown(things)
    happened: list[PendingEvent] = []
    for thing in things:
        # What stands under another of them was published with it.
        happened += _publish(actor, thing) if thing.waits else []
    actor.result = dict(given)
    return happened


def _publish_one(actor: Actor, thing: Any) -> list[PendingEvent]:
    _refuse_shown([thing])
    return _publish(actor, thing)


def _refuse_shown(things):
    if not all(thing.waits for thing in things):
        raise Conflict("shown_already")


def _publish(actor, thing):
    _refuse_under_waiting(actor, thing)
    if isinstance(thing, Measure):
        refuse_on_open_ballot(actor, actor.find("goal", thing.goal_id))
    happened = publish(actor.session, thing)
    for below in _waiting_under(actor, thing):
        happened += publish(actor.session, below)
    return happened


def _refuse_under_waiting(actor, thing):
    goal_id, measure_id = (getattr(thing, f"{noun}_id", None) for noun in ("goal", "measure"))
    if goal_id is not None and actor.find("goal", goal_id, WAITS).waits:
        raise Conflict("goal_waits")
    if measure_id is not None and actor.find("measure", measure_id, WAITS).waits:
        raise Conflict("measure_waits")


def _waiting_under(actor, thing):
    """Return what waits under a goal or a measure and was not taken away: by its author alone, who alone saw it."""
    noun = thing.__tablename__
    if noun == "comment":
        return []
    measures = actor.all(Measure, Measure.goal_id == thing.id) if noun == "goal" else [thing]
    on_measures = Comment.measure_id.in_([each.id for each in measures])
    comments = actor.all(Comment, or_(Comment.goal_id == thing.id, on_measures) if noun == "goal" else on_measures)
    return [each for each in (*measures, *comments) if each.waits and not each.gone]
