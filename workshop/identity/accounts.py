"""Accounts that are signed in: what is known of one while a request lasts, read anew by its cookie."""

from dataclasses import dataclass

from flask_login import UserMixin
from sqlalchemy import Row, bindparam, select

from workshop.db import Database
from workshop.models import Account

# Every request may run it; making a statement costs more than running it.
_ACCOUNT = Account.__table__
_BY_ID = select(_ACCOUNT).where(_ACCOUNT.c.id == bindparam("number"))


@dataclass
class SignedIn(UserMixin):
    """An account that is signed in; `token_id` is the bearer token's row, if it came with one."""

    account_id: int
    name: str
    email: str | None
    lang: str
    administrator: bool
    stamp: str
    token_id: int | None = None

    def get_id(self) -> str:
        """What the cookie carries: the account and its stamp, which changes at sign-out."""
        return f"{self.account_id}.{self.stamp}"


def by_cookie(database: Database, cookie_id: str) -> SignedIn | None:
    """Who a cookie stands for; nobody after they signed out."""
    number, _, stamp = cookie_id.partition(".")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    account = database.row(_BY_ID, {"number": int(number)})
    return signed_in(account) if account and account.stamp == stamp else None


def signed_in(account: Account | Row, token_id: int | None = None) -> SignedIn:
    """Return the signed-in form of an account."""
    return SignedIn(
        account_id=account.id,
        name=account.name,
        email=account.email,
        lang=account.lang,
        administrator=account.administrator,
        stamp=account.stamp,
        token_id=token_id,
    )
