"""The gate before the sockets: whether one may listen is decided at the handshake, before the upgrade."""

import base64
import binascii
from collections import Counter
from functools import partial
from math import ceil

from flask import Flask, request
from flask_login import current_user
from werkzeug.exceptions import BadRequest, HTTPException

from workshop import identity
from workshop.errors import Forbidden, NotSignedIn, Refusal, TooMany
from workshop.sockets.faults import FAULT, Faults

PATH = "/socket.io"
# The only version of WebSockets (RFC 6455, 4.1).
VERSION = "13"
# A wall's link may have this many times the sockets of a person, since it may be open on several projectors.
WATCHERS = 25
# Seconds until a listener with too many sockets may try again; those of a closed page are gone by then.
TRY_AGAIN = 10


class UpgradeRequired(HTTPException):
    """Only WebSockets of version 13 are accepted (RFC 6455, 4.4)."""

    code = 426
    description = "Only WebSockets of version 13 are spoken here."


class Gate:
    """Refuses a handshake before any upgrade: nobody signed in, a foreign origin, or too many sockets.

    Listeners whose sockets keep ending by faults must wait too: a handshake costs more than all that follows it.

    Requests that are no handshake go straight to `pages`: Socket.IO's middleware would create a class and copy the
    environment for each. `headers` are those that every answer carries.
    """

    def __init__(self, app: Flask, pages, sockets, same_origin, headers: dict[str, str]):
        self.app, self.pages, self.sockets, self.same_origin = app, pages, sockets, same_origin
        self.headers = headers
        # The number of open sockets by listener; under None that of all.
        self._open: Counter = Counter()
        self._faults = Faults()

    def __call__(self, environ, start_response):
        """Pass on other requests and valid handshakes; answer invalid ones with a refusal."""
        if not environ.get("PATH_INFO", "").startswith(PATH):
            return self.pages(environ, start_response)
        start_response = self._with_headers(start_response)
        with self.app.request_context(environ):
            refusal, who = self._refusal()
            if refusal is not None:
                response = self.app.make_response(self.app.handle_user_exception(refusal))
                if isinstance(refusal, UpgradeRequired):
                    response.headers["Sec-WebSocket-Version"] = VERSION
                return response(environ, start_response)
        # Danger: nothing may wait between the check in `_one_too_many` and this count.
        self._count(who, 1)
        environ[FAULT] = partial(self._faults.add, who)
        try:
            return self.sockets(environ, start_response)
        finally:
            self._count(who, -1)

    def _refusal(self):
        """Return (refusal or None, who the listener is)."""
        try:
            who = current_user.account_id if current_user.is_authenticated else self._wall()
            if who is None:
                return NotSignedIn(), None
            by_cookie = not current_user.is_authenticated or current_user.token_id is None
            if by_cookie and not self.same_origin(request, self.app.extensions["workshop"].settings, anonymous=True):
                return Forbidden("foreign origin"), who
            return self._no_handshake() or self._one_too_many(who), who
        except (Refusal, HTTPException) as failure:
            return failure, None

    def _wall(self):
        app_context = self.app.extensions["workshop"]
        with app_context.database.read() as session:
            walls = identity.walls_of(session, app_context.settings, request)
        return ("wall", *sorted(str(wall) for wall in walls)) if walls else None

    def _no_handshake(self):
        upgrade = {part.strip().lower() for part in request.headers.get("Upgrade", "").split(",")}
        connection = {part.strip().lower() for part in request.headers.get("Connection", "").split(",")}
        # A session id belongs to long polling, which is not offered.
        if request.method != "GET" or request.content_length or "sid" in request.args:
            return BadRequest()
        if "websocket" not in upgrade or "upgrade" not in connection:
            return UpgradeRequired()
        if request.headers.get("Sec-WebSocket-Version", "").strip() != VERSION:
            return UpgradeRequired()
        return None if _is_key(request.headers.get("Sec-WebSocket-Key", "")) else BadRequest()

    def _one_too_many(self, who):
        ceilings = self.app.extensions["workshop"].settings.ceilings
        most = ceilings.sockets_each * (WATCHERS if isinstance(who, tuple) else 1)
        if self._open[who] >= most or self._open[None] >= ceilings.sockets:
            return TooMany(TRY_AGAIN)
        wait = self._faults.wait(who)
        return TooMany(ceil(wait)) if wait else None

    def _count(self, who, more):
        for counted in (who, None):
            self._open[counted] += more
            if not self._open[counted]:
                del self._open[counted]

    def _with_headers(self, start_response):
        def start(status, headers, exc_info=None):
            given = {name.lower() for name, _ in headers}
            more = [pair for pair in self.headers.items() if pair[0].lower() not in given]
            return start_response(status, [*headers, *more], *([exc_info] if exc_info else []))

        return start


def _is_key(key: str) -> bool:
    try:
        return len(base64.b64decode(key.strip(), validate=True)) == 16
    except (binascii.Error, ValueError):
        return False
