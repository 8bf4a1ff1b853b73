"""Bearer tokens, signed from their rows, so that no table contains anything to sign in with."""

from functools import lru_cache

from cachetools import LRUCache
from flask import Request
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import bindparam, select

from workshop.db import Database
from workshop.engine.request import Proof
from workshop.identity.accounts import SignedIn, signed_in
from workshop.models import AccessToken, Account

TOKEN_SALT = "workshop.access-token"
# The accounts of tokens that were read: a token never changes hands, whether or not it is valid still.
_OWNERS: LRUCache[tuple[int, str], int] = LRUCache(20_000)
# Every request may run it; building a statement costs more than executing it.
_ACCOUNT, _TOKEN = Account.__table__, AccessToken.__table__
_BY_TOKEN = (
    select(_ACCOUNT)
    .join(_TOKEN, _TOKEN.c.account_id == _ACCOUNT.c.id)
    .where(_TOKEN.c.id == bindparam("number"), _TOKEN.c.nonce == bindparam("nonce"), _TOKEN.c.revoked_at.is_(None))
)


def sign_token(secret_key: str, token: AccessToken) -> str:
    """Return the bearer token of a row; always the same for a row."""
    return _tokens(secret_key).dumps([token.id, token.nonce])


def by_token(database: Database, secret_key: str, token: str) -> SignedIn | None:
    """Return the account of a bearer token; None where it is invalid or revoked."""
    try:
        number, nonce = _row_of_token(secret_key, token)
    except (BadSignature, ValueError, TypeError):
        return None
    account = database.row(_BY_TOKEN, {"number": number, "nonce": nonce})
    if account is None:
        return None
    _OWNERS[number, nonce] = account.id
    return signed_in(account, token_id=number)


def claim_of_token(secret_key: str, token: str) -> tuple[int, Proof] | None:
    """Return the account that a bearer token was last read to be of, and what shows that it still is.

    None where the token was not read lately in this process.
    """
    try:
        row = _row_of_token(secret_key, token)
    except (BadSignature, ValueError, TypeError):
        return None
    owner = _OWNERS.get(row)
    return None if owner is None else (owner, Proof(token=row))


def bearer_of(request: Request) -> str | None:
    """Return the bearer token of a request (RFC 6750), or None."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


@lru_cache(maxsize=4)
def _tokens(secret_key: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret_key, salt=TOKEN_SALT)


@lru_cache(maxsize=4096)
def _row_of_token(secret_key: str, token: str) -> tuple[int, str]:
    """Return (id, nonce) of the row that a token names; cached, as validity is read from that row each time."""
    number, nonce = _tokens(secret_key).loads(token)
    return number, nonce
