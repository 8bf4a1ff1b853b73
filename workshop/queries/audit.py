"""The audit log for its readers: a consultation's facilitators, and the installation's administrators."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select, true
from sqlalchemy.orm import Session

from workshop.db import database_now
from workshop.fields import wordings
from workshop.models import Account, AuditEntry, Consultation, Participant, Workshop
from workshop.models.audit import KEPT, OF_ACCOUNTS


@dataclass(frozen=True)
class AuditLine:
    """An entry for display; `who` is None for the command line, `whom` for an act on nobody else.

    `place` is the consultation's title by language, in the installation's log only; `workshop` is the title of the
    workshop concerned, if any.
    """

    number: int
    at: datetime
    name: str
    who: str | None
    whom: str | None
    place: dict | None
    workshop: dict | None
    details: dict


def of_consultation(session: Session, consultation: Consultation, *, before: int | None, most: int) -> list[AuditLine]:
    """Return entries on a consultation, newest first, and the sign-ins of its participants while they took part.

    At most `most` entries, older than the entry `before`. People have their names in the consultation. Danger: nothing
    is listed of a person before they came, as it would tell whether an invited address has an account.
    """
    come = and_(
        Participant.consultation_id == consultation.id,
        Participant.account_id == AuditEntry.about_id,
        Participant.state == "current",
        Participant.invited_at.is_(None),
        Participant.joined_at <= AuditEntry.at,
    )
    own = AuditEntry.consultation_id == consultation.id
    theirs = and_(AuditEntry.name.in_(OF_ACCOUNTS), select(Participant.id).where(come).exists())
    names = select(Participant.account_id, Participant.name).where(Participant.consultation_id == consultation.id)
    return _lines(session, or_(own, theirs), dict(session.execute(names).all()), before, most)


def of_installation(session: Session, *, before: int | None, most: int) -> list[AuditLine]:
    """Return all entries, newest first, at most `most` older than `before`; people with account name and address."""
    told = or_(Account.id.in_(select(AuditEntry.actor_id)), Account.id.in_(select(AuditEntry.about_id)))
    query = select(Account.id, Account.name, Account.email).where(told)
    names = {number: f"{name} <{email}>" if email else name for number, name, email in session.execute(query)}
    return _lines(session, true(), names, before, most, places=True)


def _lines(session, which, names, before, most, *, places=False):
    query = (
        select(AuditEntry, Consultation.title)
        .outerjoin(Consultation, Consultation.id == AuditEntry.consultation_id)
        .where(which, AuditEntry.at >= database_now(session) - KEPT)
        .order_by(AuditEntry.id.desc())
        .limit(most)
    )
    if before is not None:
        query = query.where(AuditEntry.id < before)
    rows = session.execute(query).all()
    numbers = {entry.details["workshop_id"] for entry, _ in rows if "workshop_id" in entry.details}
    titles = dict(session.execute(select(Workshop.id, Workshop.title).where(Workshop.id.in_(numbers))).all())
    return [
        AuditLine(
            number=entry.id,
            at=entry.at,
            name=entry.name,
            who=names.get(entry.actor_id, "?") if entry.actor_id else None,
            whom=names.get(entry.about_id, "?") if entry.about_id and entry.about_id != entry.actor_id else None,
            place=wordings(title) if places and title else None,
            workshop=wordings(titles.get(entry.details.get("workshop_id"))) or None,
            details=entry.details,
        )
        for entry, title in rows
    ]
