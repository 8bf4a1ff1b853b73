"""Idempotency keys: the result stored under a key answers the same request again."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, insert, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.engine.actor import AnyActor, Me, Place
from workshop.engine.request import Answer
from workshop.engine.rows import AnyConsultation, AnyParticipant
from workshop.leaving import leaving
from workshop.models import CommandKey, Event

KEPT = CommandKey.__table__
_KEEP = insert(KEPT)
_STORED = select(KEPT).where(KEPT.c.participant_id == bindparam("me"), KEPT.c.key == bindparam("key"))


def stored_key(session: Session, me: AnyParticipant, key: str | None) -> Row[*tuple[Any, ...]] | None:
    """Fetch what is stored of a participant's command under this key, or None."""
    return session.connection().execute(_STORED, {"me": me.id, "key": key}).first()


def answer_once(
    actor: AnyActor[Place, Me],
    name: str,
    events: Sequence[Event],
    fingerprint: str | None,
    *,
    round_id: int | None = None,
) -> Answer:
    """Store the actor's key with the actor's `result`, and return the answer to the command `name`.

    `events` are the logged ones. With `round_id` the key belongs to a ballot: its fingerprint is erased when ballots
    are separated from voters.
    """
    consultation = actor.consultation
    kept = {
        "participant_id": actor.me.id,
        "key": actor.key,
        "command": name,
        "fingerprint": None if actor.without_fingerprint else fingerprint,
        "round_id": round_id,
        "first": consultation.revision - len(events) + 1,
        "last": consultation.revision,
        "result": actor.result,
    }
    actor.run(_KEEP, kept)
    heard, quiet = _heard(actor.me, events), not actor.objects
    return Answer(consultation.id, consultation.revision, heard, actor.result, me_version=actor.me_version, quiet=quiet)


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
