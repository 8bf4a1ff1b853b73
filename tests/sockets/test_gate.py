"""The gate before the sockets, on a real server: what is no handshake, how many may be open, how they end."""

import base64
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress

import pytest

from tests.nodes.client import Client
from tests.nodes.server import Server
from workshop.sockets.faults import FORGIVEN, SECONDS_EACH

MOST = 6
SOCKETS = "/socket.io/?EIO=4&transport=websocket"
HEADERS = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
}
SECURITY = ("content-security-policy", "x-content-type-options", "referrer-policy", "permissions-policy")


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    """A server on which a person may have six sockets."""
    server = Server(tmp_path_factory.mktemp("gate") / "data", env={"WORKSHOP_MOST_SOCKETS_EACH": str(MOST)})
    server.make_example()
    try:
        yield server.start()
    finally:
        server.stop()


@pytest.fixture
def token(server) -> str:
    """The token of somebody who has no socket yet."""
    with Client(server.url) as client:
        assert client.join(server.example["workshop"]["code"], "Aino").ok
        return client.token


class Wire:
    """A connection that is written and read by hand."""

    def __init__(self, server: Server, receive: int = 0):
        self.plain = socket.socket()
        if receive:
            self.plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
        self.plain.settimeout(30)
        self.plain.connect(("127.0.0.1", server.port))

    def ask(self, token: str | None, method: str = "GET", path: str = SOCKETS, **headers) -> tuple[int, dict]:
        """Send the head of a request and read that of its answer."""
        given = {**HEADERS, **{name.replace("_", "-"): value for name, value in headers.items()}}
        given |= {"Authorization": f"Bearer {token}"} if token else {}
        lines = [f"{method} {path} HTTP/1.1", "Host: here"]
        lines += [f"{name}: {value}" for name, value in given.items() if value is not None]
        self.plain.sendall("\r\n".join([*lines, "", ""]).encode())
        head = b""
        while b"\r\n\r\n" not in head:
            got = self.plain.recv(1)
            assert got, f"closed after {head}"
            head += got
        first, *rest = head.decode().strip().split("\r\n")
        return int(first.split()[1]), {line.split(": ")[0].lower(): line.split(": ", 1)[1] for line in rest}

    def send(self, text: str | bytes, opcode: int = 1) -> None:
        """Send one masked frame."""
        payload = text if isinstance(text, bytes) else text.encode()
        size = len(payload)
        length = bytes([0x80 | size]) if size < 126 else bytes([0x80 | 126]) + size.to_bytes(2, "big")
        self.plain.sendall(bytes([0x80 | opcode]) + length + bytes(4) + payload)

    def listen(self, server: Server, token: str) -> None:
        """Become a listener."""
        assert self.ask(token)[0] == 101
        self.send("40" + json.dumps({"consultation": server.example["consultation"]}))
        got = b""
        while b'42["hello"' not in got:
            got += self.plain.recv(4096)

    def closed_within(self, seconds: float) -> bool:
        """Whether the other side ends the connection in time; what it says until then is thrown away."""
        end = time.monotonic() + seconds
        with suppress(ConnectionError):
            while (left := end - time.monotonic()) > 0:
                self.plain.settimeout(left)
                with suppress(TimeoutError):
                    if not self.plain.recv(65536):
                        return True
            return False
        return True

    def told_to_go(self) -> None:
        """Read until the other side says goodbye, or ends without."""
        got = b""
        while b"\x88" not in got:
            more = self.plain.recv(4096)
            if not more:
                return
            got += more

    def close(self) -> None:
        """Let it go."""
        self.plain.close()


NO_HANDSHAKES = {
    "version 8": ({"Sec_WebSocket_Version": "8"}, 426),
    "no version": ({"Sec_WebSocket_Version": None}, 426),
    "two versions": ({"Sec_WebSocket_Version": "13, 8"}, 426),
    "no upgrade": ({"Upgrade": None}, 426),
    "another upgrade": ({"Upgrade": "h2c"}, 426),
    "no connection": ({"Connection": "close"}, 426),
    "no key": ({"Sec_WebSocket_Key": None}, 400),
    "a short key": ({"Sec_WebSocket_Key": "YQ=="}, 400),
    "no key at all": ({"Sec_WebSocket_Key": "å"}, 400),
    "a post": ({"method": "POST", "Content_Length": "0"}, 400),
    "polling": ({"path": "/socket.io/?EIO=4&transport=polling"}, 400),
    "a session of polling": ({"path": SOCKETS + "&sid=x"}, 400),
    "another protocol": ({"path": "/socket.io/?EIO=3&transport=websocket"}, 400),
    "no protocol": ({"path": "/socket.io/"}, 400),
}


def test_what_is_no_handshake_is_refused_with_every_header_and_is_no_fault(server, token):
    for name, (wrong, status) in NO_HANDSHAKES.items():
        with closing(Wire(server)) as wire:
            got, headers = wire.ask(token, **wrong)
            assert got == status, name
            assert not [header for header in SECURITY if header not in headers], name
            if status == 426:
                assert headers["sec-websocket-version"] == "13"
    with closing(Wire(server)) as wire:
        status, headers = wire.ask(None)
        assert status == 401
        assert not [header for header in SECURITY if header not in headers]
    assert "Traceback" not in server.log_tail(1000)


WRONG_FRAMES = {
    "an event": ("42" + json.dumps(["hello"]), 1),
    "binary": (b"\x00\x01", 2),
    "no packet": ("x", 1),
    "nothing": ("", 1),
    "an unknown packet": ("9", 1),
    "an upgrade": ("5", 1),
    "a ping of polling": ("2probe", 1),
    "another namespace": ("40/admin,{}", 1),
    "a deep tree": ("40" + "[" * 900, 1),
    "not UTF-8": (b"\xff\xfe", 1),
    "a reserved opcode": ("3", 3),
    "a large message": ("3" * 60_000, 1),
    "a continuation of nothing": ("3", 0),
}


def test_frames_that_no_listener_sends_end_the_connection(server):
    with ExitStack() as stack:
        ends = {}
        for name, (frame, opcode) in WRONG_FRAMES.items():
            client, wire = stack.enter_context(Client(server.url)), stack.enter_context(closing(Wire(server)))
            client.join(server.example["workshop"]["code"], "Eero")
            wire.listen(server, client.token)
            wire.send(frame, opcode)
            ends[name] = wire, time.monotonic() + 5
        for name, (wire, end) in ends.items():
            assert wire.closed_within(end - time.monotonic()), name
    assert "Traceback" not in server.log_tail(1000)


def test_whose_frames_are_wrong_again_and_again_waits_for_the_next_socket(server, token):
    """A few times it is forgiven; and nobody else waits, nor who leaves as a listener does."""
    answers = []
    with Client(server.url) as other, closing(Wire(server)) as good:
        other.join(server.example["workshop"]["code"], "Ville")
        for number in range(FORGIVEN + 1):
            with closing(Wire(server)) as wire:
                answers.append(wire.ask(token))
                frame, opcode = list(WRONG_FRAMES.values())[number % len(WRONG_FRAMES)]
                if answers[-1][0] == 101:
                    wire.send(frame, opcode)
                    wire.told_to_go()
            with closing(Wire(server)) as leaving:
                leaving.listen(server, other.token)
                leaving.send(b"", 8)
                leaving.told_to_go()
        assert good.ask(other.token)[0] == 101
    *taken, (status, headers) = answers
    assert {status for status, _ in taken} == {101}
    assert status == 429 and 1 <= int(headers["retry-after"]) <= SECONDS_EACH


def test_floods_end_the_connection(server, token):
    for frame, opcode in (("3", 1), ("pinged", 9), ("40" + json.dumps({"consultation": "nowhere"}), 1)):
        with closing(Wire(server)) as wire:
            assert wire.ask(token)[0] == 101
            with suppress(ConnectionError, TimeoutError):
                for _ in range(30):
                    for _ in range(1000):
                        wire.send(frame, opcode)
            assert wire.closed_within(5), frame


def test_a_person_has_only_so_many_sockets_and_a_closed_one_makes_room(server, token):
    wires = [Wire(server) for _ in range(MOST)]
    with closing(Wire(server)) as late:
        assert [wire.ask(token)[0] for wire in wires] == [101] * MOST
        status, headers = late.ask(token)
        assert (status, headers["retry-after"]) == (429, "10")
        with Client(server.url) as client, closing(Wire(server)) as other:
            client.join(server.example["workshop"]["code"], "Ville")
            assert other.ask(client.token)[0] == 101
        for wire in wires:
            wire.close()
        _let_in_again(server, token)


def test_a_socket_that_says_nothing_or_was_sent_away_is_closed(server, token):
    """Whoever never says what it listens to, leaves and stays, or is sent away and neither reads nor closes."""
    silent, left, away = Wire(server), Wire(server), Wire(server, receive=4096)
    with closing(silent), closing(left), closing(away), Client(server.url, token) as client:
        assert silent.ask(token)[0] == 101
        left.listen(server, token)
        away.listen(server, token)
        left.send("41")
        assert left.closed_within(5)
        client.request("POST", "/api/v1/sign-out", key=None)
        # Access ends within five seconds, and the connection five seconds later.
        assert away.closed_within(10)
        assert silent.closed_within(15)


def _let_in_again(server, token):
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with closing(Wire(server)) as wire:
            if wire.ask(token)[0] == 101:
                return
    raise AssertionError("there is no room again")
