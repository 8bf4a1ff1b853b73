"""Pings: one timer sends them to all listeners, where Engine.IO starts a greenlet for each ping."""

import logging
import time
from collections import deque
from collections.abc import Callable

import gevent
from engineio.packet import PING, Packet
from engineio.socket import Socket
from socketio import Server

from workshop.sockets.fanout import framed

log = logging.getLogger("workshop.sockets")
# Seconds between two looks; a ping may be late by as much.
LOOKS_SECONDS = 0.25
FRAME = framed(Packet(PING).encode().encode())


class Pings:
    """Takes over the pings of a Socket.IO server: each comes `ping_interval` after the answer to the one before.

    A listener is pinged with the frame that all others get, written straight to its socket. What ends those who do not
    answer is `Watch`.
    """

    def __init__(self, server: Server):
        engine = server.eio
        self._interval: float = engine.ping_interval
        self._start: Callable = engine.start_background_task
        # In the order in which they are due, since all wait for the same time.
        self._due: deque[tuple[float, Socket]] = deque()
        engine.start_background_task = self._begin

    def run(self) -> None:
        """Ping, for as long as the process lives."""
        while True:
            gevent.sleep(LOOKS_SECONDS)
            try:
                self.send()
            except Exception:
                log.exception("pinging failed; the next look goes on")

    def send(self) -> None:
        """Ping everyone whose time has come."""
        now = time.monotonic()
        while self._due and self._due[0][0] <= now:
            _ping(self._due.popleft()[1])

    def _begin(self, target, *args, **kwargs):
        if getattr(target, "__func__", None) is not Socket._send_ping:
            return self._start(target, *args, **kwargs)
        socket = target.__self__
        self._due.append((time.monotonic() + self._interval, socket))
        return None


def _ping(socket):
    if socket.closing or socket.closed:
        return
    # Engine.IO counts the time for an answer from here.
    socket.last_ping = time.time()
    socket.line.put(FRAME)
