"""The limits on how often: joins by wrong codes, sign-in mails, writes."""

from functools import wraps

from flask import Flask, current_app, request
from flask_login import current_user
from limits import RateLimitItem, parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from workshop.errors import NotFound, TooMany
from workshop.web.windows import WindowsInMemory

# A hall of 300 shares one address, so only wrong codes count against it. With eight digits and at most 300 wrong
# guesses a minute in all, one open code falls to a guesser after 115 days in the mean.
WRONG_CODES, WRONG_CODES_IN_ALL = parse("60/minute"), parse("300/minute")
SIGN_IN_MAILS, SIGN_IN_MAILS_IN_ALL = parse("10/hour"), parse("600/hour")
WRITES = parse("1200/minute")
ALL = "all"
IN_MEMORY = "memory://"


def register(app: Flask) -> None:
    """Keep the counts in memory, or where the settings say."""
    where = app.extensions["workshop"].settings.limits_store
    windows = WindowsInMemory() if where == IN_MEMORY else storage_from_string(where)
    app.extensions["workshop-limits"] = FixedWindowRateLimiter(windows)


def limit_codes(look):
    """Limit how often `look` may find nothing, by address and in all; all doors that take a code count together."""

    @wraps(look)
    def limited(*arguments, **more):
        limits = _of("codes", (WRONG_CODES, _address()), (WRONG_CODES_IN_ALL, ALL))
        if not all(_counts().test(*limit) for limit in limits):
            raise TooMany()
        try:
            return look(*arguments, **more)
        except NotFound:
            for limit in limits:
                _counts().hit(*limit)
            raise

    return limited


def limit_mails(view):
    """Limit sign-in mails, by the address typed or the old link, and in all; all doors that send one count together."""
    return _counted(view, _mails)


def limit_writes(view):
    """Limit the writes of one account."""
    return _counted(view, lambda: _of("writes", (WRITES, _asker())))


def _counted(view, limits):
    @wraps(view)
    def limited(*arguments, **more):
        if not all(_counts().hit(*limit) for limit in limits()):
            raise TooMany()
        return view(*arguments, **more)

    return limited


def _mails():
    # Where nothing is typed, no mail goes out and nothing is counted.
    typed = (request.form.get("email") or request.form.get("link") or "")[:254].strip().lower()
    return _of("mails", (SIGN_IN_MAILS, typed), (SIGN_IN_MAILS_IN_ALL, ALL)) if typed else []


def _of(what: str, *limits: tuple[RateLimitItem, str]):
    return [(limit, what, who) for limit, who in limits]


def _counts() -> FixedWindowRateLimiter:
    return current_app.extensions["workshop-limits"]


def _asker():
    return f"account {current_user.account_id}" if current_user.is_authenticated else _address()


def _address():
    return request.remote_addr or "nowhere"
