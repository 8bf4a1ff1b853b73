"""The workshop that a join code leads to, and the participant who has just joined by a key."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from workshop.admission import JOIN_KEY_KEPT, join_keys_of, workshop_by_code
from workshop.db import database_now
from workshop.models import Consultation, Participant, Workshop
from workshop.reading.codes import read_code

# Who joins runs it; building a statement costs more than executing it.
_CONSULTATION, _WORKSHOP = Consultation.__table__, Workshop.__table__
_BY_CODE = (
    select(_CONSULTATION.c.slug, _WORKSHOP.c.id)
    .join(_WORKSHOP, _CONSULTATION.c.id == _WORKSHOP.c.consultation_id)
    .where(_WORKSHOP.c.code == bindparam("code"), _WORKSHOP.c.state == "current")
)


def workshop_of(session: Session, code: str) -> tuple[str, int] | None:
    """Return (consultation's slug, workshop's id) of a join code in any notation; None for an unknown code."""
    found = session.connection().execute(_BY_CODE, {"code": read_code(code)}).first()
    return None if found is None else (found.slug, found.id)


def joined_as(session: Session, code: str, key: str, secret_key: str) -> str | None:
    """Return the name of the participant who joined with this key; None for an unknown or expired key."""
    stored = join_keys_of(session, [key], workshop_by_code(session, code, secret_key)).get(key)
    if stored is None or stored.created_at < database_now(session) - JOIN_KEY_KEPT:
        return None
    return session.get_one(Participant, stored.participant_id).name
