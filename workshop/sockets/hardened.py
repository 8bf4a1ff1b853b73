"""WebSockets under gevent that keep their frames whole, take no compression and bound what they read.

simple-websocket 1.1 ignores partial writes (a slow reader gets torn frames), accepts per-message deflate whenever it is
offered (ten times the work, sixteen times the memory), and reads messages of any size. tests/sockets shows each of the
three without this file; when they pass upstream, it can go.
"""

import gevent.event
import gevent.selectors
from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from engineio.async_drivers.gevent import Thread
from socketio import Server

from workshop.sockets.lines import Line

LARGEST_MESSAGE = 64 * 1024


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
        # The handler is a method of the Engine.IO socket, through which the fan-out finds this line.
        self.app.__self__.line = environ["gunicorn.socket"] = Line(environ["gunicorn.socket"])
        return super().__call__(environ, start_response)
