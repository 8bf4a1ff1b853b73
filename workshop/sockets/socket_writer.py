"""Socket writers: send whole frames in order, and never make the sender wait for a slow reader."""

import socket
import ssl
import struct
import time
from collections import deque
from contextlib import suppress

import gevent
from prometheus_client import Counter

# Milliseconds until unacknowledged bytes make the connection count as dead (RFC 5482).
DEAD_AFTER_MS = 20_000
# Bytes that wait for one listener beyond the kernel's buffer; one further behind does better to catch up anew.
MOST_WAITING = 512 * 1024
# Bytes that a listener may send at once, and then per second. It sends CONNECT five times at most, in up to 1,024
# characters, and answers a ping every 20 seconds.
HEARD_AT_ONCE, HEARD_A_SECOND = 8 * 1024, 64
# With this option (linger for 0 seconds) closing resets the connection and discards what was not acknowledged.
AT_ONCE = struct.pack("ii", 1, 0)
DROPPED = Counter("workshop_listeners_dropped", "Listeners that were cut off because they did not read")


class SocketWriter:
    """A socket whose `send` never waits: what the kernel does not take at once waits here, and goes first.

    A listener that leaves more than `MOST_WAITING` bytes unread is cut off and reconnects by catching up; one that
    `said_too_much` is cut off as well.
    """

    def __init__(self, plain: socket.socket):
        # The web server limits the time of a request; a listener stays.
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
        """Send all of `contents` after what was sent before; returns at once, raises BrokenPipeError once it is cut."""
        if self._cut:
            raise BrokenPipeError("the line is cut")
        self.put(contents)
        return len(contents)

    def recv(self, size: int) -> bytes:
        """Receive as a socket does; a listener that sends more than it needs to is cut off."""
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
        """Discard what is received from now on: reading frames costs more than an attacker's sending them."""
        self._deaf = True

    def put(self, contents: bytes) -> None:
        """Send as `send` does, but never raise: on a cut connection the greenlet that reads from it cleans up."""
        if self._waiting:
            self._hold(contents)
            return
        try:
            # The plain socket inside gevent's, which does not block either: the wrapper would double the cost for each
            # listener. `_sock` is private to gevent, so it has no declared type.
            sent = self._plain._sock.send(contents)  # type: ignore[union-attr]
        except BlockingIOError:
            sent = 0
        except OSError:
            self.cut()
            return
        if sent < len(contents):
            self._hold(contents[sent:])

    def cut(self) -> None:
        """End the connection in both directions; the greenlet that reads from it notices and cleans up."""
        self._cut = True
        self._waiting.clear()
        with suppress(OSError):
            self._plain.shutdown(socket.SHUT_RDWR)

    def abort(self) -> None:
        """End the connection and discard what the other side has not acknowledged, and perhaps never would."""
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
