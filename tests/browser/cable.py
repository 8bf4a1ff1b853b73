"""The cable between a browser and the server, which tests pull out, plug in again, or let lose answers."""

import contextlib
import re
import socket
import threading
import time

from tests.nodes.ports import free_port

REQUEST = re.compile(rb"(GET|POST) (\S+) HTTP/1\.1\r\n")
LIVE = (b"/api/", b"/socket.io")
PIECE = 65536


class Cable:
    """Carries connections to a server's port; each of the ways in which it fails can be switched on and off.

    `cut`: nothing passes, and what stands is torn down. `cut_live`: pages come, but what their scripts ask for does
    not. `lose_answers`: commands arrive and are carried out, but nobody hears of it; `lost` counts them. `swapped`:
    words that arrive as others of the same length, either way, as a new version's; answers come plain then. `hold`:
    what is asked of an address with that word in it waits; `held` counts it.
    """

    def __init__(self, port: int):
        self.target = port
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.is_cut = self.is_cut_live = self.loses_answers = False
        self.lost = self.held = 0
        self._holds: bytes | None = None
        self.swapped: dict[bytes, bytes] = {}
        self._standing: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._door = socket.create_server(("127.0.0.1", self.port), backlog=100)
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Pull it out."""
        self.is_cut = True
        self._tear()

    def cut_live(self) -> None:
        """Let pages through and nothing else."""
        self.is_cut_live = True
        self._tear()

    def lose_answers(self) -> None:
        """Let commands through and their answers not."""
        self.loses_answers = True

    def hold(self, word: bytes | None) -> None:
        """Let nothing through that is asked of an address with this word; None lets go."""
        self._holds = word

    def wait_for(self, address: bytes) -> None:
        """Return when what is asked of an address may pass."""
        if self._holds and self._holds in address:
            self.held += 1
        while self._holds and self._holds in address and not self.is_cut:
            time.sleep(0.02)

    def mend(self) -> None:
        """Carry everything again."""
        self.is_cut = self.is_cut_live = self.loses_answers = False

    def close(self) -> None:
        """Throw it away."""
        self.is_cut = True
        self._door.close()
        self._tear()

    def swap(self, piece: bytes, *, back: bool = False) -> bytes:
        """Change the words of a piece; a request is changed back, and asks for an answer that is not compressed."""
        for old, new in self.swapped.items():
            piece = piece.replace(new, old) if back else piece.replace(old, new)
        return piece.replace(b"Accept-Encoding", b"Accept-Nothings") if back and self.swapped else piece

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._door.accept()
                threading.Thread(target=self._connect, args=(near,), daemon=True).start()

    def _connect(self, near):
        if self.is_cut:
            near.close()
            return
        with contextlib.suppress(OSError):
            far = socket.create_connection(("127.0.0.1", self.target))
            pair = _Pair(self, near, far)
            with self._lock:
                self._standing.update((near, far))
            if self.is_cut:
                # It was pulled out while this one was being made.
                self._tear()
            threading.Thread(target=pair.answer, daemon=True).start()
            pair.ask()

    def _tear(self):
        with self._lock:
            standing, self._standing = self._standing, set()
        for each in standing:
            _shut(each)


class _Pair:
    # One connection from the browser, and its continuation to the server.
    def __init__(self, cable, near, far):
        self.cable, self.near, self.far = cable, near, far
        self.deaf = False

    def ask(self):
        with contextlib.suppress(OSError):
            while piece := self.near.recv(PIECE):
                found = REQUEST.match(piece)
                if found and self.cable.is_cut_live and found[2].startswith(LIVE):
                    break
                if found and self.cable.loses_answers and found[1] == b"POST" and b"/do/" in found[2]:
                    self.deaf = True
                if found:
                    self.cable.wait_for(found[2])
                self.far.sendall(self.cable.swap(piece, back=True))
        self._end()

    def answer(self):
        with contextlib.suppress(OSError):
            while piece := self.far.recv(PIECE):
                if self.deaf:
                    self.cable.lost += 1
                    break
                self.near.sendall(self.cable.swap(piece))
        self._end()

    def _end(self):
        with self.cable._lock:
            self.cable._standing.difference_update((self.near, self.far))
        _shut(self.near)
        _shut(self.far)


def _shut(one):
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
