"""The lock of a consultation, under which revisions are handed out."""

from sqlalchemy.orm import Session

from workshop.db import is_shared
from workshop.models import Consultation


def lock(session: Session, consultation_id: int) -> None:
    """Take the lock; what is read from then on is what was committed before.

    In the embedded database the one writer is alone already.
    """
    if is_shared(session):
        session.get(Consultation, consultation_id, with_for_update=True, populate_existing=True)
