"""WebSockets under gevent that keep their frames whole, take no compression and bound what they read.

simple-websocket 1.1 ignores partial writes (a slow reader gets torn frames), accepts per-message deflate whenever it is
offered (ten times the work, sixteen times the memory), and reads messages of any size. tests/sockets shows each of the
three without this file; when they pass upstream, it can go.
"""

import socket
from contextlib import suppress

import gevent.event
import gevent.selectors
from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from engineio.async_drivers.gevent import Thread
from gevent.lock import RLock
from socketio import Server

LARGEST_MESSAGE = 64 * 1024
# Milliseconds that sent bytes may wait for their acknowledgement before the connection counts as dead (RFC 5482).
DEAD_AFTER_MS = 20_000


def harden(server: Server) -> None:
    """Let a Socket.IO server on gevent make its WebSockets by `Hardened`."""
    server.eio._async = {**server.eio._async, "websocket": Hardened}


class Hardened(SimpleWebSocketWSGI):
    """Engine.IO's WebSocket on a socket that writes whole, without extensions, with a largest message."""

    def __init__(self, handler, server):
        super().__init__(
            handler,
            server,
            thread_class=Thread,
            event_class=gevent.event.Event,
            selector_class=gevent.selectors.DefaultSelector,
            max_message_size=LARGEST_MESSAGE,
        )

    def __call__(self, environ, start_response):
        """Take over a connection whose handshake was let through."""
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        for name in ("gunicorn.socket", "werkzeug.socket"):
            if name in environ:
                environ[name] = WholeWrites(environ[name])
        return super().__call__(environ, start_response)


class WholeWrites:
    """A socket whose `send` returns when everything is sent, one frame after the other."""

    def __init__(self, plain: socket.socket):
        self._plain, self._turn = plain, RLock()
        # A Unix socket behind a proxy has neither option.
        with suppress(OSError):
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD_AFTER_MS)

    def send(self, contents: bytes) -> int:
        """Send all of `contents`."""
        with self._turn:
            self._plain.sendall(contents)
        return len(contents)

    def __getattr__(self, name):
        return getattr(self._plain, name)
