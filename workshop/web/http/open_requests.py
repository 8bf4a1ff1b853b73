"""The requests of one person that are open at one time: a ceiling that no browser comes near."""

from collections import Counter

from flask import Flask, g, request
from flask_login import current_user

from workshop.errors import Refusal, TooMany
from workshop.web.app_context import app_context

# What is asked of files and of health is asked by nobody.
FREE = frozenset({"static", "health"})
TRY_AGAIN = 1


def register(app: Flask) -> None:
    """Count each request of a person from its head until its answer is made."""
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
        # The database is away, and what comes now says so.
        return None
