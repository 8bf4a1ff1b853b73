"""Rate limits of requests: wrong codes, joinings and writes; and the sender of a stranger's mail."""

from contextlib import contextmanager
from functools import cache, wraps

from flask import Flask, current_app, g, request, session
from flask_login import current_user
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from workshop.commands.joining import Joined
from workshop.config.values import IN_MEMORY
from workshop.errors import NotFound, Refusal, TooMany
from workshop.identity import is_link_key, link_key
from workshop.limits.codes import CodeLimit
from workshop.limits.networks import networks_of
from workshop.operations.mailing import Sender, stranger_sends
from workshop.reading.codes import is_whole, read_code, read_secret
from workshop.web.app_context import app_context
from workshop.web.http.rate_counters import WindowsInMemory

PASS = "pass"
COUNTERS = "workshop-limits"


def register(app: Flask) -> None:
    """Count codes in the database, and the rest in memory or in the configured store."""
    shared = app.extensions["workshop"]
    app.extensions["workshop-codes"] = CodeLimit(shared.database, shared.settings.secret_key)
    where = shared.settings.limits_store
    rate_counters = WindowsInMemory() if where == IN_MEMORY else storage_from_string(where)
    app.extensions[COUNTERS] = FixedWindowRateLimiter(rate_counters)


@contextmanager
def looking_up(typed: str, secret: str = ""):
    """Wrap a look-up of a code, in anything typed or pasted; all entry pages that take a code share one limit.

    With the unguessable part of a link nothing is limited; a wrong one is counted and refused before any look-up.
    Raises NotFound, TooMany.
    """
    code, secret = read_code(typed), secret or read_secret(typed)
    if secret and not is_link_key(app_context().settings.secret_key, code, secret):
        raise wrong_secret()
    # Too short or too long, it can't be a code, and so is no guess.
    if secret or not is_whole(code) or has_pass(code):
        yield
        return
    with _paid():
        yield


def give_pass(code: str) -> None:
    """Let this browser, which has just used a valid code, continue without paying for it again."""
    if not has_pass(code):
        session[PASS] = link_key(app_context().settings.secret_key, code)


def has_pass(code: str) -> bool:
    """Whether this browser has used this code before."""
    return is_link_key(app_context().settings.secret_key, code, session.get(PASS, ""))


@contextmanager
def _paid():
    """Pay for a block that looks up a typed code; raises TooMany before anything is looked up.

    If the block raises NotFound, the code was wrong, and stays paid for; after any other refusal it was right, or was
    not looked up, and is refunded.
    """
    g.reserved = _codes().reserve(request.remote_addr)
    try:
        yield
    except NotFound:
        raise
    except Refusal:
        _refund()
        raise
    _refund()


def _refund() -> None:
    # Refunded already where a newcomer was welcomed.
    if reserved := g.pop("reserved", None):
        _codes().give_back(reserved)


def wrong_secret() -> NotFound:
    """Count a wrong unguessable part like a wrong code; returns the refusal, or raises TooMany.

    Counting it after the check is enough, since nobody can guess one, and it never hinders people with a valid one.
    """
    _codes().reserve(request.remote_addr)
    return NotFound("secret")


def welcome(joined: Joined) -> None:
    """Credit the address for a newcomer, and refund their look-up; no credit for one who was a participant already."""
    if joined.arrived:
        came_at, paid = joined.participant.joined_at.timestamp(), g.pop("reserved", None)
        _codes().welcome(request.remote_addr, joined.consultation.created_by, came_at, paid)


def stranger() -> Sender:
    """Return the sender of a mail that anyone may ask for: their network address, of IPv6 the network."""
    return stranger_sends(networks_of(request.remote_addr)[0])


def count_joining() -> None:
    """Count one joining from this address; raises TooMany where more came than any hall holds."""
    most = app_context().settings.ceilings.joins
    if not _counts().hit(RateLimitItemPerMinute(most, 10), "joins", _address()):
        raise TooMany()


def limit_writes(view):
    """Decorate a view to limit the writes of one account."""

    @wraps(view)
    def limited(*arguments, **more):
        if not _counts().hit(*writes_of(_viewer(), app_context().settings.ceilings.writes_each)):
            raise TooMany()
        return view(*arguments, **more)

    return limited


def writes_of(who: str, most: int) -> tuple[RateLimitItem, str, str]:
    """Return the limit of the writes of one account or address, of which it has `most` in a minute."""
    return _writes(most), "writes", who


def account(number: int) -> str:
    """Return the name of an account in limits."""
    return f"account {number}"


def _codes() -> CodeLimit:
    return current_app.extensions["workshop-codes"]


def _counts() -> FixedWindowRateLimiter:
    return current_app.extensions[COUNTERS]


def _viewer():
    return account(current_user.account_id) if current_user.is_authenticated else _address()


def _address():
    return request.remote_addr or "nowhere"


# A ballot asks for it, so it is made once.
_writes = cache(RateLimitItemPerMinute)
