"""Connections: a gunicorn worker that limits the time of requests and answers, and the connections of an address."""

import errno
import re
import resource
import time
from collections import Counter
from contextlib import suppress

from gunicorn.http.errors import ParseException
from gunicorn.workers.ggevent import GeventWorker

from workshop.config import read_settings

# Each piece of an answer must be taken within a request's time; a phone at 8 KB a second needs a tenth of that.
PIECE = 16 * 1024
# A request that is too large is read and discarded up to here, so that the client sees the refusal before the end.
MOST_READ = 8 * 1024 * 1024
# Each connection needs a file; systems allow 1,024 in a process by default, fewer than a hall needs.
MOST_FILES = 65_536
# How the head of an answer begins; not that of a WebSocket (101), whose body is its client's turn.
HEAD = re.compile(rb"HTTP/1\.[01] [2-5]")
# Sent on a connection too many, whose request is not read.
FULL = b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class TimedSocket:
    """A connection whose requests and answers are limited in time; a socket in all other respects.

    Head and body of a request must arrive within `seconds` of its first byte, and the first byte within `seconds` of a
    new connection. Waiting for the next request on a used connection is limited by gunicorn's keep-alive.

    The head of an answer is sent with the first piece of its body: each call of the system costs as much as reading a
    whole request does.
    """

    def __init__(self, plain, seconds: float):
        self.plain, self._seconds = plain, seconds
        self._head = b""
        self._ends: float | None = time.monotonic() + seconds
        self._begun, self._read = False, 0

    def recv(self, size: int) -> bytes:
        """Receive as a socket does; raises ConnectionResetError where the request's time or size is exceeded."""
        self._limit(None if self._ends is None else self._ends - time.monotonic())
        try:
            got = self.plain.recv(size)
        except TimeoutError as late:
            raise _over() from late
        if not self._begun:
            self._begun, self._ends = True, time.monotonic() + self._seconds
        self._read += len(got)
        if self._read > MOST_READ:
            raise _over()
        return got

    def sendall(self, contents: bytes) -> None:
        """Send all of it; raises ConnectionResetError where the client does not take it in time."""
        if not self._head and HEAD.match(contents) and contents.endswith(b"\r\n\r\n"):
            self._head = contents
            return
        view, self._head = memoryview(self._head + contents if self._head else contents), b""
        for begin in range(0, len(view), PIECE):
            self._limit(self._seconds)
            try:
                self.plain.sendall(view[begin : begin + PIECE])
            except TimeoutError as late:
                raise _over() from late

    def sendfile(self, *arguments, **more) -> int:
        """Send a file as a socket does."""
        self.flush()
        return self.plain.sendfile(*arguments, **more)

    def flush(self) -> None:
        """Send the head of an answer that has no body; raises what `sendall` raises."""
        if self._head:
            self.sendall(b"")

    def rest(self, *, begun: bool) -> None:
        """Note that a request was answered; the next one's time starts now if it has `begun` to arrive."""
        self._ends, self._begun, self._read = time.monotonic() + self._seconds if begun else None, begun, 0

    def _limit(self, seconds):
        if seconds is not None and seconds <= 0:
            raise _over()
        self.plain.settimeout(seconds)

    def __getattr__(self, name):
        return getattr(self.plain, name)


class Body:
    """The body of a request; a malformed one (as in wrong chunks) raises ConnectionResetError."""

    def __init__(self, body):
        self._body = body

    def read(self, *size) -> bytes:
        """Read as a file does."""
        return self._whole(self._body.read, *size)

    def readline(self, *size) -> bytes:
        """Read a line."""
        return self._whole(self._body.readline, *size)

    def readlines(self, *hint) -> list[bytes]:
        """Read all lines."""
        return self._whole(self._body.readlines, *hint)

    def __iter__(self):
        return iter(self.readline, b"")

    def __getattr__(self, name):
        return getattr(self._body, name)

    def _whole(self, read, *size):
        try:
            return read(*size)
        except ParseException as torn:
            raise _over() from torn


class Worker(GeventWorker):
    """The web server's worker, which limits the time of connections and their number for each address."""

    def init_process(self):
        """Read how many connections an address may open; no limit behind proxies, from which all connections come."""
        settings = read_settings()
        self.most = None if settings.proxies else settings.ceilings.connections
        self.seconds = settings.ceilings.request_seconds
        self.open: Counter[str] = Counter()
        _allow_many_files()
        super().init_process()

    def handle(self, listener, client, addr):
        """Serve a connection, or refuse it where its address has too many."""
        address = addr[0] if isinstance(addr, tuple) else ""
        if self.most is not None and self.open[address] >= self.most:
            _turn_away(client)
            return
        self.open[address] += 1
        try:
            super().handle(listener, TimedSocket(client, self.seconds), addr)
        finally:
            self.open[address] -= 1
            if not self.open[address]:
                del self.open[address]

    def handle_request(self, listener_name, req, sock, addr):
        """Serve one request."""
        if req.body is not None:
            req.body = Body(req.body)
        try:
            super().handle_request(listener_name, req, sock, addr)
        finally:
            sock.flush()
        # What the app did not read of the body must arrive within the request's time too.
        while req.body is not None and req.body.read(PIECE):
            pass
        sock.rest(begun=bool(req.unreader.buf.getvalue()))


def _allow_many_files():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(MOST_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _turn_away(client):
    with suppress(OSError):
        client.setblocking(0)
        client.send(FULL)
    with suppress(OSError):
        client.close()


def _over():
    # gunicorn logs nothing for a reset connection.
    return ConnectionResetError(errno.ECONNRESET, "the request took too long, or was too large")
