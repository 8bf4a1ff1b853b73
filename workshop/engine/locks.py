"""The lock of a consultation, under which revisions are handed out."""

from sqlalchemy.orm import Session

from workshop.db.sets import is_shared
from workshop.models import Consultation


def lock(session: Session, consultation_id: int) -> None:
    """Take the consultation's lock, and read the consultation as committed before.

    SQLite has a single writer, so there the transaction itself is the lock.
    """
    if is_shared(session):
        session.get(Consultation, consultation_id, with_for_update=True, populate_existing=True)
