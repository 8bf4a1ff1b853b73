"""Where a join code leads."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.codes import read_code
from workshop.models import Consultation, Workshop


def workshop_of(session: Session, code: str) -> tuple[str, int] | None:
    """Give (consultation's slug, workshop's id) of a join code, however it is written; None for a code that is none."""
    query = select(Consultation.slug, Workshop.id).join(Workshop, Workshop.consultation_id == Consultation.id)
    found = session.execute(query.where(Workshop.code == read_code(code), Workshop.state == "current")).first()
    return tuple(found) if found else None
