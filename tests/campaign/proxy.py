"""A cable that fails in more ways: it delays, hangs, loses, breaks and repeats, and lets no WebSocket through."""

import contextlib
import random
import re
import socket
import threading
import time

from tests.browser.cable import PIECE, Cable

LENGTH = re.compile(rb"\r\nContent-Length: *(\d+)", re.IGNORECASE)
UPGRADE = re.compile(rb"\r\nUpgrade: *websocket", re.IGNORECASE)
REFUSAL = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
LONGEST_REPEAT = 2.0
SECONDS = 60


class Proxy(Cable):
    """Stands before one node; what goes wrong is drawn from `chance`, and all of it can be switched while it runs.

    `loses`, `leaves`, `breaks` and `repeats` are shares (0 to 1) of the commands: whose answer is lost, whose sender
    is gone before the answer, whose request ends in its midst, and which are sent again later on a connection of its
    own, to any of `targets` (ports). `delay` is the longest wait before a piece passes, in seconds.
    """

    def __init__(self, port: int, chance: random.Random, targets: list[int] | None = None):
        self.chance, self.targets = chance, targets or [port]
        self.loses = self.leaves = self.breaks = self.repeats = self.delay = 0.0
        self.refuses_upgrades = False
        self.moved = threading.Event()
        self.moved.set()
        self.refused = self.repeated = 0
        self._repeating: list[threading.Thread] = []
        super().__init__(port)

    def tear(self) -> None:
        """Cut what stands; new connections pass."""
        self.cut()
        self.mend()

    def behave(self) -> None:
        """Carry everything as it comes, and wait until what is sent again has arrived."""
        self.loses = self.leaves = self.breaks = self.repeats = self.delay = 0.0
        self.refuses_upgrades = False
        self.moved.set()
        self.mend()
        repeating, self._repeating = self._repeating, []
        for each in repeating:
            each.join(SECONDS)

    def passes(self) -> None:
        """Wait for as long as a piece waits on its way."""
        self.moved.wait(SECONDS)
        if self.delay:
            time.sleep(self.chance.uniform(0, self.delay))

    def repeat(self, request: bytes) -> None:
        """Send a captured request again, some time later; nobody hears the answer."""
        thread = threading.Thread(target=self._send_again, args=(request,), daemon=True)
        self._repeating.append(thread)
        thread.start()

    def _send_again(self, request):
        time.sleep(self.chance.uniform(0, LONGEST_REPEAT))
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", self.chance.choice(self.targets)), SECONDS) as far,
        ):
            far.sendall(request)
            if far.recv(PIECE):
                self.repeated += 1

    def _connect(self, near):
        with contextlib.suppress(OSError), near:
            if self.is_cut:
                return
            with socket.create_connection(("127.0.0.1", self.target)) as far:
                both = {near, far}
                self._standing.update(both)
                try:
                    _Exchange(self, near, far).run()
                finally:
                    self._standing.difference_update(both)


class _Exchange:
    # One connection from a client, and its continuation to the server.
    def __init__(self, proxy, near, far):
        self.proxy, self.near, self.far = proxy, near, far
        self.deaf = False

    def run(self):
        answering = threading.Thread(target=self._answer, daemon=True)
        answering.start()
        try:
            with contextlib.suppress(OSError):
                while (request := _read_request(self.near)) and self._forward(request):
                    pass
        finally:
            self._end()
            answering.join(SECONDS)

    def _forward(self, request):
        """Pass one request on; tells whether the connection goes on."""
        proxy = self.proxy
        if UPGRADE.search(request):
            return self._upgrade(request)
        fate = proxy.chance.random() if request.startswith(b"POST") and b"/do/" in request[:200] else 1.0
        for name in ("breaks", "leaves", "loses", "repeats"):
            share = getattr(proxy, name)
            if fate < share:
                return getattr(self, f"_{name}")(request)
            fate -= share
        self._pass(request)
        return True

    def _breaks(self, request):
        self._pass(request[: self.proxy.chance.randrange(len(request))])
        return False

    def _leaves(self, request):
        self._pass(request)
        return False

    def _loses(self, request):
        self.deaf = True
        self._pass(request)
        # The answer ends the connection; should none come, the client's own patience does.
        return bool(self.near.recv(1))

    def _repeats(self, request):
        self.proxy.repeat(request)
        self._pass(request)
        return True

    def _upgrade(self, request):
        if self.proxy.refuses_upgrades:
            self.proxy.refused += 1
            self.near.sendall(REFUSAL)
            return False
        self._pass(request)
        while piece := self.near.recv(PIECE):
            self._pass(piece)
        return False

    def _pass(self, piece):
        self.proxy.passes()
        self.far.sendall(piece)

    def _answer(self):
        with contextlib.suppress(OSError):
            while piece := self.far.recv(PIECE):
                if self.deaf:
                    self.proxy.lost += 1
                    break
                self.proxy.passes()
                self.near.sendall(piece)
        self._end()

    def _end(self):
        # Closed by whoever opened them: a number that is closed here could already be another's.
        for each in (self.near, self.far):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


def _read_request(near):
    head = b""
    while b"\r\n\r\n" not in head:
        piece = near.recv(PIECE)
        if not piece:
            return b""
        head += piece
    length = LENGTH.search(head)
    missing = int(length[1]) - len(head.partition(b"\r\n\r\n")[2]) if length else 0
    while missing > 0:
        piece = near.recv(min(PIECE, missing))
        if not piece:
            return b""
        head += piece
        missing -= len(piece)
    return head
