"""What admits people: join codes and their keys, links to walls, mailed links, and who may make a consultation."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.config.allowed import ADMINISTRATORS
from workshop.db import allowed
from workshop.db.clock import DatabaseTime
from workshop.errors import NotFound
from workshop.models import Account, Consultation, JoinKey, Participant, SignInLink, WallLink, Workshop
from workshop.reading.codes import read_code

# How long a key stands for the participant who joined with it.
JOIN_KEY_KEPT = timedelta(minutes=10)
_OPEN = (
    select(WallLink)
    .join(Workshop, Workshop.id == WallLink.workshop_id)
    .where(WallLink.state == "current", Workshop.state == "current")
    .order_by(WallLink.id)
)


def workshop_by_code(session: Session, code: str) -> Workshop:
    """Fetch the workshop of a join code, in any notation; raises NotFound."""
    workshop = session.scalar(select(Workshop).where(Workshop.code == read_code(code), Workshop.state == "current"))
    if workshop is None:
        raise NotFound("code")
    return workshop


def place_to_join(session: Session, code: str) -> tuple[Workshop, Consultation, datetime, bool]:
    """Return the workshop of a code, its consultation, the time, and whether some join keys have outlived theirs.

    Raises NotFound.
    """
    now = DatabaseTime()
    row = session.execute(
        select(Workshop, Consultation, now.label("now"), select(func.min(JoinKey.created_at)).scalar_subquery())
        .join(Consultation, Consultation.id == Workshop.consultation_id)
        .where(Workshop.code == read_code(code), Workshop.state == "current")
    ).first()
    if row is None:
        raise NotFound("code")
    workshop, consultation, began, oldest = row
    return workshop, consultation, began, oldest is not None and oldest < began - JOIN_KEY_KEPT


def join_keys_of(session: Session, keys: Iterable[str], workshop: Workshop) -> dict[str, JoinKey]:
    """Fetch the rows of those keys, by the key, with which participants joined a workshop, even expired ones."""
    hashes = {hash_of(key): key for key in keys}
    stored = select(JoinKey).where(JoinKey.workshop_id == workshop.id, JoinKey.key_hash.in_(hashes))
    return {hashes[row.key_hash]: row for row in session.scalars(stored)}


def open_links(session: Session, link_ids: Iterable[int]) -> list[WallLink]:
    """Fetch those of some links that open a wall now."""
    return list(session.scalars(_OPEN.where(WallLink.id.in_(list(link_ids)))))


def links_of(session: Session, workshop_id: int) -> list[WallLink]:
    """Fetch the links that open a workshop's wall now."""
    return list(session.scalars(_OPEN.where(WallLink.workshop_id == workshop_id)))


def may_create(session: Session, account: Account) -> bool:
    """Whether an account may make consultations; a guest's never may.

    Administrators may, and with `founders` "facilitators" also the facilitators of any consultation.
    """
    if account.email is None or account.administrator or allowed(session).founders == ADMINISTRATORS:
        return account.email is not None and account.administrator
    leads = (Participant.account_id == account.id, Participant.role == policy.FACILITATOR)
    query = select(Participant.id).where(*leads, Participant.state == "current").limit(1)
    return session.scalar(query) is not None


def works(secret: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for the link with this secret, if it can still be used."""
    own = SignInLink.secret_hash == hash_of(secret)
    return own, SignInLink.used_at.is_(None), SignInLink.ended_at.is_(None), SignInLink.expires_at > now


def shows(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for links used on another device, whose code can still be typed."""
    return SignInLink.code_ends_at > now, SignInLink.ended_at.is_(None)


def hash_of(secret: str) -> str:
    """Return the hash under which a secret is stored (SHA-256, hex)."""
    return hashlib.sha256(secret.encode()).hexdigest()
