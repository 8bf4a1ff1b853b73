"""Slow and endless requests, on a real server with short times: each ends, and nobody else waits for them."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from threading import Thread

import pytest

from tests.nodes.client import Client
from tests.nodes.server import Server

SECONDS = 2
MOST = 30
HEAD = b"POST /api/v1/join HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
GET = b"GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n"
LAST = b"GET /healthz HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    """A server whose requests have two seconds, and whose addresses have thirty connections."""
    env = {"WORKSHOP_MOST_REQUEST_SECONDS": str(SECONDS), "WORKSHOP_MOST_CONNECTIONS": str(MOST)}
    server = Server(tmp_path_factory.mktemp("ends") / "data", env=env)
    server.make_example()
    try:
        yield server.start()
    finally:
        server.stop()


def connected(server: Server) -> socket.socket:
    """A connection to the server."""
    return socket.create_connection(("127.0.0.1", server.port), 30)


def answers(wire: socket.socket) -> bytes:
    """All that comes until the other side ends the connection."""
    got = b""
    with suppress(ConnectionError):
        while piece := wire.recv(65536):
            got += piece
    return got


def healthy(wire: socket.socket) -> bool:
    """Whether one whole answer comes that says that all is well; it may come in pieces."""
    got = b""
    while not got.endswith(b'{"ok":true}\n') and (piece := wire.recv(65536)):
        got += piece
    return got.startswith(b"HTTP/1.1 200")


def dribbled(first: bytes, piece: bytes) -> Callable[[socket.socket], None]:
    """Send a beginning, and then a piece five times a second for as long as the connection is there."""

    def send(wire):
        with suppress(OSError):
            wire.sendall(first)
            while True:
                time.sleep(0.2)
                wire.sendall(piece)

    return send


def once(contents: bytes) -> Callable[[socket.socket], None]:
    """Send so much and no more."""
    return lambda wire: wire.sendall(contents)


SLOW = {
    "nothing": once(b""),
    "half a line": once(b"GET /hea"),
    "half a head": once(HEAD),
    "a head in drops": dribbled(HEAD, b"X: y\r\n"),
    "no body": once(HEAD + b"Content-Length: 100\r\n\r\n"),
    "half a body": once(HEAD + b'Content-Length: 100\r\n\r\n{"code"'),
    "a body in drops": dribbled(HEAD + b"Content-Length: 100000\r\n\r\n", b" "),
    "endless chunks": dribbled(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    "half a chunk": once(HEAD + b"Transfer-Encoding: chunked\r\n\r\nff\r\n{"),
    "a body that nobody reads": once(b"POST /nowhere HTTP/1.1\r\nHost: here\r\nContent-Length: 100\r\n\r\n{"),
    "half of a second request": once(GET + b"GET /hea"),
    "a second body in drops": dribbled(GET + HEAD + b"Content-Length: 100000\r\n\r\n", b" "),
    "a form in drops": dribbled(
        b"POST /join HTTP/1.1\r\nHost: here\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        b"Content-Length: 100000\r\n\r\n",
        b"a",
    ),
}


def test_each_slow_request_ends_in_its_time_and_others_are_answered_meanwhile(server):
    """A kept connection that waits for its next request is none of them."""
    kept = connected(server)
    kept.sendall(GET)
    assert healthy(kept)
    wires = {name: connected(server) for name in SLOW}
    threads = [Thread(target=send, args=(wires[name],), daemon=True) for name, send in SLOW.items()]
    for thread in threads:
        thread.start()
    with Client(server.url) as client:
        assert client.join(server.example["workshop"]["code"], "Aino").ok
    for name, wire in wires.items():
        # Far more than the two seconds, for a machine that is busy; a connection that never ends would take thirty.
        got = answers(wire)
        assert b" 500 " not in got, name
        wire.close()
    for thread in threads:
        thread.join(30)
    with closing(kept):
        kept.sendall(GET)
        assert healthy(kept)
    assert "Traceback" not in server.log_tail(1000)


TORN = {
    "a chunk without a size": b"zz\r\n{}\r\n0\r\n\r\n",
    "a negative chunk": b"-1\r\n{}\r\n0\r\n\r\n",
    "a chunk without an end": b"2\r\n{}0\r\n\r\n",
    "a chunk of any size": b"ffffffffffffffffffff\r\n{}",
}


def test_a_body_in_wrong_chunks_is_a_bad_request_and_no_fault(server):
    for name, chunks in TORN.items():
        with closing(connected(server)) as wire:
            wire.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks)
            wire.shutdown(socket.SHUT_WR)
            assert b" 500 " not in answers(wire), name
    assert "Traceback" not in server.log_tail(1000)


def test_what_is_too_large_is_told_so_although_all_of_it_is_sent(server):
    with closing(connected(server)) as wire:
        wire.sendall(HEAD + b"Content-Length: 2000000\r\n\r\n" + b" " * 2_000_000 + LAST)
        got = answers(wire)
    assert got.startswith(b"HTTP/1.1 413")
    assert b"HTTP/1.1 200" in got


def test_an_answer_that_is_not_taken_ends(server):
    """Whoever asks for much and reads nothing."""
    with Client(server.url) as client:
        client.join(server.example["workshop"]["code"], "Eero")
        ask = (
            f"GET /api/v1/openapi.json HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {client.token}\r\n\r\n".encode()
        )
    wire = socket.socket()
    with closing(wire):
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        # Small segments keep what the other side's kernel takes small too.
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
        wire.settimeout(60)
        wire.connect(("127.0.0.1", server.port))
        with pytest.raises(ConnectionError):
            while True:
                wire.sendall(ask * 10)


def test_an_address_has_only_so_many_connections_and_a_closed_one_makes_room(server):
    wires = [connected(server) for _ in range(MOST)]
    try:
        with closing(connected(server)) as late:
            assert answers(late).startswith(b"HTTP/1.1 429")
    finally:
        for wire in wires:
            wire.close()
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with closing(connected(server)) as wire, suppress(ConnectionError):
            wire.sendall(GET)
            if wire.recv(65536).startswith(b"HTTP/1.1 200"):
                return
    raise AssertionError("there is no room again")
