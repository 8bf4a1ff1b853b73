"""WebSockets under gevent that write whole frames, refuse compression, limit what they read, and end.

simple-websocket 1.1 ignores partial writes (a slow reader gets torn frames), accepts per-message deflate whenever it is
offered (ten times the work, sixteen times the memory), reads messages of any size, and waits for ever for the other
side to close. tests/sockets shows each of these without this file; once they pass upstream, it can go.
"""

import json
from collections.abc import Callable

import gevent
import gevent.event
import simple_websocket
from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from socketio import Server
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import ProtocolError

from workshop.sockets.conversation import Reading, Unstarted, converse
from workshop.sockets.faults import FAULT
from workshop.sockets.socket_writer import SocketWriter

LARGEST_MESSAGE = 64 * 1024
LARGEST_CONNECT, MOST_CONNECTS = 1024, 5
# Seconds from our close frame until the connection is cut, whatever the other side does.
TO_SAY_GOODBYE = 2
PONG, LEAVE = "3", "41"
# Close reasons of connections that broke the protocol (RFC 6455, 7.4.1).
BROKEN = {
    CloseReason.PROTOCOL_ERROR,
    CloseReason.UNSUPPORTED_DATA,
    CloseReason.INVALID_FRAME_PAYLOAD_DATA,
    CloseReason.MESSAGE_TOO_BIG,
}


def harden(server: Server) -> None:
    """Make a Socket.IO server on gevent use `Hardened` for its WebSockets."""
    server.eio._async = {**server.eio._async, "websocket": Hardened}


class Hardened(SimpleWebSocketWSGI):
    """Engine.IO's WebSocket on a `SocketWriter`, without extensions, with a largest message and a time to end."""

    def __init__(self, handler, server):
        super().__init__(
            handler,
            server,
            thread_class=Unstarted,
            event_class=gevent.event.Event,
            max_message_size=LARGEST_MESSAGE,
        )
        self._connects = 0
        self._ending: gevent.Greenlet | None = None
        self._count_fault: Callable[[], None] = lambda: None

    def __call__(self, environ, start_response):
        """Run a connection whose handshake the gate accepted; returns once it is closed."""
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        # The handler is a method of the Engine.IO socket, by which the fan-out finds this writer.
        socket = self.app.__self__
        self._count_fault = environ.get(FAULT, self._count_fault)
        environ["gunicorn.socket"] = socket.line = SocketWriter(environ["gunicorn.socket"])
        try:
            self.ws = Reading(environ, **self.server_args)
        except (ProtocolError, simple_websocket.ConnectionError):
            socket.close(wait=False, abort=True)
            start_response("400 Bad Request", [("Content-Length", "0")])
            return [b""]
        try:
            converse(socket, self)
        finally:
            socket.close(wait=False, abort=True)
            if self._ending is not None:
                self.ws.until_goodbye(TO_SAY_GOODBYE)
            self.end()
        raise StopIteration()

    def wait(self) -> str | None:
        """Wait for the next message; None where the connection ended, or sent what no listener sends.

        A listener connects, answers pings and leaves. Anything else is an attack, and ends the connection.
        """
        message = super().wait()
        if message is None:
            if self.ws.close_reason in BROKEN or self.ws.sock.said_too_much:
                self._fault()
            return None
        if _is_of_a_listener(message):
            self._connects += message.startswith("40")
            if self._connects <= MOST_CONNECTS:
                return message
        self._fault()
        return None

    def close(self) -> None:
        """Send a close frame; the connection is cut soon afterwards, whether or not the other side answers."""
        try:
            super().close()
        except (OSError, ProtocolError, simple_websocket.ConnectionClosed):
            self.end()
        if self._ending is None:
            self._ending = gevent.spawn_later(TO_SAY_GOODBYE, self.end)

    def _fault(self):
        self.ws.sock.deafen()
        self._count_fault()

    def end(self) -> None:
        """Cut the connection now, which wakes the greenlet that waits for a message."""
        if self._ending is not None and self._ending is not gevent.getcurrent():
            self._ending.kill(block=False)
        self.ws.connected = False
        self.ws.sock.abort()


def _is_of_a_listener(message) -> bool:
    if not isinstance(message, str):
        return False
    if message in (PONG, LEAVE):
        return True
    if not message.startswith("40") or len(message) > LARGEST_CONNECT:
        return False
    try:
        return message == "40" or isinstance(json.loads(message[2:]), dict)
    except (ValueError, RecursionError):
        return False
