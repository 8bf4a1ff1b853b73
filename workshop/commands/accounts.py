"""Accounts: made by an address or as a guest, attached to an address, signed out; tokens and sign-in links."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workshop.commands.arriving import arrive_with
from workshop.commands.jobs import order
from workshop.db import database_now
from workshop.errors import Conflict, Invalid, NotFound
from workshop.models import AccessToken, Account, Installation, SignInLink

# RFC 5321 leaves the local part to the receiving host; only what no address has is refused here.
_PART = r"[^\s\x00-\x1f\x7f@<>\"(),;:\\\[\]]"
EMAIL = re.compile(rf"{_PART}{{1,64}}@{_PART}{{1,188}}\.{_PART}{{2,63}}")
LINK_MINUTES = 20
INVITATION_DAYS = 14
INVITATION_MINUTES = INVITATION_DAYS * 24 * 60


def normal_email(email: str) -> str:
    """Give an address in the form in which it is compared; raises Invalid for what is none."""
    email = email.strip().lower()
    if not EMAIL.fullmatch(email):
        raise Invalid(email="not_an_address")
    return email


def account_by_email(session: Session, email: str, name: str | None, lang: str, now: datetime) -> Account:
    """Fetch the account of an address, or make one."""
    account = session.scalar(select(Account).where(Account.email == email))
    return account or make_account(session, name or email.split("@")[0], lang, now, email=email)


def make_account(session: Session, name: str, lang: str, now: datetime, *, email: str | None = None) -> Account:
    """Make an account; without an address it is a guest's."""
    account = Account(name=name, email=email, lang=lang, stamp=secrets.token_hex(16), created_at=now)
    session.add(account)
    session.flush()
    return account


def make_token(session: Session, account: Account, now: datetime) -> AccessToken:
    """Make the row from which a bearer token is signed."""
    token = AccessToken(account_id=account.id, nonce=secrets.token_hex(16), created_at=now)
    session.add(token)
    session.flush()
    return token


def ask_for_link(session: Session, email: str, *, account_id: int | None = None, then: str = "/") -> None:
    """Order a sign-in link by mail: for the account of `email`, or one that attaches `email` to `account_id`.

    It goes on to the page `then`. Whether the address is known is left to the worker, so that neither the answer
    nor the time it takes tells.
    """
    asked = {"email": normal_email(email), "account_id": account_id, "then": then}
    order(session, "sign_in_link", asked, database_now(session))


def make_link(session: Session, email: str, *, account_id: int | None = None, minutes: int = LINK_MINUTES) -> str:
    """Make a link's secret; only its hash is kept. It works once, for so many minutes."""
    now, secret = database_now(session), secrets.token_urlsafe(32)
    session.add(
        SignInLink(
            account_id=account_id,
            email=normal_email(email),
            secret_hash=_hash(secret),
            created_at=now,
            expires_at=now + timedelta(minutes=minutes),
        )
    )
    return secret


def use_link(session: Session, secret: str) -> Account:
    """Use a link once: gives the account that it signs in, with the address attached where that was asked.

    Raises NotFound for a link that is used, late or unknown, Conflict for an address that someone else has.
    """
    now = database_now(session)
    own = (SignInLink.secret_hash == _hash(secret), SignInLink.used_at.is_(None), SignInLink.expires_at > now)
    used = session.execute(update(SignInLink).where(*own).values(used_at=now))
    if not used.rowcount:
        raise NotFound("link")
    link = session.scalar(select(SignInLink).where(SignInLink.secret_hash == _hash(secret)))
    known = session.scalar(select(Account).where(Account.email == link.email))
    if link.account_id is None or (known and known.id == link.account_id):
        if known is None:
            raise NotFound("account")
        arrive_with(session, known.id)
        return known
    if known:
        raise Conflict("address_of_another")
    account = session.get(Account, link.account_id)
    account.email = link.email
    return account


def look_at_link(session: Session, secret: str) -> SignInLink | None:
    """Give a link that would still work; looking does not use it up, since mail scanners follow links."""
    now = database_now(session)
    own = (SignInLink.secret_hash == _hash(secret), SignInLink.used_at.is_(None), SignInLink.expires_at > now)
    return session.scalar(select(SignInLink).where(*own))


def dead_link(session: Session, secret: str) -> SignInLink | None:
    """Give a link that signed somebody in, or would have, and does so no more; None for a secret that was never made.

    Links that attach an address are left out: their moment is over.
    """
    link = session.scalar(select(SignInLink).where(SignInLink.secret_hash == _hash(secret)))
    return link if link and link.account_id is None else None


def choose_language(session: Session, account_id: int, lang: str) -> None:
    """Set the language in which an account reads its mail."""
    session.execute(update(Account).where(Account.id == account_id).values(lang=lang))


def sign_out_everywhere(session: Session, account_id: int) -> None:
    """End every cookie and every token of an account."""
    now = database_now(session)
    session.execute(update(Account).where(Account.id == account_id).values(stamp=secrets.token_hex(16)))
    own = (AccessToken.account_id == account_id, AccessToken.revoked_at.is_(None))
    session.execute(update(AccessToken).where(*own).values(revoked_at=now))
    session.execute(update(Installation).values(access_version=Installation.access_version + 1))


def _hash(secret):
    return hashlib.sha256(secret.encode()).hexdigest()
