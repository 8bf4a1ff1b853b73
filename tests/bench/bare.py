"""A bare WebSocket server, picows on uvloop, that frames each message once and writes the same bytes to everyone."""

import asyncio
import json
import struct
import sys

import picows
import uvloop
from picows import WSListener, WSMsgType

from tests.bench.room import TICK_SECONDS, Room, update


class Bare(WSListener):
    """One listener; it speaks Socket.IO's messages, so that the same load can be put on it."""

    everyone: set[picows.WSTransport] = set()
    room = Room()

    def on_ws_connected(self, transport):
        """Take it in."""
        self.everyone.add(transport)
        transport.send(WSMsgType.TEXT, b"40")

    def on_ws_disconnected(self, transport):
        """Forget it."""
        self.everyone.discard(transport)

    def on_ws_frame(self, transport, frame):
        """Count a vote, or begin to broadcast."""
        raw = frame.get_payload_as_bytes()
        if not raw.startswith(b"42"):
            return
        name, *arguments = json.loads(raw[2:])
        if name == "vote":
            self.room.vote(*arguments)
        elif name == "go":
            self.going = asyncio.ensure_future(_go(*arguments))


async def serve(port: int) -> None:
    """Serve, and tell the room's tally at each tick."""
    await picows.ws_create_server(lambda request: Bare(), "127.0.0.1", port, backlog=1024)
    while True:
        await asyncio.sleep(TICK_SECONDS)
        tally = Bare.room.moved()
        if tally:
            _broadcast("tally", tally)


async def _go(rate, seconds, size):
    for number in range(int(rate * seconds)):
        _broadcast("update", update(number, size))
        await asyncio.sleep(1 / rate)


def _broadcast(name, data):
    payload = b"42" + json.dumps([name, data], separators=(",", ":")).encode()
    size = len(payload)
    head = struct.pack("!BB", 0x81, size) if size < 126 else struct.pack("!BBH", 0x81, 126, size)
    frame = head + payload
    for transport in Bare.everyone:
        transport.underlying_transport.write(frame)


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1])))
