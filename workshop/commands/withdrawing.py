"""Taking contributions away and restoring them: withdrawing, hiding, and undoing both."""

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import or_, select

from workshop import events, policy
from workshop.commands.contributions import tell_author, texts_of
from workshop.commands.moderating.reporting import HIDDEN, WITHDRAWN, settle_reports_on
from workshop.engine.actor import Actor
from workshop.engine.arguments import NOT_GIVEN, Changes, HidingId, Reason
from workshop.engine.ceilings import refuse_beyond_all
from workshop.engine.command import command
from workshop.errors import Conflict, Forbidden, NotFound
from workshop.events import EventType, PendingEvent
from workshop.fields import wordings
from workshop.models import Authorship, Carried, Comment, Hiding, Measure, Notice, RoundGoal, RoundMeasure
from workshop.operations.calling import called_before
from workshop.operations.families import everything_under, put_away_along

AUTHOR, FACILITATOR = "author", "facilitator"
# Events of what goes, or comes back, together with what it stands under; goals stand under their family.
TAKEN_ALONG = (events.goal_taken_along, events.measure_taken_along, events.comment_taken_along)
BROUGHT_ALONG = (events.goal_brought_along, events.measure_brought_along, events.comment_brought_along)


def withdraw(actor: Actor, withdrawn: EventType) -> list[PendingEvent]:
    """Withdraw the contribution that the arguments name; `withdrawn` is its event.

    Its author can restore it for some minutes. Where others have a part in it, or it stood on an opened ballot, a
    record lets facilitators restore it later. Votes for it make no difference, so that none can be inferred.
    """
    noun, thing = _named(actor, withdrawn)
    author = actor.author_of(noun, thing)
    free = author == actor.me.id and not _has_part_of_others(actor, noun, thing, author)
    thing.state = "withdrawn"
    happened = [withdrawn(thing), *_along(actor, noun, thing, *TAKEN_ALONG), *_untold(actor, noun, thing)]
    happened += settle_reports_on(actor, noun, thing, WITHDRAWN)
    by = AUTHOR if author == actor.me.id else FACILITATOR
    if not free:
        happened.append(_record(actor, noun, thing, by, ""))
    until = actor.now + policy.TO_BRING_BACK if by == AUTHOR else None
    told = "withdrawn" if by == AUTHOR else "withdrawn_for"
    return [*happened, *tell_author(actor, noun, thing, told, "", until=until)]


class Hides(Changes):
    """Why something is hidden, which its author is told; with `reason_later` it may be said by `explain_hiding`."""

    reason: Reason = NOT_GIVEN
    reason_later: bool = False

    @model_validator(mode="after")
    def _for_a_reason(self) -> Self:
        if not self.reason and not self.reason_later:
            raise PydanticCustomError("missing", "Say why, or that it is said later.")
        return self


def hide(actor: Actor, hidden: EventType, reason: str) -> list[PendingEvent]:
    """Hide the contribution that the arguments name; facilitators keep its texts, and its author is told why.

    `hidden` is its event.
    """
    noun, thing = _named(actor, hidden)
    thing.state = "hidden"
    record = _record(actor, noun, thing, FACILITATOR, reason)
    along = [*_along(actor, noun, thing, *TAKEN_ALONG), *_untold(actor, noun, thing)]
    settled = settle_reports_on(actor, noun, thing, HIDDEN)
    return [hidden(thing), *along, record, *settled, *tell_author(actor, noun, thing, "hidden", reason)]


class ExplainHiding(Changes):
    """A reason for what was hidden without one, or another one; the author is told."""

    hiding_id: HidingId
    reason: Reason


@command(ExplainHiding, target="hiding_id")
def explain_hiding(actor: Actor, args: ExplainHiding) -> list[PendingEvent]:
    """Give the reason for which a contribution was hidden; Conflict for what its author withdrew."""
    hiding = actor.targets["hiding_id"]
    if hiding.taken_by != FACILITATOR:
        raise Conflict("withdrawn_by_author")
    hiding.reason = args.reason
    about = (Notice.kind == hiding.kind, Notice.thing_id == hiding.thing_id, Notice.name == "hidden")
    told = actor.session.scalars(select(Notice).where(*about).order_by(Notice.id.desc())).first()
    if told is None:
        return [events.hiding_explained(hiding)]
    # Also to those who have put it away, since it says something new.
    told.reason, told.state = args.reason, "current"
    return [events.hiding_explained(hiding), events.author_notified(told)]


def restore(actor: Actor, restored: EventType) -> list[PendingEvent]:
    """Show the contribution that the arguments name again, as if it had never been away; `restored` is its event.

    Members may restore what they themselves withdrew, for some minutes. Raises Conflict where it is not away or those
    minutes are over, Forbidden for a member where another took it away, and NotFound for a facilitator where its author
    withdrew it before others had a part in it.
    """
    noun, thing = _named(actor, restored)
    if not thing.removed:
        raise Conflict("shown_already")
    hidings = actor.all(Hiding, Hiding.kind == noun, Hiding.thing_id == thing.id)
    notices = actor.all(Notice, Notice.kind == noun, Notice.thing_id == thing.id, Notice.name.in_(policy.TOLD_OF_GONE))
    own = _own_withdrawal(actor, noun, thing)
    if not hidings and own is None:
        raise NotFound(f"{noun} {thing.id}")
    if not policy.leads(actor.me):
        _refuse_others_and_late(actor, hidings, own)
    refuse_beyond_all(actor, noun)
    thing.state = "current"
    actor.grown += 1
    for record in (*hidings, *notices):
        record.state = "lifted"
    along = _along(actor, noun, thing, *BROUGHT_ALONG)
    return [restored(thing), *along, *map(events.hiding_lifted, hidings), *map(events.notice_lifted, notices)]


def _named(actor, event):
    """Return (noun, thing) for an event on contributions: the thing that the arguments name."""
    noun = event.kind.noun
    return noun, actor.targets[f"{noun}_id"]


def _along(actor, noun, thing, of_goal, of_measure, of_comment):
    """Return events for what goes or comes back with a thing: what stands under it and was not taken away by itself.

    A client's copy learns it from these events alone: their revision is newer than the one that it holds.
    """
    if noun == "comment":
        return []
    measures = actor.all(Measure, Measure.goal_id == thing.id) if noun == "goal" else []
    on_measures = Comment.measure_id.in_([each.id for each in (measures if noun == "goal" else [thing])])
    comments = actor.all(Comment, or_(Comment.goal_id == thing.id, on_measures) if noun == "goal" else on_measures)
    members = put_away_along(actor.session, thing) if noun == "goal" else []
    return [*map(of_goal, members), *map(of_measure, measures), *map(of_comment, comments)]


def _untold(actor, noun, thing):
    """Take back what authors were told by the words of a family that goes, which are not theirs; return the events."""
    if noun != "goal":
        return []
    families = [thing.id, *(each.id for each in everything_under(actor.session, thing))]
    told = actor.all(Notice, Notice.kind == noun, Notice.thing_id.in_(families), Notice.name == policy.MERGED)
    for notice in told:
        notice.state = "lifted"
    return [events.notice_lifted(each) for each in told]


def _refuse_others_and_late(actor, hidings, own):
    if own is None or any(hiding.taken_by != AUTHOR for hiding in hidings):
        raise Forbidden("others took it away")
    if actor.now <= own.until:
        return
    if hidings:
        raise Conflict("withdrawn_long_ago")
    # No other had a part in it, so there is no record from which a facilitator could restore it.
    raise Conflict("withdrawn_for_good")


def _own_withdrawal(actor, noun, thing):
    """Return the actor's newest notice that they withdrew this, even one that they have put away, or None."""
    about = (Notice.kind == noun, Notice.thing_id == thing.id, Notice.participant_id == actor.me.id)
    told = select(Notice).where(*about, Notice.name == "withdrawn").order_by(Notice.id.desc())
    return actor.session.scalars(told).first()


def _record(actor, noun, thing, by, reason):
    about = {"kind": noun, "thing_id": thing.id, "reason": reason, "texts": texts_of(noun, thing), "taken_by": by}
    called = [] if noun == "comment" else called_before(actor, noun, thing)
    titles = {str(each.round_id): wordings(each.title) for each in called}
    return events.hiding_recorded(actor.make(Hiding, hidden_at=actor.now, called=titles, **about))


def _has_part_of_others(actor, noun, thing, author):
    """Whether others commented on it or added a measure, or it stood on an opened ballot."""
    session = actor.session
    goal_id = {"goal": getattr(thing, "id", None), "measure": getattr(thing, "goal_id", None)}.get(noun)
    if goal_id and session.scalar(select(RoundGoal.goal_id).where(RoundGoal.goal_id == goal_id).limit(1)):
        return True
    if noun == "measure" and session.scalar(
        select(RoundMeasure.measure_id).where(RoundMeasure.measure_id == thing.id).limit(1)
    ):
        return True
    parts = {
        "goal": [
            # A merge or split may have carried them to another goal.
            *((kind, _carried_from(thing, kind)) for kind in ("measure", "comment")),
            ("measure", select(Measure.id).where(Measure.goal_id == thing.id)),
            ("comment", select(Comment.id).where(or_(Comment.goal_id == thing.id, Comment.measure_id.in_(_of(thing))))),
        ],
        "measure": [("comment", select(Comment.id).where(Comment.measure_id == thing.id))],
        "comment": [("comment", select(Comment.id).where(Comment.reply_to == thing.id))],
    }[noun]
    return any(
        session.scalar(
            select(Authorship.id)
            .where(Authorship.kind == kind, Authorship.thing_id.in_(ids), Authorship.participant_id != author)
            .limit(1)
        )
        for kind, ids in parts
    )


def _of(goal):
    return select(Measure.id).where(Measure.goal_id == goal.id)


def _carried_from(goal, kind):
    return select(Carried.thing_id).where(Carried.goal_id == goal.id, Carried.kind == kind)
