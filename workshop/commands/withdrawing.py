"""Taking contributions away and bringing them back: withdrawing, hiding, and the undoing of both."""

from sqlalchemy import or_, select

from workshop import policy
from workshop.commands.contributions import tell_author, texts_of
from workshop.engine.actor import Asker
from workshop.engine.ceilings import refuse_beyond_all
from workshop.errors import Conflict, Forbidden, NotFound
from workshop.events import Happened
from workshop.fields import wordings
from workshop.models import Authorship, Comment, Hiding, Measure, Notice, RoundGoal
from workshop.operations.calling import called_before

AUTHOR, FACILITATOR = "author", "facilitator"


def withdraw(asker: Asker, noun: str) -> list[Happened]:
    """Withdraw the contribution that the arguments name.

    Its author can bring it back for some minutes. Where others have a part in it, or it stood on an opened ballot, this
    is recorded for those who lead, who can do so later. Whether anybody voted for it makes no difference, and so does
    not show.
    """
    thing = asker.things[f"{noun}_id"]
    author = asker.author_of(noun, thing)
    free = author == asker.me.id and not _has_part_of_others(asker, noun, thing, author)
    thing.state = "withdrawn"
    happened = [Happened(f"{noun}_withdrawn", thing), *_along(asker, noun, thing, "taken_along")]
    by = AUTHOR if author == asker.me.id else FACILITATOR
    if not free:
        happened.append(_record(asker, noun, thing, by, ""))
    until = asker.now + policy.TO_BRING_BACK if by == AUTHOR else None
    told = "withdrawn" if by == AUTHOR else "withdrawn_for"
    return [*happened, *tell_author(asker, noun, thing, told, "", until=until)]


def hide(asker: Asker, noun: str, reason: str) -> list[Happened]:
    """Hide the contribution that the arguments name; who leads keeps its texts, its author is told why."""
    thing = asker.things[f"{noun}_id"]
    thing.state = "hidden"
    record = _record(asker, noun, thing, FACILITATOR, reason)
    along = _along(asker, noun, thing, "taken_along")
    return [Happened(f"{noun}_hidden", thing), *along, record, *tell_author(asker, noun, thing, "hidden", reason)]


def restore(asker: Asker, noun: str) -> list[Happened]:
    """Bring back the contribution that the arguments name, as if it had not been away.

    Who does not lead may do so to what they withdrew themselves, for some minutes. Raises Conflict where it is there,
    and where these minutes are over, Forbidden where it was not they who took it away, and NotFound for a facilitator
    where another withdrew it before anybody else had a part in it.
    """
    thing = asker.things[f"{noun}_id"]
    if not thing.removed:
        raise Conflict("shown_already")
    hidings = asker.all(Hiding, Hiding.kind == noun, Hiding.thing_id == thing.id)
    notices = asker.all(Notice, Notice.kind == noun, Notice.thing_id == thing.id, Notice.name.in_(policy.TOLD_OF_GONE))
    own = _own_withdrawal(asker, noun, thing)
    if not hidings and own is None:
        raise NotFound(f"{noun} {thing.id}")
    if not policy.leads(asker.me):
        _refuse_others_and_late(asker, hidings, own)
    refuse_beyond_all(asker, noun)
    thing.state = "current"
    asker.grown += 1
    records = [("hiding_lifted", hiding) for hiding in hidings] + [("notice_lifted", notice) for notice in notices]
    for _, record in records:
        record.state = "lifted"
    along = _along(asker, noun, thing, "brought_along")
    return [Happened(f"{noun}_restored", thing), *along, *(Happened(name, record) for name, record in records)]


def _along(asker, noun, thing, how):
    """Tell of what goes or comes back with a thing: what stands under it and was not taken away itself.

    Whoever holds a copy learns it from these events alone: theirs is a newer revision than the one that is held.
    """
    if noun == "comment":
        return []
    measures = asker.all(Measure, Measure.goal_id == thing.id) if noun == "goal" else []
    on_measures = Comment.measure_id.in_([each.id for each in (measures if noun == "goal" else [thing])])
    comments = asker.all(Comment, or_(Comment.goal_id == thing.id, on_measures) if noun == "goal" else on_measures)
    return [
        *(Happened(f"measure_{how}", each) for each in measures),
        *(Happened(f"comment_{how}", each) for each in comments),
    ]


def _refuse_others_and_late(asker, hidings, own):
    if own is None or any(hiding.taken_by != AUTHOR for hiding in hidings):
        raise Forbidden("others took it away")
    if asker.now <= own.until:
        return
    if hidings:
        raise Conflict("withdrawn_long_ago")
    # Where nobody else had a part in it, nothing of it is left for those who lead.
    raise Conflict("withdrawn_for_good")


def _own_withdrawal(asker, noun, thing):
    """What told the asker that they withdrew this, also where they have put it away."""
    about = (Notice.kind == noun, Notice.thing_id == thing.id, Notice.participant_id == asker.me.id)
    told = select(Notice).where(*about, Notice.name == "withdrawn").order_by(Notice.id.desc())
    return asker.session.scalars(told).first()


def _record(asker, noun, thing, by, reason):
    about = {"kind": noun, "thing_id": thing.id, "reason": reason, "texts": texts_of(noun, thing), "taken_by": by}
    called = called_before(asker, thing) if noun == "goal" else []
    titles = {str(each.round_id): wordings(each.title) for each in called}
    return Happened("hiding_recorded", asker.make(Hiding, hidden_at=asker.now, called=titles, **about))


def _has_part_of_others(asker, noun, thing, author):
    """Whether others commented on it or added a measure, or it stood on a ballot that was opened."""
    session = asker.session
    goal_id = {"goal": getattr(thing, "id", None), "measure": getattr(thing, "goal_id", None)}.get(noun)
    if goal_id and session.scalar(select(RoundGoal.goal_id).where(RoundGoal.goal_id == goal_id).limit(1)):
        return True
    parts = {
        "goal": [
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
