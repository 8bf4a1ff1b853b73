"""Signed-in accounts: what is known of one during a request, read anew by its cookie."""

from dataclasses import dataclass

from flask_login import UserMixin
from sqlalchemy import Row, bindparam, select

from workshop.db import Database
from workshop.engine.request import Proof
from workshop.models import Account

# Every request may run it; building a statement costs more than executing it.
_ACCOUNT = Account.__table__
_BY_ID = select(_ACCOUNT).where(_ACCOUNT.c.id == bindparam("number"))


@dataclass
class SignedIn(UserMixin):
    """A signed-in account; `token_id` is the row of the bearer token, if the request carries one."""

    account_id: int
    name: str
    email: str | None
    lang: str
    administrator: bool
    stamp: str
    token_id: int | None = None

    def get_id(self) -> str:
        """Return what the cookie carries: the account's id and its stamp, which changes at sign-out."""
        return f"{self.account_id}.{self.stamp}"


def by_cookie(database: Database, cookie_id: str) -> SignedIn | None:
    """Return the account of a cookie's contents; None where it is malformed, or ended by signing out."""
    claim = claim_of_cookie(cookie_id)
    if claim is None:
        return None
    number, proof = claim
    account = database.row(_BY_ID, {"number": number})
    return signed_in(account) if account and account.stamp == proof.stamp else None


def claim_of_cookie(cookie_id: str) -> tuple[int, Proof] | None:
    """Return the account that a cookie's contents name, and what shows that it is theirs; None where malformed."""
    number, _, stamp = cookie_id.partition(".")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    return int(number), Proof(stamp=stamp)


def signed_in(account: Account | Row, token_id: int | None = None) -> SignedIn:
    """Return an account's row as a signed-in account."""
    return SignedIn(
        account_id=account.id,
        name=account.name,
        email=account.email,
        lang=account.lang,
        administrator=account.administrator,
        stamp=account.stamp,
        token_id=token_id,
    )
