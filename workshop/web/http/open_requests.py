"""The number of simultaneous requests of one account: a ceiling that no browser comes near."""

from collections import Counter
from collections.abc import Hashable

from flask import Flask, g, request
from flask_login import current_user

from workshop.errors import Refusal, TooMany

# Static files and health checks are not counted, as they need no account.
FREE = frozenset({"static", "health"})
TRY_AGAIN = 1
EXTENSION = "workshop-open-requests"


def register(app: Flask) -> None:
    """Count each request of an account from its head until its answer is made."""
    opened = app.extensions[EXTENSION] = OpenRequests(app.extensions["workshop"].settings.ceilings.requests_each)

    @app.before_request
    def enter():
        who = None if {request.endpoint, request.blueprint} & FREE else _who()
        if who is not None:
            opened.enter(who)
            g.counted = who

    @app.teardown_request
    def leave(failure=None) -> None:
        who = g.pop("counted", None)
        if who is not None:
            opened.leave(who)


class OpenRequests:
    """The open requests of each account, of which one has at most `most`."""

    def __init__(self, most: int):
        self._most = most
        self._open: Counter[Hashable] = Counter()

    def enter(self, who: Hashable) -> None:
        """Count a request; raises TooMany."""
        if self._open[who] >= self._most:
            raise TooMany(TRY_AGAIN)
        self._open[who] += 1

    def leave(self, who: Hashable) -> None:
        """Count it no longer."""
        self._open[who] -= 1
        if not self._open[who]:
            del self._open[who]


def _who():
    try:
        return current_user.account_id if current_user.is_authenticated else None
    except Refusal:
        # The database can't be reached, which the request itself will report.
        return None
