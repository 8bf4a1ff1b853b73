"""Keys: what was done under one is kept, so that the same request again gets its first answer again."""

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
    """Fetch what was kept of a participant's command under this key, if one was carried out; of no key nothing is."""
    return session.connection().execute(_STORED, {"me": me.id, "key": key}).first()


def answer_once(
    actor: AnyActor[Place, Me],
    name: str,
    events: Sequence[Event],
    fingerprint: str | None,
    *,
    round_id: int | None = None,
) -> Answer:
    """Keep the actor's key with the result that the actor holds, and give the answer to the command `name`.

    `events` are those that were logged. With a `round_id` the key belongs to the ballot of that round, and its
    fingerprint goes when ballots and voters are taken apart.
    """
    consultation = actor.consultation
    kept = {
        "participant_id": actor.me.id,
        "key": actor.key,
        "command": name,
        "fingerprint": None if actor.untraced else fingerprint,
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
    """Give the first answer to a key again, from the journal; of what is gone since, that it is gone."""
    events = session.scalars(
        select(Event)
        .where(Event.consultation_id == consultation.id, Event.revision.between(stored.first, stored.last))
        .order_by(Event.revision)
    ).all()
    return Answer(consultation.id, stored.last, leaving(session, _heard(me, events)), stored.result, replayed=True)


def _heard(me: AnyParticipant, events: Sequence[Event]) -> list[Event]:
    mine = policy.audiences(me)
    return [event for event in events if event.audience in mine]
