"""Taking in listeners: who asks is settled at the handshake, before the upgrade, and again at CONNECT."""

from flask import Flask, request
from flask_login import current_user
from flask_socketio import ConnectionRefusedError, SocketIO, disconnect
from werkzeug.exceptions import HTTPException

from workshop import policy
from workshop.commands.command import place_of
from workshop.db import Database
from workshop.errors import Forbidden, NotFound, NotSignedIn
from workshop.sockets.hardened import LARGEST_MESSAGE, harden
from workshop.sockets.listeners import Listener
from workshop.sockets.tell import Teller

PATH = "/socket.io"


def make_socketio(app: Flask) -> SocketIO:
    """Make the Socket.IO server: WebSocket only, gevent, and origins are checked by the gate."""
    socketio = SocketIO(
        app,
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
    """Answers a handshake with a refusal, before any upgrade, when nobody is signed in or the origin is foreign."""

    def __init__(self, app: Flask, inner, same_origin):
        self.app, self.inner, self.same_origin = app, inner, same_origin

    def __call__(self, environ, start_response):
        """Let through what is no handshake, or a good one."""
        if not environ.get("PATH_INFO", "").startswith(PATH):
            return self.inner(environ, start_response)
        with self.app.request_context(environ):
            refusal = self._refusal()
            if refusal is not None:
                response = self.app.make_response(self.app.handle_user_exception(refusal))
                return response(environ, start_response)
        return self.inner(environ, start_response)

    def _refusal(self):
        try:
            if not current_user.is_authenticated:
                return NotSignedIn()
            if current_user.token_id is None and not self.same_origin(request, anonymous=True):
                return Forbidden("foreign origin")
        except HTTPException as failure:
            return failure
        return None


def listen(socketio: SocketIO, database: Database, teller: Teller) -> None:
    """Handle CONNECT and disconnect; all other messages of clients are ignored."""

    @socketio.on("connect")
    def connect(auth=None):
        slug = auth.get("consultation") if isinstance(auth, dict) else None
        if not current_user.is_authenticated or not isinstance(slug, str):
            raise ConnectionRefusedError("not_signed_in" if isinstance(slug, str) else "invalid")
        try:
            with database.read() as session:
                consultation, me = place_of(session, slug, current_user.account_id)
        except NotFound:
            raise ConnectionRefusedError("not_found") from None
        teller.welcome(
            Listener(
                sid=request.sid,
                consultation_id=consultation.id,
                participant_id=me.id,
                account_id=current_user.account_id,
                lead=policy.leads(me),
                stamp=current_user.stamp,
                token_id=current_user.token_id,
                me_version=me.me_version,
            )
        )

    @socketio.on("disconnect")
    def gone(reason=None):
        teller.let_go(request.sid)

    @socketio.on("*")
    def ignore(name, *arguments):
        # Changes come in over HTTP; whoever sends here anyway has taken us for something else.
        disconnect()
