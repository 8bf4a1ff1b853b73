"""A listener's conversation: one greenlet reads what it says, and whoever tells it something writes that at once.

Engine.IO and simple-websocket start a writer and a reader for each connection besides: three greenlets of some 20 KB,
where a `SocketWriter` makes nobody wait.
"""

import logging
from typing import Any

import gevent
import simple_websocket
from engineio.exceptions import SocketIsClosedError
from engineio.packet import Packet
from engineio.socket import Socket
from wsproto.connection import ConnectionState
from wsproto.utilities import LocalProtocolError

log = logging.getLogger("workshop.sockets")


class Unstarted:
    """The reader that simple-websocket would start: nothing, since `Reading` reads when it is asked."""

    def __init__(self, target: Any):
        self.name = ""

    def start(self) -> None:
        """Start nothing."""


class Reading(simple_websocket.Server):
    """A WebSocket that is read by the greenlet that asks for a message."""

    def receive(self, timeout: float | None = None) -> str | bytes:
        """Return the next message, however long it takes; raises ConnectionClosed once none comes any more."""
        while self.connected and not self.input_buffer:
            self._read()
        if self.input_buffer:
            return self.input_buffer.pop(0)
        raise simple_websocket.ConnectionClosed(self.close_reason, self.close_message)

    def until_goodbye(self, seconds: float) -> None:
        """Read on until the other side has closed too, for so many seconds at most."""
        with gevent.Timeout(seconds, False):
            while self.ws.state is not ConnectionState.CLOSED and self._read():
                pass

    def _read(self) -> bool:
        try:
            got = self.sock.recv(self.receive_bytes)
            if got:
                self.ws.receive_data(got)
            goes_on = bool(got) and self._handle_events()
        except (OSError, LocalProtocolError):
            goes_on = False
        if not goes_on:
            self.connected = False
            self.sock.close()
        return goes_on


class Outlet:
    """What Engine.IO takes for a connection's queue: a packet that is put into it is sent, and None closes."""

    def __init__(self, line: Any):
        self._line = line

    def put(self, packet: Packet | None) -> None:
        """Send a packet after all that was sent before; never waits, and never raises where the connection is cut."""
        try:
            if packet is not None:
                self._line.send(packet.encode())
                return
        except OSError:
            pass
        self._line.close()

    def join(self) -> None:
        """Wait for what was put, which is for nothing."""


def converse(socket: Socket, line: Any) -> None:
    """Serve an Engine.IO connection over an open `line` (wait, send, close) until it ends."""
    socket.connected = socket.upgraded = True
    waiting, socket.queue = socket.queue, Outlet(line)
    while not waiting.empty():
        socket.queue.put(waiting.get())
    while (message := line.wait()) is not None:
        try:
            socket.receive(Packet(encoded_packet=message))
        except SocketIsClosedError:
            break
        except Exception:
            log.exception("a listener's message failed; the connection ends")
            break
    line.close()
    socket.close(wait=False, abort=True, reason=socket.server.reason.TRANSPORT_CLOSE)
