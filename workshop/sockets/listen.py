"""Accepting listeners: the viewer was checked at the handshake, and is checked again at CONNECT."""

from flask import Flask, current_app, request
from flask_login import current_user
from flask_socketio import ConnectionRefusedError, SocketIO, disconnect
from socketio import Manager

from workshop import identity, policy
from workshop.db import Database
from workshop.errors import CannotSave, NotFound, NotSignedIn
from workshop.sockets.broadcast import Broadcaster
from workshop.sockets.fanout import Fanout
from workshop.sockets.hardened import LARGEST_MESSAGE, harden
from workshop.sockets.listeners import Listener

NAMESPACE = "/"


def make_socketio(app: Flask) -> SocketIO:
    """Make the Socket.IO server: WebSocket on gevent only; the gate checks origins."""
    settings = app.extensions["workshop"].settings
    socketio = SocketIO(
        app,
        client_manager=Fanout() if settings.fanout == "own" else Manager(),
        async_mode="gevent",
        transports=["websocket"],
        allow_upgrades=False,
        cors_allowed_origins=[],
        manage_session=False,
        max_http_buffer_size=LARGEST_MESSAGE,
        ping_interval=settings.ceilings.ping_seconds,
        ping_timeout=settings.ceilings.ping_seconds,
        # `Watch` does this, and sooner.
        monitor_clients=False,
        serve_client=False,
    )
    harden(socketio.server)
    return socketio


def dropper(socketio: SocketIO):
    """Return a function that disconnects a listener: its last messages are sent, then its connection ends."""

    def drop(sid: str) -> None:
        socket = _engine_socket(socketio, sid)
        socketio.server.disconnect(sid)
        if socket is not None:
            socket.close(wait=False)

    return drop


def _engine_socket(socketio, sid):
    server = socketio.server
    return server.eio.sockets.get(server.manager.eio_sid_from_sid(sid, NAMESPACE))


def _sid():
    # Flask-SocketIO puts it there.
    return request.sid  # type: ignore[attr-defined]


def _listener(here):
    me = here.me
    about = {"sid": _sid(), "consultation_id": here.consultation.id, "lead": policy.leads(me)}
    if me is None:
        return Listener(**about, participant_id=None, me_version=0, wall_link_id=here.wall_link_id)
    by = {"account_id": me.account_id, "stamp": current_user.stamp, "token_id": current_user.token_id}
    return Listener(**about, **by, participant_id=me.id, me_version=me.me_version)


def listen(socketio: SocketIO, database: Database, broadcaster: Broadcaster) -> None:
    """Handle CONNECT and disconnect; any other message from a client ends its connection."""

    @socketio.on("connect")
    def connect(auth=None):
        slug = auth.get("consultation") if isinstance(auth, dict) else None
        if not isinstance(slug, str):
            raise ConnectionRefusedError("invalid")
        settings = current_app.extensions["workshop"].settings
        try:
            with database.read() as session:
                here = identity.viewer_of(session, settings, request, slug)
            broadcaster.welcome(_listener(here))
            # `Watch` gives a socket that has had a listener less time to go.
            _engine_socket(socketio, _sid()).has_listened = True
        except (NotFound, NotSignedIn, CannotSave) as refusal:
            raise ConnectionRefusedError(refusal.code) from None

    @socketio.on("disconnect")
    def gone(reason=None):
        broadcaster.let_go(_sid())

    @socketio.on("*")
    def ignore(name, *arguments):
        # Changes come in over HTTP; a client that sends anything here is not one of ours.
        disconnect()
