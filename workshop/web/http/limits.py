"""The limits on how often: wrong codes and writes; and where a stranger's request comes from."""

from contextlib import contextmanager
from functools import wraps

from flask import Flask, current_app, request, session
from flask_login import current_user
from limits import RateLimitItem, RateLimitItemPerMinute, parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from workshop.commands.joining import Joined
from workshop.errors import NotFound, Refusal, TooMany
from workshop.identity import is_link_key, link_key
from workshop.limits.codes import CodeLimit
from workshop.limits.networks import networks_of
from workshop.operations.mailing import Sender, stranger_sends
from workshop.reading.codes import DIGITS, read_code, read_secret
from workshop.web.app_context import app_context
from workshop.web.http.rate_counters import WindowsInMemory

WRITES = parse("1200/minute")
PASS = "pass"
IN_MEMORY = "memory://"


def register(app: Flask) -> None:
    """Count codes in the database, and the rest in memory, or where the settings say."""
    shared = app.extensions["workshop"]
    app.extensions["workshop-codes"] = CodeLimit(shared.database, shared.settings.secret_key)
    where = shared.settings.limits_store
    rate_counters = WindowsInMemory() if where == IN_MEMORY else storage_from_string(where)
    app.extensions["workshop-limits"] = FixedWindowRateLimiter(rate_counters)


@contextmanager
def looking_up(typed: str, secret: str = ""):
    """Be around what looks up a code, in whatever people typed or pasted; all doors that take one count together.

    With the unguessable part of a link nothing is limited, and a wrong one is counted and refused before any look-up.
    Raises NotFound, TooMany.
    """
    code, secret = read_code(typed), secret or read_secret(typed)
    if secret and not is_link_key(app_context().settings.secret_key, code, secret):
        raise wrong_secret()
    # What is too short or too long is nobody's code, and no guess.
    if secret or len(code) != DIGITS or has_pass(code):
        yield
        return
    with _paid():
        yield


def give_pass(code: str) -> None:
    """Let this browser, which has just come with a right code, go on without typing it again."""
    if not has_pass(code):
        session[PASS] = link_key(app_context().settings.secret_key, code)


def has_pass(code: str) -> bool:
    """Whether this browser has come with this code before."""
    return is_link_key(app_context().settings.secret_key, code, session.get(PASS, ""))


@contextmanager
def _paid():
    """Pay for what looks up a typed code; raises TooMany before anything is looked up.

    Where NotFound comes out of it, the code was wrong, and it stays paid; after any other refusal it was right, or was
    not looked at.
    """
    codes, address = _codes(), request.remote_addr
    reserved = codes.reserve(address)
    try:
        yield
    except NotFound:
        raise
    except Refusal:
        codes.give_back(reserved)
        raise
    codes.give_back(reserved)


def wrong_secret() -> NotFound:
    """Count an unguessable part that was wrong like a wrong code; gives the refusal, or raises TooMany.

    Afterwards is soon enough, since nobody comes upon a right one; and right ones are never in the way of anyone.
    """
    _codes().reserve(request.remote_addr)
    return NotFound("secret")


def welcome(joined: Joined) -> None:
    """Give the address credit for a newcomer; none for who was in already, or leads."""
    if joined.arrived:
        _codes().welcome(request.remote_addr, joined.consultation.created_by)


def stranger() -> Sender:
    """Name the sender of a mail that anyone may ask for, by the address that asks for it; of IPv6 by its network."""
    return stranger_sends(networks_of(request.remote_addr)[0])


def count_joining() -> None:
    """Count one that joins from this address; raises TooMany where more came than any hall holds."""
    most = current_app.extensions["workshop"].settings.ceilings.joins
    if not _counts().hit(RateLimitItemPerMinute(most, 10), "joins", _address()):
        raise TooMany()


def limit_writes(view):
    """Limit the writes of one account."""
    return _counted(view, lambda: _of("writes", (WRITES, _viewer())))


def _counted(view, limits):
    @wraps(view)
    def limited(*arguments, **more):
        if not all(_counts().hit(*limit) for limit in limits()):
            raise TooMany()
        return view(*arguments, **more)

    return limited


def _of(what: str, *limits: tuple[RateLimitItem, str]):
    return [(limit, what, who) for limit, who in limits]


def _codes() -> CodeLimit:
    return current_app.extensions["workshop-codes"]


def _counts() -> FixedWindowRateLimiter:
    return current_app.extensions["workshop-limits"]


def _viewer():
    return f"account {current_user.account_id}" if current_user.is_authenticated else _address()


def _address():
    return request.remote_addr or "nowhere"
