"""The journal: numbers events, chains them by hashes and stores them."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from workshop.events import PendingEvent
from workshop.fields import canonical, rfc3339
from workshop.models import Consultation, Event, Participant
from workshop.states import CONSULTATION


def write_journal(
    session: Session,
    consultation: Consultation,
    happened: Sequence[tuple[PendingEvent, Participant | None]],
    at: datetime,
) -> list[Event]:
    """Number, chain and store events, each with who did it; returns the stored events. The caller holds the
    consultation's lock.

    Each thing takes its event's number as its revision before its state is recorded.
    """
    for number, (each, _) in enumerate(happened, consultation.revision + 1):
        if each.thing in session.new:
            # Stored with it at once; otherwise each would need one more statement.
            each.thing.revision = number
    session.flush()
    events = []
    for each, by in happened:
        consultation.revision += 1
        if each.kind is CONSULTATION:
            each.thing.changed_in = consultation.revision
        else:
            each.thing.revision = consultation.revision
        data, salt = each.kind.of(each.thing), secrets.token_bytes(16)
        event = Event(
            consultation_id=consultation.id,
            revision=consultation.revision,
            name=each.name,
            kind=each.kind.name,
            audience=each.audience,
            actor_id=by.id if by else None,
            at=at,
            data=data,
            salt=salt,
            data_hash=hashlib.sha256(salt + canonical(data)).hexdigest(),
            plain_salt=secrets.token_bytes(16),
        )
        consultation.head = event.chain = chain(consultation.head, event)
        session.add(event)
        events.append(event)
    session.flush()
    return events


def chain(before: str, event: Event) -> str:
    """Return the hash that ties an event to its predecessor (SHA-256, hex).

    It is over the hashes of the event's parts, so that it survives erasing the data, and verifies in a copy that lacks
    who acted, or all of an event that was for a few. Events of earlier versions were chained with their plain fields.
    """
    if event.plain_salt is None:
        plain = [event.revision, event.name, event.kind, event.audience, event.actor_id, rfc3339(event.at)]
        return hashlib.sha256(before.encode() + canonical(plain) + event.data_hash.encode()).hexdigest()
    what, who = plain_parts(event)
    link = [event.revision, what.hash, who.hash, event.data_hash]
    return hashlib.sha256(before.encode() + canonical(link)).hexdigest()


class Part(NamedTuple):
    """A part of an event that can be left out of a copy: its salt, and its salted hash (hex both)."""

    salt: str
    hash: str


def plain_parts(event: Event) -> tuple[Part, Part]:
    """Return the parts of an event besides its data: what happened, to whom it was told and when; and who acted."""
    assert event.plain_salt is not None, "an earlier version's event has no parts"
    what = [event.name, event.kind, event.audience, rfc3339(event.at)]
    return _part(event.plain_salt, b"what", what), _part(event.plain_salt, b"who", event.actor_id)


def _part(salt: bytes, name: bytes, fields: Any) -> Part:
    # A hash of both, so that the salt of one part does not tell that of the other.
    own = hashlib.sha256(salt + name).digest()[:16]
    return Part(own.hex(), hashlib.sha256(own + canonical(fields)).hexdigest())
