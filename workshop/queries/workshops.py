"""Where a join code leads."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.models import Consultation, Workshop


def workshop_of(session: Session, code: str) -> tuple[str, int] | None:
    """Give (consultation's slug, workshop's id) of a join code, however it is spaced; None for a code that is none."""
    digits = "".join(character for character in code if character.isascii() and character.isdigit())
    query = select(Consultation.slug, Workshop.id).join(Workshop, Workshop.consultation_id == Consultation.id)
    found = session.execute(query.where(Workshop.code == digits, Workshop.state == "current")).first()
    return tuple(found) if found else None
