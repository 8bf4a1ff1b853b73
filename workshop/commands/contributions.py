"""What commands on goals, measures and comments share: authorship, notices, and refusals while a ballot is open."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BeforeValidator
from sqlalchemy import or_, select

from workshop import events, policy
from workshop.engine.actor import Actor, touch
from workshop.engine.arguments import Arguments, BodyKey, text_of
from workshop.engine.ceilings import refuse_beyond_ceilings
from workshop.errors import Conflict, Forbidden, Invalid
from workshop.events import PendingEvent
from workshop.models import Authorship, Body, Goal, Measure, Notice, Round


class ToldBy(Arguments):
    """Whom a facilitator heard something from: a body, by its key, or else somebody by a short name."""

    body: BodyKey | None = None
    name: Annotated[str, *text_of(100, line=True, optional=True)] | None = None


def _by_key(told: object) -> object:
    return {"body": told} if isinstance(told, str) else told


Told = Annotated[ToldBy, BeforeValidator(_by_key)]


def contribute(actor: Actor, model, lang: str, told_by: ToldBy | None = None, **fields):
    """Make a contribution of the actor, on behalf of their body, or as somebody told a facilitator.

    Raises Conflict where a ceiling is reached; for what was told, Forbidden for others than facilitators, and Invalid
    where there is no such body.
    """
    about: dict[str, Any] = {"body_id": actor.me.body_id}
    if told_by and (told_by.body or told_by.name):
        if not policy.leads(actor.me):
            raise Forbidden("told_by")
        about = _as_told(actor, told_by)
    if actor.me.kind == policy.TABLE:
        about["from_table"] = {"name": actor.me.name, "people": actor.me.people}
    refuse_beyond_ceilings(actor, model.__tablename__)
    return actor.make(model, lang=lang, created_at=actor.now, **about, **fields)


def _as_told(actor, told_by):
    found = actor.all(Body, Body.key == told_by.body) if told_by.body else [None]
    if not found:
        raise Invalid.of({"told_by.body": "not_a_choice"})
    body_id = found[0] and found[0].id
    return {"body_id": body_id, "told_by": {"body_id": body_id, "name": told_by.name or None}}


def seal(actor: Actor, kind: str, theme_id: int, above=None) -> dict[str, Any]:
    """Return the columns that seal what the actor writes under a theme, or (`above`) under another contribution.

    It is sealed while a round of this `kind` is open there whose contributions nobody sees before its end, and under
    what is sealed itself. What members write in a moderated round waits for a facilitator.
    """
    if above is not None and above.sealed:
        return {"sealed_for": above.sealed_for, "sealed_in": above.sealed_in, "waits": above.waits}
    about = above.id if kind == policy.PROPOSE_MEASURES else None
    sealing = actor.all(Round, or_(Round.contributions != policy.LIVE, Round.moderated))
    # Where rounds overlap, nobody sees before the end what one of them keeps until then.
    for round_ in sorted(sealing, key=lambda each: each.contributions == policy.LIVE):
        waits = round_.contributions == policy.LIVE
        if (waits and policy.leads(actor.me)) or not policy.permits(round_, kind, theme_id, actor.now, about):
            continue
        return {"sealed_for": actor.me.id, "sealed_in": round_.id, "waits": waits}
    return {}


def sign(actor: Actor, noun: str, thing) -> list[PendingEvent]:
    """Record the actor as the author of a contribution; return the event, none while facilitators do not see it."""
    touch(actor.me)
    authorship = actor.make(Authorship, kind=noun, thing_id=thing.id, participant_id=actor.me.id)
    return [] if thing.sealed and not thing.waits else [events.authorship_recorded(authorship)]


def tell_author(
    actor: Actor, noun: str, thing, name: str, reason: str | None, until: datetime | None = None
) -> list[PendingEvent]:
    """Notify the author of a contribution of what was done to it, as `name` says, and why; return the events.

    There is no notice where no reason was given, nor of the author's own acts, except that a contribution is gone
    (`TOLD_OF_GONE`). Until `until` the author may restore it.
    """
    author = actor.author_of(noun, thing)
    # A notice that the contribution is gone needs no reason.
    if (
        author is None
        or not (reason or name in policy.TOLD_OF_GONE)
        or (author == actor.me.id and name not in policy.TOLD_OF_GONE)
    ):
        return []
    about = {"kind": noun, "thing_id": thing.id, "reason": reason, "texts": texts_of(noun, thing), "until": until}
    return [events.author_notified(actor.make(Notice, participant_id=author, name=name, **about))]


def texts_of(noun: str, thing) -> dict[str, str]:
    """Return the title of a goal, or the text of a measure or comment, by language."""
    texts = thing.title if noun == "goal" else thing.text
    return {slot: wording["text"] for slot, wording in texts.items()}


def refuse_on_open_ballot(actor: Actor, *goals: Goal) -> None:
    """Raise Conflict where one of the goals, or a measure under it, is on the ballot of an open round."""
    meant = {goal.id for goal in goals}
    for round_ in actor.open_rounds(policy.VOTE):
        voted_on = set(round_.goal_ids)
        if round_.measure_ids:
            above = select(Measure.goal_id).where(Measure.id.in_(round_.measure_ids))
            voted_on.update(actor.session.scalars(above))
        if meant & voted_on:
            raise Conflict("goal_on_ballot", round=round_.title)
