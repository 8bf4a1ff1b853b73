"""Accounts: made for an address or a guest, given an address, signed out; tokens and sign-in links."""

import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from workshop.admission import hash_of, shows, works
from workshop.db import count_changed, database_now, upsert
from workshop.errors import Conflict, NotFound
from workshop.models import MAIL_ISSUER, AccessToken, Account, Installation, SignInLink
from workshop.operations.arriving import arrive_with
from workshop.operations.auditing import note
from workshop.operations.mailing import Sender, order_mail
from workshop.operations.people.addresses import new_email, normal_email
from workshop.operations.people.sign_ins import account_of, may_sign_in

LINK_MINUTES = 20
# The code that confirms an address: five tries at one in a million, and none before the button in the mail was pressed.
CODE_DIGITS, CODE_TRIES, CODE_MINUTES = 6, 5, 10
INVITATION_DAYS = 14
INVITATION_MINUTES = INVITATION_DAYS * 24 * 60


def account_by_email(session: Session, email: str, name: str | None, lang: str, now: datetime) -> Account:
    """Fetch the account of an address, or make one.

    Danger: both cases run the same statements, so that the time taken does not tell whether the address was known. Safe
    to run concurrently.
    """
    about = {"email": email, "name": name or email.rpartition("@")[0], "lang": lang, "administrator": False}
    new = upsert(session, Account).values(**about, stamp=secrets.token_hex(16), created_at=now)
    session.execute(new.on_conflict_do_nothing(index_elements=[Account.email]))
    account = session.scalars(select(Account).where(Account.email == email)).one()
    may_sign_in(session, account, MAIL_ISSUER, email, now)
    return account


def make_account(session: Session, name: str, lang: str, now: datetime) -> Account:
    """Make a guest's account, which has no address."""
    account = new_account(name, lang, now)
    session.add(account)
    session.flush()
    return account


def new_account(name: str, lang: str, now: datetime) -> Account:
    """Return a guest's account, which has yet to be added."""
    return Account(name=name, lang=lang, stamp=secrets.token_hex(16), created_at=now)


def make_token(session: Session, account: Account, now: datetime) -> AccessToken:
    """Make the row from which a bearer token is signed."""
    [token] = make_tokens(session, [account], now)
    return token


def make_tokens(session: Session, accounts: Iterable[Account], now: datetime) -> list[AccessToken]:
    """Make a row for each account, from which its bearer token is signed."""
    tokens = [AccessToken(account_id=each.id, nonce=secrets.token_hex(16), created_at=now) for each in accounts]
    session.add_all(tokens)
    session.flush()
    return tokens


def ask_for_link(
    session: Session, email: str, *, account_id: int | None = None, then: str = "/", by: Iterable[Sender] = ()
) -> None:
    """Order a sign-in link by mail: for the account of `email`, or one that attaches `email` to `account_id`.

    The link leads on to the page `then`. Danger: only the worker looks the address up, so that neither the answer nor
    its time tells whether it is known. Raises Invalid for no address, and TooManyMails for the address or a sender in
    `by`.
    """
    written = normal_email if account_id is None else new_email
    to = written(email)
    asked = {"email": to, "account_id": account_id, "then": then}
    order_mail(session, "sign_in_link", asked, to=to, by=by, signs_in=account_id is None)


def make_link(session: Session, email: str, *, account_id: int | None = None, minutes: int = LINK_MINUTES) -> str:
    """Make a sign-in link and return its secret, of which only the hash is stored. It works once, for `minutes`."""
    now, secret = database_now(session), secrets.token_urlsafe(32)
    session.add(
        SignInLink(
            account_id=account_id,
            email=normal_email(email),
            secret_hash=hash_of(secret),
            created_at=now,
            expires_at=now + timedelta(minutes=minutes),
        )
    )
    return secret


def use_link(session: Session, secret: str, here: int | None = None) -> Account | None:
    """Use a sign-in link; return the account that it signs in, with the address attached where that was asked.

    `here` is the account signed in on this device. Danger: a link that attaches an address to another account than
    `here` attaches nothing and signs nobody in (None), since its reader may not be the one who asked: the page shows a
    code (`code_of`) to be typed on the device that asked. Ends older links of the account. Raises NotFound for a link
    that is used, expired or unknown, Conflict for an address of another account and for an account with another
    address.
    """
    now = database_now(session)
    if not count_changed(session, update(SignInLink).where(*works(secret, now)).values(used_at=now)):
        raise NotFound("link")
    link = session.scalars(select(SignInLink).where(SignInLink.secret_hash == hash_of(secret))).one()
    known = account_of(session, MAIL_ISSUER, link.email) or _of_last_version(session, link.email, now)
    if link.account_id is None:
        if known is None:
            raise NotFound("account")
        _end_older(session, link, known.id, now)
        arrive_with(session, known.id)
        note(session, "signed_in", actor_id=known.id, about_id=known.id)
        return known
    _end_older(session, link, link.account_id, now)
    if known and known.id != link.account_id:
        raise Conflict("address_of_another")
    if here == link.account_id:
        return _attach(session, link)
    link.code_hash, link.code_ends_at = (
        hash_of(link.secret_hash + code_of(secret)),
        now + timedelta(minutes=CODE_MINUTES),
    )
    return None


def code_of(secret: str) -> str:
    """Return the six-digit code shown for a link that was used on another device than the one that asked for it."""
    return f"{int(hash_of('code ' + secret), 16) % 10**CODE_DIGITS:0{CODE_DIGITS}}"


def type_code(session: Session, account_id: int, typed: str) -> Account | None:
    """Attach the address whose code was typed for this account; None for a wrong or expired code.

    Danger: each try is counted before it is compared, so that concurrent tries gain nothing. Raises Conflict as
    `use_link` does.
    """
    shown = (SignInLink.account_id == account_id, SignInLink.code_tries < CODE_TRIES, *shows(database_now(session)))
    tried = update(SignInLink).where(*shown).values(code_tries=SignInLink.code_tries + 1).returning(SignInLink.id)
    number = session.scalar(tried)
    link = session.get(SignInLink, number) if number else None
    digits = "".join(sign for sign in typed if sign.isdecimal())
    if link is None or not hmac.compare_digest(link.code_hash or "", hash_of(link.secret_hash + digits)):
        return None
    link.code_ends_at = None
    return _attach(session, link)


def choose_language(session: Session, account_id: int, lang: str) -> None:
    """Set the language of the mails to an account."""
    session.execute(update(Account).where(Account.id == account_id).values(lang=lang))


def sign_out_everywhere(session: Session, account_id: int) -> None:
    """End all cookies and tokens of an account, on every device."""
    now = database_now(session)
    session.execute(update(Account).where(Account.id == account_id).values(stamp=secrets.token_hex(16)))
    own = (AccessToken.account_id == account_id, AccessToken.revoked_at.is_(None))
    session.execute(update(AccessToken).where(*own).values(revoked_at=now))
    session.execute(update(Installation).values(access_version=Installation.access_version + 1))
    note(session, "signed_out", actor_id=account_id, about_id=account_id)


def _of_last_version(session, email, now):
    """Fetch the account of an address without a sign-in, made by the previous version after the tables had changed."""
    account = session.scalar(select(Account).where(Account.email == email))
    if account:
        may_sign_in(session, account, MAIL_ISSUER, email, now)
    return account


def _end_older(session, link, account_id, now):
    whose = or_(SignInLink.email == link.email, SignInLink.account_id == account_id)
    older = (SignInLink.id < link.id, SignInLink.ended_at.is_(None), whose)
    session.execute(update(SignInLink).where(*older).values(ended_at=now))


def _attach(session, link):
    account = session.get_one(Account, link.account_id)
    if account.email not in (None, link.email):
        raise Conflict("address_already")
    account.email = link.email
    session.flush()
    may_sign_in(session, account, MAIL_ISSUER, link.email, database_now(session))
    note(session, "address_added", actor_id=account.id, about_id=account.id)
    return account
