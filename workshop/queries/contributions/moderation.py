"""The log of moderation, which the journal keeps: what facilitators, authors and reporters did, and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.models import Consultation, Event, Hiding, Participant, Round, Tally

FACILITATOR, AUTHOR, REPORTER = "facilitator", "author", "reporter"
# What was done, by the event that says so; of some it depends on what the event carries.
ACTS = {
    "hiding_recorded": "hidden",
    "hiding_explained": "explained",
    "hiding_answered": "answered",
    "hiding_lifted": "restored",
    "goal_published": "published",
    "measure_published": "published",
    "comment_published": "published",
    "report_made": "reported",
    "report_settled": "settled",
}
# What the log can be narrowed down to, by the acts of each.
KINDS = {
    "hidden": ("hidden", "explained", "answered", "restored", "withdrawn"),
    "answered": ("answered",),
    "published": ("published",),
    "reports": ("reported", "settled"),
    "reasons": ("reason_hidden", "reason_shown"),
}


@dataclass(frozen=True)
class ModerationLine:
    """One act; `kind` is a noun or `reason`.

    `who` is None for a reporter, who is named to nobody, and where nobody acted.

    `texts` is None where the journal keeps no text of it any more. `answer` is what the author said to a hiding, also
    where that came later; `outcome` is what became of a report.
    """

    number: int
    at: datetime
    act: str
    who: str | None
    role: str
    kind: str
    thing_id: int | None
    texts: dict[str, str] | None
    reason: str
    answer: str
    outcome: str


def moderation_log(session: Session, consultation: Consultation) -> list[ModerationLine]:
    """Return all acts of moderation in a consultation, newest first."""
    query = (
        select(Event)
        .where(Event.consultation_id == consultation.id, Event.name.in_(ACTS))
        .order_by(Event.revision.desc())
    )
    people = select(Participant.id, Participant.name).where(Participant.consultation_id == consultation.id)
    names = dict(session.execute(people).all())
    hidings = {
        each.id: each for each in session.scalars(select(Hiding).where(Hiding.consultation_id == consultation.id))
    }
    said = _hidden_reasons(session, consultation)
    lines = [_line(event, names, hidings, said) for event in session.scalars(query)]
    return [line for line in lines if line is not None]


def hiding_of(session: Session, noun: str, number: int) -> Hiding | None:
    """Return the record of what a facilitator has hidden, while it is hidden; else None."""
    about = (Hiding.kind == noun, Hiding.thing_id == number, Hiding.state == "current")
    query = select(Hiding).where(*about, Hiding.taken_by == policy.FACILITATOR).order_by(Hiding.id.desc())
    return session.scalars(query).first()


def _hidden_reasons(session, consultation):
    """Return the words of published reasons, by round, what they were given on, and their place."""
    query = select(Tally).join(Round, Round.id == Tally.round_id).where(Round.consultation_id == consultation.id)
    return {
        (kept.round_id, int(thing), place): text
        for kept in session.scalars(query.where(Tally.hidden_reasons.is_not(None)))
        for thing, texts in ((kept.extras or {}).get("reasons") or {}).items()
        for place, text in enumerate(texts, 1)
    }


def _line(event, names, hidings, said):
    """Return what an event says; None for an author's own withdrawal, which nobody moderated."""
    data: dict[str, Any] = event.data or {}
    hiding = hidings.get(data.get("id")) if event.kind == "hidings" else None
    if hiding is not None and hiding.taken_by != policy.FACILITATOR:
        return None
    act = _act(event, data, hiding)
    role = {"answered": AUTHOR, "reported": REPORTER}.get(act, FACILITATOR)
    if data.get("outcome") == "withdrawn":
        role = AUTHOR
    erased = event.data is None
    return ModerationLine(
        number=event.revision,
        at=event.at,
        act=act,
        who=None if role == REPORTER else names.get(event.actor_id),
        role=role,
        kind=_kind(event, data, hiding),
        thing_id=data.get("thing_id") or (hiding.thing_id if hiding else data.get("id")),
        texts=None if erased else _texts(data, hiding, said),
        reason=data.get("reason") or ("" if erased or hiding is None else hiding.reason),
        answer="" if erased or hiding is None else hiding.answer or "",
        outcome=data.get("outcome") or "",
    )


def _act(event, data, hiding):
    act = ACTS[event.name]
    if hiding is not None and hiding.kind == "reason":
        return {"hidden": "reason_hidden", "restored": "reason_shown"}.get(act, act)
    return act


def _kind(event, data, hiding):
    if hiding is not None:
        return hiding.kind
    return data.get("kind") or event.name.partition("_")[0]


def _texts(data, hiding, said):
    if hiding is not None and hiding.about:
        return {"": said.get((hiding.thing_id, hiding.about["on"], hiding.about["place"]), "")}
    return hiding.texts if hiding is not None else data.get("title") or data.get("text") or {}
