"""Who is asking: read anew each time, from a cookie or a bearer token; or which wall looks on, from its link."""

import hmac
import re
from base64 import b32encode
from dataclasses import dataclass
from functools import lru_cache

from flask import Request
from flask_login import UserMixin, current_user
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from workshop.admission import links_of, open_links
from workshop.config import Settings
from workshop.db import Database
from workshop.engine.request_state import place_of
from workshop.errors import NotFound, NotSignedIn
from workshop.models import AccessToken, Account, Consultation, Participant, WallLink

TOKEN_SALT = "workshop.access-token"
WALL_SALT = "workshop.wall-link"
LINK_SALT = "workshop.join-link"
# A hundred bits, in groups that can be typed on the hall's own computer.
WALL_KEY_GROUPS, WALL_KEY_GROUP = 4, 5
LINK_KEY = 13
MOST_WALLS = 20
# Every request runs one of these; making a statement costs more than running it.
_ACCOUNT, _TOKEN = Account.__table__, AccessToken.__table__
_BY_ID = select(_ACCOUNT).where(_ACCOUNT.c.id == bindparam("number"))
_BY_TOKEN = (
    select(_ACCOUNT)
    .join(_TOKEN, _TOKEN.c.account_id == _ACCOUNT.c.id)
    .where(_TOKEN.c.id == bindparam("number"), _TOKEN.c.nonce == bindparam("nonce"), _TOKEN.c.revoked_at.is_(None))
)


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


@dataclass(frozen=True)
class Sight:
    """Who looks on at a consultation: a participant, or nobody in particular through a wall's link.

    At a wall `me` is None: it hears what everyone hears, and nothing can be done from there.
    """

    consultation: Consultation
    me: Participant | None
    wall_link_id: int | None = None


@lru_cache(maxsize=4)
def _tokens(secret_key: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret_key, salt=TOKEN_SALT)


@lru_cache(maxsize=4096)
def _row_of_token(secret_key: str, token: str) -> tuple[int, str]:
    """The row that a token was signed for, which never changes; whether it still counts is read anew each time."""
    number, nonce = _tokens(secret_key).loads(token)
    return number, nonce


def sign_token(secret_key: str, token: AccessToken) -> str:
    """Give the bearer token of a row; the same row gives the same token."""
    return _tokens(secret_key).dumps([token.id, token.nonce])


def by_cookie(database: Database, cookie_id: str) -> SignedIn | None:
    """Who a cookie stands for; nobody after they signed out."""
    number, _, stamp = cookie_id.partition(".")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    account = database.row(_BY_ID, {"number": int(number)})
    return signed_in(account) if account and account.stamp == stamp else None


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


def signed_in(account: Account | Row, token_id: int | None = None) -> SignedIn:
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


def wall_key(secret_key: str, link_id: int, key: str) -> str:
    """Give the secret of a wall's link, from its row's id and key; the same row gives the same secret."""
    about = f"{WALL_SALT} {link_id} {key}".encode()
    letters = b32encode(hmac.digest(secret_key.encode(), about, "sha256")).decode().lower()
    starts = range(0, WALL_KEY_GROUPS * WALL_KEY_GROUP, WALL_KEY_GROUP)
    return "-".join(letters[start : start + WALL_KEY_GROUP] for start in starts)


def link_key(secret_key: str, code: str) -> str:
    """Give the unguessable part of the links and QR codes that lead to a join code, of 65 bits.

    It is worked out from the code alone, so that it is told from a wrong one without a look-up, and ends with it.
    """
    letters = b32encode(hmac.digest(secret_key.encode(), f"{LINK_SALT} {code}".encode(), "sha256"))
    return letters.decode().lower()[:LINK_KEY]


def is_link_key(secret_key: str, code: str, given: str) -> bool:
    """Whether this is the unguessable part that belongs to a code."""
    # What a mail program took for the end of a link stands after it.
    letters = re.sub("[^a-z2-7]", "", given.lower())
    return hmac.compare_digest(link_key(secret_key, code), letters)


def wall_by_key(session: Session, secret_key: str, workshop_id: int, given: str) -> WallLink | None:
    """The link of a workshop's wall that a secret belongs to; none after it was taken back."""
    given = given.strip().lower()
    return next((link for link in links_of(session, workshop_id) if _opens(secret_key, link, given)), None)


def wall_cookie(settings: Settings, link_id: int | str = "") -> str:
    """The name of the cookie that a wall's link leaves: each has one of its own."""
    return f"{'__Host-' if settings.secure else ''}workshop-wall-{link_id}"


def walls_of(session: Session, settings: Settings, request: Request) -> list[WallLink]:
    """The links whose walls a browser may look at, by the cookies that they have left there.

    A token says who asks, whatever cookie came with it.
    """
    start, given = wall_cookie(settings), {}
    for name, secret in request.cookies.items():
        number = name.removeprefix(start)
        if name != number and number.isascii() and number.isdigit() and len(number) < 10:
            given[int(number)] = secret
    if not given or bearer_of(request):
        return []
    newest = sorted(given)[-MOST_WALLS:]
    return [link for link in open_links(session, newest) if _opens(settings.secret_key, link, given[link.id])]


def sight_of(session: Session, settings: Settings, request: Request, slug: str) -> Sight:
    """Fetch a consultation and who looks on at it: a participant, else a wall; raises NotSignedIn, NotFound."""
    try:
        if not current_user.is_authenticated:
            raise NotSignedIn
        return Sight(*place_of(session, slug, current_user.account_id))
    except (NotSignedIn, NotFound):
        for link in walls_of(session, settings, request):
            consultation = session.get(Consultation, link.consultation_id)
            if consultation.slug == slug:
                return Sight(consultation, None, link.id)
        raise


def _opens(secret_key, link, given):
    return hmac.compare_digest(wall_key(secret_key, link.id, link.key).encode(), given.encode())
