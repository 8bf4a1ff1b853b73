"""Idempotency keys: the result stored under a key answers the same request again."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.db.sets import RowsInsert
from workshop.engine.actor import AnyActor
from workshop.engine.request import Answer, Request, fingerprint_of
from workshop.engine.rows import AnyConsultation, AnyParticipant
from workshop.leaving import leaving
from workshop.models import CommandKey, Event

KEPT = CommandKey.__table__
_KEEP = RowsInsert(
    KEPT, ["participant_id", "key", "command", "fingerprint", "round_id", "first", "last", "result"], lambda keep: keep
)
_STORED = select(KEPT).where(KEPT.c.participant_id == bindparam("me"), KEPT.c.key == bindparam("key"))


def stored_key(session: Session, me: AnyParticipant, key: str | None) -> Row[*tuple[Any, ...]] | None:
    """Fetch what is stored of a participant's command under this key, or None."""
    return session.connection().execute(_STORED, {"me": me.id, "key": key}).first()


class Done(NamedTuple):
    """A request that was carried out: by whom, with its `result`, and the logged events."""

    actor: AnyActor[Any, Any]
    request: Request
    events: Sequence[Event]


def answer_once(session: Session, name: str, done: Sequence[Done], *, of_rounds: bool = False) -> list[Answer]:
    """Store the keys of requests for the command `name` with their results, and return their answers.

    With `of_rounds` each key belongs to the round in its result: its fingerprint is erased when ballots are separated
    from voters.
    """
    _KEEP.run(session, [_kept(name, each, of_rounds) for each in done])
    return [_answer(each) for each in done]


def _kept(name: str, done: Done, of_rounds: bool) -> dict[str, Any]:
    actor = done.actor
    return {
        "participant_id": actor.me.id,
        "key": actor.key,
        "command": name,
        "fingerprint": None if actor.without_fingerprint else fingerprint_of(done.request),
        "round_id": actor.result["round_id"] if of_rounds else None,
        "first": actor.consultation.revision - len(done.events) + 1,
        "last": actor.consultation.revision,
        "result": actor.result,
    }


def _answer(done: Done) -> Answer:
    actor = done.actor
    heard, revision = _heard(actor.me, done.events), actor.consultation.revision
    return Answer(
        actor.consultation.id, revision, heard, actor.result, me_version=actor.me_version, quiet=not actor.objects
    )


def first_answer(
    session: Session, consultation: AnyConsultation, me: AnyParticipant, stored: Row[*tuple[Any, ...]]
) -> Answer:
    """Return the first answer to a key again, its events from the journal; of gone things only that they are gone."""
    events = session.scalars(
        select(Event)
        .where(Event.consultation_id == consultation.id, Event.revision.between(stored.first, stored.last))
        .order_by(Event.revision)
    ).all()
    return Answer(consultation.id, stored.last, leaving(session, _heard(me, events)), stored.result, replayed=True)


def _heard(me: AnyParticipant, events: Sequence[Event]) -> list[Event]:
    mine = policy.audiences(me)
    return [event for event in events if event.audience in mine]
