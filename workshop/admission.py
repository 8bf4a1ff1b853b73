"""What lets people in: join codes and their keys, links to walls, links by mail, and who may make a consultation."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.config.allowed import ADMINISTRATORS
from workshop.db import allowed
from workshop.errors import NotFound
from workshop.models import Account, JoinKey, Participant, SignInLink, WallLink, Workshop
from workshop.reading.codes import read_code

# As long as a key of joining stands for whoever joined with it.
JOIN_KEY_KEPT = timedelta(minutes=10)
_OPEN = (
    select(WallLink)
    .join(Workshop, Workshop.id == WallLink.workshop_id)
    .where(WallLink.state == "current", Workshop.state == "current")
    .order_by(WallLink.id)
)


def workshop_by_code(session: Session, code: str) -> Workshop:
    """Fetch the workshop of a join code, however it is written; raises NotFound."""
    workshop = session.scalar(select(Workshop).where(Workshop.code == read_code(code), Workshop.state == "current"))
    if workshop is None:
        raise NotFound("code")
    return workshop


def join_key_of(session: Session, key: str, workshop: Workshop) -> JoinKey | None:
    """Fetch what was kept of a key with which somebody joined a workshop, also where it is too old to count."""
    return session.get(JoinKey, (hash_of(key), workshop.id))


def open_links(session: Session, link_ids: Iterable[int]) -> list[WallLink]:
    """Fetch those of some links that open a wall now."""
    return list(session.scalars(_OPEN.where(WallLink.id.in_(list(link_ids)))))


def links_of(session: Session, workshop_id: int) -> list[WallLink]:
    """Fetch the links that open the wall of a workshop now."""
    return list(session.scalars(_OPEN.where(WallLink.workshop_id == workshop_id)))


def may_create(session: Session, account: Account) -> bool:
    """Whether an account may make consultations: never a guest's.

    Administrators may; where the settings say so, also those who lead a consultation already.
    """
    if account.email is None or account.administrator or allowed(session).founders == ADMINISTRATORS:
        return account.email is not None and account.administrator
    leads = (Participant.account_id == account.id, Participant.role == policy.FACILITATOR)
    query = select(Participant.id).where(*leads, Participant.state == "current").limit(1)
    return session.scalar(query) is not None


def works(secret: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The condition for the link of a secret that can still be used."""
    own = SignInLink.secret_hash == hash_of(secret)
    return own, SignInLink.used_at.is_(None), SignInLink.ended_at.is_(None), SignInLink.expires_at > now


def shows(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The condition for links that were used elsewhere than asked for, and show a code that can still be typed."""
    return SignInLink.code_ends_at > now, SignInLink.ended_at.is_(None)


def hash_of(secret: str) -> str:
    """Hash a secret as it is kept (SHA-256, hex)."""
    return hashlib.sha256(secret.encode()).hexdigest()
