"""A listener on the wire that is light enough to be thousands: WebSocket by picows, Engine.IO and Socket.IO by hand."""

import asyncio
import contextlib
import json
import time
from array import array
from dataclasses import dataclass, field
from typing import Any

import picows
from picows import WSListener, WSMsgType

PATH = "/socket.io/?EIO=4&transport=websocket"
SECONDS = 30


@dataclass
class Told:
    """One message, the same for all who heard it: its name, what it carried, and when each of them had it."""

    name: str
    data: Any
    arrivals: array = field(default_factory=lambda: array("d"))


class Messages:
    """All that was heard in one measurement; what many hear is read once."""

    def __init__(self):
        self.told: dict[bytes, Told] = {}

    def read(self, raw: bytes) -> Told:
        """Return the message of a payload, and note that it has arrived once more."""
        told = self.told.get(raw)
        if told is None:
            name, *data = json.loads(raw[2:])
            told = self.told[raw] = Told(name, data[0] if data else None)
        told.arrivals.append(time.perf_counter())
        return told

    def named(self, name: str) -> list[Told]:
        """Return the messages of a name, in the order in which they were first heard."""
        return [told for told in self.told.values() if told.name == name]


class Listener(WSListener):
    """One socket; `received` counts the bytes of its frames (RFC 6455, 5.2), `updates` its messages.

    `falls` counts how often it was connected and is no more.
    """

    def __init__(self, messages: Messages, auth: dict | None = None):
        self.messages, self.auth = messages, auth
        self.received = self.updates = self.falls = 0
        self.connected = False
        self.transport: picows.WSTransport | None = None
        self._greeted = asyncio.Event()

    async def connect(self, port: int, path: str = PATH, headers: dict[str, str] | None = None) -> None:
        """Connect and wait until the server takes us in; raises OSError where it does not."""
        self._greeted.clear()
        url = f"ws://127.0.0.1:{port}{path}"
        try:
            async with asyncio.timeout(SECONDS):
                await picows.ws_connect(
                    lambda: self, url, extra_headers=headers, websocket_handshake_timeout=SECONDS, enable_auto_pong=True
                )
                await self._greeted.wait()
        except picows.WSError as failure:
            raise ConnectionError(str(failure)) from failure
        if not self.connected:
            raise ConnectionError("refused")

    def on_ws_connected(self, transport):
        """Take note of the transport."""
        self.transport = transport

    def on_ws_disconnected(self, transport):
        """Take note that it is gone."""
        self._fall()

    def on_ws_frame(self, transport, frame):
        """Answer pings, go through the two handshakes, and hear messages."""
        self.received += frame.payload_size + (2 if frame.payload_size < 126 else 4)
        if frame.msg_type != WSMsgType.TEXT:
            return
        raw = frame.get_payload_as_bytes()
        if raw.startswith(b"42"):
            self.updates += 1
            self.apply(self.messages.read(raw))
        elif raw == b"2":
            transport.send(WSMsgType.TEXT, b"3")
        elif raw.startswith(b"0"):
            transport.send(WSMsgType.TEXT, b"40" + (json.dumps(self.auth).encode() if self.auth else b""))
        elif raw.startswith(b"40"):
            self.connected = True
            self._greeted.set()
        elif raw.startswith((b"41", b"44")):
            self._fall()

    def apply(self, told: Told) -> None:
        """Do with a message what a program of this kind does: here nothing."""

    def _fall(self):
        """Be connected no more, whether the server says so in a frame or ends the socket; count it once."""
        self.falls += self.connected
        self.connected = False
        self._greeted.set()

    def close(self) -> None:
        """Leave without a word, as a browser that is closed."""
        if self.transport:
            with contextlib.suppress(Exception):
                self.transport.disconnect(graceful=False)
