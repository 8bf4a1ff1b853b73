"""Pings come in time and go on, whoever answers, and no listener has a greenlet that waits for its own."""

import contextlib
import json
import select
import time
from collections import Counter

import gevent.socket
import pytest
import websocket
from engineio.socket import Socket
from socketio import Server as SocketIO

from workshop.sockets.pings import FRAME, Pings
from workshop.sockets.socket_writer import SocketWriter

SECONDS, LISTENERS, ROUNDS = 1, 5, 4
SECONDS_TO_PING = 30
HANDSHAKE = "/socket.io/?EIO=4&transport=websocket"


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_each_listener_is_pinged_again_and_again_and_one_that_never_answers_is_let_go(start_server):
    server = start_server(WORKSHOP_MOST_PING_SECONDS=str(SECONDS))
    with contextlib.ExitStack() as stack:
        wires = [stack.enter_context(contextlib.closing(_listen(server))) for _ in range(LISTENERS)]
        silent, *others = wires
        pings, ends = Counter(), time.monotonic() + SECONDS_TO_PING
        while min(pings[wire] for wire in others) < ROUNDS:
            assert time.monotonic() < ends
            for wire in select.select(wires, [], [], 1)[0]:
                try:
                    pinged = wire.recv() == "2"
                except (websocket.WebSocketException, ConnectionError):
                    # It was pinged once, and let go for want of an answer.
                    assert (wire, pings[wire]) == (silent, 1)
                    wires.remove(wire)
                    continue
                pings[wire] += pinged
                if pinged and wire is not silent:
                    wire.send("3")
        assert wires == others


def test_a_ping_needs_no_greenlet_of_its_own():
    server = SocketIO(async_mode="threading", ping_interval=0, monitor_clients=False)
    started = []
    server.eio.start_background_task = lambda target, *arguments: started.append(target)
    pings = Pings(server)
    with contextlib.ExitStack() as stack:
        (here, there), (gone, nowhere) = ends = [gevent.socket.socketpair() for _ in range(2)]
        for end in (*ends[0], *ends[1]):
            stack.enter_context(contextlib.closing(end))
        listener, left = Socket(server.eio, "a"), Socket(server.eio, "b")
        listener.line, left.line = SocketWriter(here), SocketWriter(gone)
        listener.schedule_ping()
        left.schedule_ping()
        left.closed = True
        pings.send()
        # Not again before the answer.
        pings.send()
        here.close()
        gone.close()
        assert (there.recv(100), nowhere.recv(100)) == (FRAME, b"")
    assert listener.last_ping
    # What else runs beside the loop still starts.
    server.eio.start_background_task(print)
    assert started == [print]


def _listen(server):
    address = server.url.replace("http://", "ws://") + HANDSHAKE
    token = server.example["facilitator"]["token"]
    wire = websocket.create_connection(address, header=[f"Authorization: Bearer {token}"], timeout=30)
    wire.recv()
    wire.send("40" + json.dumps({"consultation": server.example["consultation"]}))
    return wire
