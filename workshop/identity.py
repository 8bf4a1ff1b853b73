"""Who is asking: read anew each time, from a cookie or a bearer token."""

from dataclasses import dataclass

from flask import Request
from flask_login import UserMixin
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.models import AccessToken, Account

TOKEN_SALT = "workshop.access-token"


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


def sign_token(secret_key: str, token: AccessToken) -> str:
    """Give the bearer token of a row; the same row gives the same token."""
    return URLSafeSerializer(secret_key, salt=TOKEN_SALT).dumps([token.id, token.nonce])


def by_cookie(session: Session, cookie_id: str) -> SignedIn | None:
    """Who a cookie stands for; nobody after they signed out."""
    number, _, stamp = cookie_id.partition(".")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    account = session.get(Account, int(number))
    return signed_in(account) if account and account.stamp == stamp else None


def by_token(session: Session, secret_key: str, token: str) -> SignedIn | None:
    """Who a bearer token stands for; nobody after it was revoked."""
    try:
        number, nonce = URLSafeSerializer(secret_key, salt=TOKEN_SALT).loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    own = (AccessToken.id == number, AccessToken.nonce == nonce, AccessToken.revoked_at.is_(None))
    account = session.scalar(select(Account).join(AccessToken, AccessToken.account_id == Account.id).where(*own))
    return signed_in(account, token_id=number) if account else None


def bearer_of(request: Request) -> str | None:
    """The bearer token that a request carries, if it carries one (RFC 6750)."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def signed_in(account: Account, token_id: int | None = None) -> SignedIn:
    """Give the signed-in form of an account."""
    return SignedIn(
        account_id=account.id,
        name=account.name,
        email=account.email,
        lang=account.lang,
        administrator=account.administrator,
        stamp=account.stamp,
        token_id=token_id,
    )
