"""Writing the audit log: in the transaction of what it records, kept for a year."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from workshop.db import count_changed, database_now
from workshop.models import AuditEntry
from workshop.models.audit import KEPT, NAMES


def note(
    session: Session,
    name: str,
    *,
    actor_id: int | None,
    about_id: int | None = None,
    consultation_id: int | None = None,
    **details: str | int,
) -> None:
    """Add an entry to the audit log; `details` are codes and numbers, never texts or choices of participants."""
    if name not in NAMES:
        raise ValueError(name)
    about = {"actor_id": actor_id, "about_id": about_id, "consultation_id": consultation_id}
    session.add(AuditEntry(at=database_now(session), name=name, details=details, **about))


def purge(session: Session) -> int:
    """Delete entries older than a year; returns how many."""
    return count_changed(session, delete(AuditEntry).where(AuditEntry.at < database_now(session) - KEPT))
