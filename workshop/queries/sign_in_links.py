"""The state of a mailed sign-in link. Danger: looking must not use it up, since mail scanners follow links."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.admission import hash_of, shows, works
from workshop.db import database_now
from workshop.models import SignInLink


def look_at_link(session: Session, secret: str) -> SignInLink | None:
    """Return a link that still works, or None; looking does not use it up."""
    return session.scalar(select(SignInLink).where(*works(secret, database_now(session))))


def shows_code(session: Session, secret: str) -> SignInLink | None:
    """Return a link used on another device than the one that asked for it, while its code can be typed there; else
    None.
    """
    own = (SignInLink.secret_hash == hash_of(secret), *shows(database_now(session)))
    return session.scalar(select(SignInLink).where(*own))


def dead_link(session: Session, secret: str) -> SignInLink | None:
    """Return a sign-in link that has been used or has expired; None for an unknown secret.

    Links that attach an address are left out: their moment is over.
    """
    link = session.scalar(select(SignInLink).where(SignInLink.secret_hash == hash_of(secret)))
    return link if link and link.account_id is None else None
