"""WebSockets under gevent that keep their frames whole, take no compression, bound what they read, and end.

simple-websocket 1.1 ignores partial writes (a slow reader gets torn frames), accepts per-message deflate whenever it is
offered (ten times the work, sixteen times the memory), reads messages of any size, and waits for ever for the other
side to close. tests/sockets shows each of them without this file; when they pass upstream, it can go.
"""

import json
from collections.abc import Callable

import gevent
import gevent.event
import gevent.selectors
import simple_websocket
from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from engineio.async_drivers.gevent import Thread
from socketio import Server
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import ProtocolError

from workshop.sockets.faults import FAULT
from workshop.sockets.socket_writer import SocketWriter

LARGEST_MESSAGE = 64 * 1024
LARGEST_CONNECT, MOST_CONNECTS = 1024, 5
# Seconds from our last word until the connection is taken down, whatever the other side does.
TO_SAY_GOODBYE = 2
PONG, LEAVE = "3", "41"
# What a connection ended with that broke the protocol (RFC 6455, 7.4.1).
BROKEN = {
    CloseReason.PROTOCOL_ERROR,
    CloseReason.UNSUPPORTED_DATA,
    CloseReason.INVALID_FRAME_PAYLOAD_DATA,
    CloseReason.MESSAGE_TOO_BIG,
}


def harden(server: Server) -> None:
    """Let a Socket.IO server on gevent make its WebSockets by `Hardened`."""
    server.eio._async = {**server.eio._async, "websocket": Hardened}


class Hardened(SimpleWebSocketWSGI):
    """Engine.IO's WebSocket on a socket that writes whole, without extensions, with a largest message and an end."""

    def __init__(self, handler, server):
        super().__init__(
            handler,
            server,
            thread_class=Thread,
            event_class=gevent.event.Event,
            selector_class=gevent.selectors.DefaultSelector,
            max_message_size=LARGEST_MESSAGE,
        )
        self._connects = 0
        self._ending: gevent.Greenlet | None = None
        self._count_fault: Callable[[], None] = lambda: None

    def __call__(self, environ, start_response):
        """Take over a connection whose handshake was let through; it is closed when this returns."""
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        # The handler is a method of the Engine.IO socket, through which the fan-out finds this line.
        socket = self.app.__self__
        self._count_fault = environ.get(FAULT, self._count_fault)
        environ["gunicorn.socket"] = socket.line = SocketWriter(environ["gunicorn.socket"])
        try:
            self.ws = simple_websocket.Server(environ, **self.server_args)
        except (ProtocolError, simple_websocket.ConnectionError):
            socket.close(wait=False, abort=True)
            start_response("400 Bad Request", [("Content-Length", "0")])
            return [b""]
        try:
            self.app(self)
        finally:
            socket.close(wait=False, abort=True)
            if self._ending is not None:
                self.ws.thread.join(TO_SAY_GOODBYE)
            self.end()
        raise StopIteration()

    def wait(self) -> str | None:
        """Wait for the next message; None where the connection has ended, or anything came that no listener sends.

        A listener connects, answers pings and leaves. All else is here on purpose, and is not looked at further.
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
        """Say goodbye; the connection is taken down soon afterwards, whether the other side heard it or not."""
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
        """Take the connection down now, and let whoever waits for a message know."""
        if self._ending is not None and self._ending is not gevent.getcurrent():
            self._ending.kill(block=False)
        self.ws.connected = False
        self.ws.event.set()
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
