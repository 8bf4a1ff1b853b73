"""The fan-out: one frame, built once and written straight to the socket of each listener."""

import struct

from engineio.packet import MESSAGE
from engineio.packet import Packet as EnginePacket
from engineio.socket import Socket
from socketio import Manager
from socketio.packet import EVENT

# FIN and the opcode of a text frame; frames from a server are not masked (RFC 6455, 5.2).
TEXT = 0x81


class Fanout(Manager):
    """Socket.IO's client manager, whose `emit` to many builds one frame and writes it to each socket.

    The stock manager needs a queue, a wake-up, a frame and a write for each listener, about five times as much: compare
    in `bin/bench` with WORKSHOP_FANOUT=stock.
    """

    def __init__(self):
        super().__init__()
        # The manager's own look-up from client to socket costs a third of the write, for each listener.
        self._sockets: dict[str, Socket] = {}

    def emit(self, event, data, namespace, room=None, skip_sid=None, callback=None, to=None, **kwargs):
        """Send `event` to the sids listed in `room`; anything else is left to the stock manager."""
        sids = to or room
        if callback or skip_sid or not isinstance(sids, list):
            super().emit(event, data, namespace, room=sids, skip_sid=skip_sid, callback=callback, **kwargs)
            return
        packet = self.server.packet_class(EVENT, namespace=namespace, data=[event, data]).encode()
        frame = framed(EnginePacket(MESSAGE, packet).encode().encode())
        for sid in sids:
            socket = self._sockets.get(sid) or self._found(sid, namespace)
            if socket is None or socket.closing or socket.closed:
                continue
            socket.line.put(frame)

    def disconnect(self, sid, namespace, **kwargs):
        """Remove a client."""
        self._sockets.pop(sid, None)
        super().disconnect(sid, namespace, **kwargs)

    def _found(self, sid, namespace):
        client = self.rooms.get(namespace, {}).get(None, {}).get(sid)
        socket = self.server.eio.sockets.get(client)
        if socket is not None:
            self._sockets[sid] = socket
        return socket


def framed(payload: bytes) -> bytes:
    """Return the WebSocket frame of a text from server to client (RFC 6455, 5.2)."""
    size = len(payload)
    if size < 126:
        return struct.pack("!BB", TEXT, size) + payload
    if size < 1 << 16:
        return struct.pack("!BBH", TEXT, 126, size) + payload
    return struct.pack("!BBQ", TEXT, 127, size) + payload
