"""Lines: sockets that send whole frames in order, without making the sender wait for a slow reader."""

import socket
import ssl
import struct
import time
from collections import deque
from contextlib import suppress

import gevent
from prometheus_client import Counter

# Milliseconds that sent bytes may wait for their acknowledgement before the connection counts as dead (RFC 5482).
DEAD_AFTER_MS = 20_000
# Bytes that are kept for one listener beside what the kernel keeps; who is further behind is better off catching up.
MOST_WAITING = 512 * 1024
# Bytes that a listener may send at once, and then in a second: it says five times what it listens to, in 1,024 signs at
# most, and answers a ping every 20 seconds.
HEARD_AT_ONCE, HEARD_A_SECOND = 8 * 1024, 64
# Closing with this option resets the connection and forgets what the other side has not taken (linger for 0 seconds).
AT_ONCE = struct.pack("ii", 1, 0)
DROPPED = Counter("workshop_listeners_dropped", "Listeners that were cut off because they did not read")


class SocketWriter:
    """A socket whose `send` never waits: what the kernel does not take at once waits here, and goes first.

    A listener that leaves more than `MOST_WAITING` bytes unread is cut off, and comes back by catching up. One that
    `said_too_much` is cut off as well.
    """

    def __init__(self, plain: socket.socket):
        # The web server gives requests an end; a listener stays.
        plain = getattr(plain, "plain", plain)
        plain.settimeout(None)
        if isinstance(plain, ssl.SSLSocket):
            raise ValueError("TLS ends at the proxy; here frames would go out in the clear")
        self._plain = plain
        self._waiting: deque[bytes] = deque()
        self._held = 0
        self._cut = self._deaf = self.said_too_much = False
        self._may_hear, self._heard_at = float(HEARD_AT_ONCE), time.monotonic()
        # A Unix socket behind a proxy has neither option.
        with suppress(OSError):
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD_AFTER_MS)

    def send(self, contents: bytes) -> int:
        """Send all of `contents` after what was sent before; returns at once, and raises when the line is cut."""
        if self._cut:
            raise BrokenPipeError("the line is cut")
        self.put(contents)
        return len(contents)

    def recv(self, size: int) -> bytes:
        """Receive as a socket does; whoever sends more than a listener has to say is cut off."""
        while True:
            got = self._plain.recv(size)
            now = time.monotonic()
            self._may_hear = min(HEARD_AT_ONCE, self._may_hear + HEARD_A_SECOND * (now - self._heard_at)) - len(got)
            self._heard_at = now
            if self._may_hear < 0:
                self.said_too_much = True
                self.abort()
                return b""
            if not (got and self._deaf):
                return got

    def deafen(self) -> None:
        """Throw away what is received from now on: reading frames costs more than sending them."""
        self._deaf = True

    def put(self, contents: bytes) -> None:
        """Send as `send` does; of a line that is cut nothing is said, since whoever reads from it tidies up."""
        if self._waiting:
            self._hold(contents)
            return
        try:
            # The socket inside gevent's, which does not block either: the wrapping costs as much again for a listener;
            # `_sock` is gevent's own, of which nothing is declared.
            sent = self._plain._sock.send(contents)  # type: ignore[union-attr]
        except BlockingIOError:
            sent = 0
        except OSError:
            self.cut()
            return
        if sent < len(contents):
            self._hold(contents[sent:])

    def cut(self) -> None:
        """End the connection in both directions; whoever reads from it notices and tidies up."""
        self._cut = True
        self._waiting.clear()
        with suppress(OSError):
            self._plain.shutdown(socket.SHUT_RDWR)

    def abort(self) -> None:
        """End the connection and throw away what the other side has not taken, which may never take it."""
        with suppress(OSError):
            self._plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        self.cut()

    def _hold(self, rest):
        self._held += len(rest)
        if self._held > MOST_WAITING:
            DROPPED.inc()
            self.abort()
            return
        self._waiting.append(rest)
        if len(self._waiting) == 1:
            gevent.spawn(self._flush)

    def _flush(self):
        while self._waiting:
            first = self._waiting[0]
            try:
                self._plain.sendall(first)
            except OSError:
                self.cut()
            if self._waiting:
                self._waiting.popleft()
                self._held -= len(first)

    def __getattr__(self, name):
        return getattr(self._plain, name)
