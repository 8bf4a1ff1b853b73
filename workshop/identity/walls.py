"""Links to walls: their secrets, and the cookies that they leave in a browser."""

import hmac
from base64 import b32encode

from flask import Request
from sqlalchemy.orm import Session

from workshop.admission import links_of, open_links
from workshop.config import Settings
from workshop.identity.tokens import bearer_of
from workshop.models import WallLink

WALL_SALT = "workshop.wall-link"
# A hundred bits, in groups that can be typed on the hall's own computer.
WALL_KEY_GROUPS, WALL_KEY_GROUP = 4, 5
MOST_WALLS = 20


def wall_key(secret_key: str, link_id: int, key: str) -> str:
    """Return the secret of a wall's link, derived from its row's id and key; always the same for a row."""
    about = f"{WALL_SALT} {link_id} {key}".encode()
    letters = b32encode(hmac.digest(secret_key.encode(), about, "sha256")).decode().lower()
    starts = range(0, WALL_KEY_GROUPS * WALL_KEY_GROUP, WALL_KEY_GROUP)
    return "-".join(letters[start : start + WALL_KEY_GROUP] for start in starts)


def wall_by_key(session: Session, secret_key: str, workshop_id: int, given: str) -> WallLink | None:
    """Return a workshop's wall link with this secret; None where there is none, or it was revoked."""
    given = given.strip().lower()
    return next((link for link in links_of(session, workshop_id) if _opens(secret_key, link, given)), None)


def wall_cookie(settings: Settings, link_id: int | str = "") -> str:
    """Return the name of the cookie that a wall's link leaves, a different one for each link."""
    return f"{'__Host-' if settings.secure else ''}workshop-wall-{link_id}"


def walls_of(session: Session, settings: Settings, request: Request) -> list[WallLink]:
    """Return the links whose walls this browser may show, by the cookies that they left.

    None for a request with a bearer token: then the token tells who the viewer is, whatever cookies come with it.
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


def _opens(secret_key, link, given):
    return hmac.compare_digest(wall_key(secret_key, link.id, link.key).encode(), given.encode())
