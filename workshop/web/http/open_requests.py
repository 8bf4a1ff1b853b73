"""The number of simultaneous requests of one account: a ceiling that no browser comes near."""

from collections import Counter

from flask import Flask, g, request
from flask_login import current_user

from workshop.errors import Refusal, TooMany
from workshop.web.app_context import app_context

# Static files and health checks are not counted, as they need no account.
FREE = frozenset({"static", "health"})
TRY_AGAIN = 1


def register(app: Flask) -> None:
    """Count each request of an account from its head until its answer is made."""
    opened: Counter = Counter()

    @app.before_request
    def enter():
        who = None if {request.endpoint, request.blueprint} & FREE else _who()
        if who is None:
            return
        if opened[who] >= app_context().settings.ceilings.requests_each:
            raise TooMany(TRY_AGAIN)
        opened[who] += 1
        g.counted = who

    @app.teardown_request
    def leave(failure=None) -> None:
        who = g.pop("counted", None)
        if who is not None:
            opened[who] -= 1
            if not opened[who]:
                del opened[who]


def _who():
    try:
        return current_user.account_id if current_user.is_authenticated else None
    except Refusal:
        # The database can't be reached, which the request itself will report.
        return None
