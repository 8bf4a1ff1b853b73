"""The workshop that a join code leads to, and the participant who has just joined by a key."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.admission import JOIN_KEY_KEPT, join_keys_of, workshop_by_code
from workshop.db import database_now
from workshop.models import Consultation, Participant, Workshop
from workshop.reading.codes import read_code


def workshop_of(session: Session, code: str) -> tuple[str, int] | None:
    """Return (consultation's slug, workshop's id) of a join code in any notation; None for an unknown code."""
    found = session.execute(
        select(Consultation.slug, Workshop.id)
        .join(Consultation, Consultation.id == Workshop.consultation_id)
        .where(Workshop.code == read_code(code), Workshop.state == "current")
    ).first()
    return None if found is None else (found.slug, found.id)


def joined_as(session: Session, code: str, key: str) -> str | None:
    """Return the name of the participant who joined with this key; None for an unknown or expired key."""
    stored = join_keys_of(session, [key], workshop_by_code(session, code)).get(key)
    if stored is None or stored.created_at < database_now(session) - JOIN_KEY_KEPT:
        return None
    return session.get_one(Participant, stored.participant_id).name
