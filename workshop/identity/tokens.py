"""Bearer tokens: signed from their rows, so that no table holds anything to sign in with."""

from functools import lru_cache

from flask import Request
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import bindparam, select

from workshop.db import Database
from workshop.identity.accounts import SignedIn, signed_in
from workshop.models import AccessToken, Account

TOKEN_SALT = "workshop.access-token"
# Every request may run it; making a statement costs more than running it.
_ACCOUNT, _TOKEN = Account.__table__, AccessToken.__table__
_BY_TOKEN = (
    select(_ACCOUNT)
    .join(_TOKEN, _TOKEN.c.account_id == _ACCOUNT.c.id)
    .where(_TOKEN.c.id == bindparam("number"), _TOKEN.c.nonce == bindparam("nonce"), _TOKEN.c.revoked_at.is_(None))
)


def sign_token(secret_key: str, token: AccessToken) -> str:
    """Return the bearer token of a row; the same row gives the same token."""
    return _tokens(secret_key).dumps([token.id, token.nonce])


def by_token(database: Database, secret_key: str, token: str) -> SignedIn | None:
    """Who a bearer token stands for; nobody after it was revoked."""
    try:
        number, nonce = _row_of_token(secret_key, token)
    except (BadSignature, ValueError, TypeError):
        return None
    account = database.row(_BY_TOKEN, {"number": number, "nonce": nonce})
    return signed_in(account, token_id=number) if account else None


def bearer_of(request: Request) -> str | None:
    """The bearer token that a request carries, if it carries one (RFC 6750)."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


@lru_cache(maxsize=4)
def _tokens(secret_key: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret_key, salt=TOKEN_SALT)


@lru_cache(maxsize=4096)
def _row_of_token(secret_key: str, token: str) -> tuple[int, str]:
    """The row that a token was signed for, which never changes; whether it still counts is read anew each time."""
    number, nonce = _tokens(secret_key).loads(token)
    return number, nonce
