"""The limits on how often: joins by wrong codes, sign-in mails, writes."""

from functools import wraps

from flask import Flask, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user
from limits import parse

from workshop.errors import TooMany

# A hall of 300 shares one address, so only wrong codes count against it. With eight digits and at most 300 wrong
# guesses a minute in all, one open code falls to a guesser after 115 days in the mean.
WRONG_CODES = "60/minute"
WRONG_CODES_IN_ALL = "300/minute"
SIGN_IN_MAILS = "10/hour"
SIGN_IN_MAILS_IN_ALL = "600/hour"
WRITES = parse("1200/minute")

limiter = Limiter(get_remote_address, headers_enabled=False)


@limiter.request_filter
def _is_counted_by_itself():
    """Before every request the library looks for limits that it knows of, which takes longer than counting them."""
    return getattr(current_app.view_functions.get(request.endpoint), "counted_by_itself", False)


def register(app: Flask) -> None:
    """Keep the counts in memory, or where the settings say."""
    app.config["RATELIMIT_STORAGE_URI"] = app.extensions["workshop"].settings.limits_store
    limiter.init_app(app)


def _in_all():
    return "all"


def _asker():
    return str(current_user.account_id) if current_user.is_authenticated else get_remote_address()


def _address_typed():
    return request.form.get("email", "")[:254].strip().lower()


def _was_wrong(response):
    return response.status_code == 404


def limit_codes(view):
    """Limit wrong join codes, by address and in all; all doors that take a code count together."""
    view = limiter.shared_limit(WRONG_CODES_IN_ALL, "codes", key_func=_in_all, deduct_when=_was_wrong)(view)
    return limiter.shared_limit(WRONG_CODES, "codes", deduct_when=_was_wrong)(view)


def limit_mails(view):
    """Limit sign-in mails, by the address typed and in all; all doors that send one count together."""
    view = limiter.shared_limit(SIGN_IN_MAILS_IN_ALL, "mails", key_func=_in_all)(view)
    return limiter.shared_limit(SIGN_IN_MAILS, "mails", key_func=_address_typed)(view)


def limit_writes(view):
    """Limit the writes of one account; asks the counts themselves, since the library's wrapper costs more than they."""

    @wraps(view)
    def limited(*arguments, **more):
        if not limiter.limiter.hit(WRITES, "writes", _asker()):
            raise TooMany()
        return view(*arguments, **more)

    limited.counted_by_itself = True
    return limited
