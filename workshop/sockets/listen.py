"""Taking in listeners: who asks is settled at the handshake, before the upgrade, and again at CONNECT."""

from flask import Flask, current_app, request
from flask_login import current_user
from flask_socketio import ConnectionRefusedError, SocketIO, disconnect
from socketio import Manager
from werkzeug.exceptions import HTTPException

from workshop import identity, policy
from workshop.db import Database
from workshop.errors import CannotSave, Forbidden, NotFound, NotSignedIn, Refusal
from workshop.sockets.fanout import Fanout
from workshop.sockets.hardened import LARGEST_MESSAGE, harden
from workshop.sockets.listeners import Listener
from workshop.sockets.tell import Teller

PATH = "/socket.io"


def make_socketio(app: Flask) -> SocketIO:
    """Make the Socket.IO server: WebSocket only, gevent, and origins are checked by the gate."""
    own = app.extensions["workshop"].settings.fanout == "own"
    socketio = SocketIO(
        app,
        client_manager=Fanout() if own else Manager(),
        async_mode="gevent",
        transports=["websocket"],
        allow_upgrades=False,
        cors_allowed_origins=[],
        manage_session=False,
        max_http_buffer_size=LARGEST_MESSAGE,
        ping_interval=20,
        ping_timeout=20,
        serve_client=False,
    )
    harden(socketio.server)
    return socketio


class Gate:
    """Answers a handshake with a refusal, before any upgrade, when nobody is signed in or the origin is foreign.

    What is no handshake goes to the `pages` at once: on its way through Socket.IO's middleware each request costs a
    class that is made for it and a copy of its environment.
    """

    def __init__(self, app: Flask, pages, sockets, same_origin):
        self.app, self.pages, self.sockets, self.same_origin = app, pages, sockets, same_origin

    def __call__(self, environ, start_response):
        """Let through what is no handshake, or a good one."""
        if not environ.get("PATH_INFO", "").startswith(PATH):
            return self.pages(environ, start_response)
        with self.app.request_context(environ):
            refusal = self._refusal()
            if refusal is not None:
                response = self.app.make_response(self.app.handle_user_exception(refusal))
                return response(environ, start_response)
        return self.sockets(environ, start_response)

    def _refusal(self):
        try:
            if not (current_user.is_authenticated or self._is_wall()):
                return NotSignedIn()
            by_cookie = not current_user.is_authenticated or current_user.token_id is None
            if by_cookie and not self.same_origin(request, anonymous=True):
                return Forbidden("foreign origin")
        except (Refusal, HTTPException) as failure:
            return failure
        return None

    def _is_wall(self):
        house = self.app.extensions["workshop"]
        with house.database.read() as session:
            return bool(identity.walls_of(session, house.settings, request))


def _listener(here):
    me = here.me
    about = {"sid": request.sid, "consultation_id": here.consultation.id, "lead": policy.leads(me)}
    if me is None:
        return Listener(**about, participant_id=None, me_version=0, wall_link_id=here.wall_link_id)
    by = {"account_id": me.account_id, "stamp": current_user.stamp, "token_id": current_user.token_id}
    return Listener(**about, **by, participant_id=me.id, me_version=me.me_version)


def listen(socketio: SocketIO, database: Database, teller: Teller) -> None:
    """Handle CONNECT and disconnect; all other messages of clients are ignored."""

    @socketio.on("connect")
    def connect(auth=None):
        slug = auth.get("consultation") if isinstance(auth, dict) else None
        if not isinstance(slug, str):
            raise ConnectionRefusedError("invalid")
        settings = current_app.extensions["workshop"].settings
        try:
            with database.read() as session:
                here = identity.sight_of(session, settings, request, slug)
            teller.welcome(_listener(here))
        except (NotFound, NotSignedIn, CannotSave) as refusal:
            raise ConnectionRefusedError(refusal.code) from None

    @socketio.on("disconnect")
    def gone(reason=None):
        teller.let_go(request.sid)

    @socketio.on("*")
    def ignore(name, *arguments):
        # Changes come in over HTTP; whoever sends here anyway has taken us for something else.
        disconnect()
