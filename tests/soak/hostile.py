"""Those who mean harm: each kind does one thing for as long as it may, and counts what became of it."""

import asyncio
import base64
import json
import os
import random
import socket
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import uuid4

from tests.bench.hall import Hall
from tests.bench.listener import PATH
from tests.bench.person import Person
from tests.bench.wire import Wire

# Guests through whom sockets are opened; each may have only so many.
GUESTS = 10
# What each of ten guests proposes in a minute.
GOALS_A_MINUTE = 15
JUNK = (
    b"\x81\x8142[]",
    b"\x82\x85\0\0\0\0hello",
    b"\x81\x82\0\0\0\0\xff\xfe",
    b"\xff\xff\xff\xff",
    b"\x81\x7e\xff\xff",
    b"\x8a\x80\0\0\0\0" * 500,
    b"\x89\x80\0\0\0\0" * 5000,
    b"\x81\x81\0\0\0\x009",
    b"\x01\x81\0\0\0\x004" * 50,
)


@dataclass
class Hostile:
    """What all of them know: where, until when, through which guests; what they counted, and what they hold open."""

    here: Hall
    guests: list[Person]
    stopped: asyncio.Event = field(default_factory=asyncio.Event)
    counts: Counter = field(default_factory=Counter)
    held: list[asyncio.StreamWriter] = field(default_factory=list)
    # The newest connection of each of them.
    newest: dict[int, asyncio.StreamWriter] = field(default_factory=dict)

    async def connection(self, number: int, receive: int = 0) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Open a connection, with a small window where `receive` says so."""
        plain = socket.socket()
        if receive:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
        plain.setblocking(False)
        try:
            await asyncio.get_running_loop().sock_connect(plain, ("127.0.0.1", self.here.port))
        except BaseException:
            plain.close()
            raise
        reader, self.newest[number] = await asyncio.open_connection(sock=plain)
        return reader, self.newest[number]

    async def pause(self, seconds: float) -> None:
        """Wait, at most until they are stopped."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.stopped.wait(), seconds)

    async def until_closed(self, kind: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read until the other side ends the connection; what is open at the stop is left open."""
        reading, stopping = asyncio.ensure_future(_drained(reader)), asyncio.ensure_future(self.stopped.wait())
        await asyncio.wait([reading, stopping], return_when=asyncio.FIRST_COMPLETED)
        if reading.done():
            self.counts[f"{kind}: closed"] += 1
            writer.close()
        else:
            reading.cancel()
            self.held.append(writer)
        stopping.cancel()

    def let_go(self) -> None:
        """Close what was left open."""
        for writer in self.held:
            writer.transport.abort()


async def half_sent(crowd: Hostile, number: int) -> None:
    """Send a part of a head or of a body, and nothing more."""
    head = b"POST /api/v1/join HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
    contents = (head, head + b'Content-Length: 1000\r\n\r\n{"code"', b"GET /")[number % 3]
    reader, writer = await crowd.connection(number)
    writer.write(contents)
    await crowd.until_closed("half-sent requests", reader, writer)


async def in_drops(crowd: Hostile, number: int) -> None:
    """Send a body one sign a second."""
    reader, writer = await crowd.connection(number)
    writer.write(b"POST /api/v1/join HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\n")
    closing = asyncio.ensure_future(crowd.until_closed("requests in drops", reader, writer))
    while not (closing.done() or crowd.stopped.is_set()):
        writer.write(b" ")
        await crowd.pause(1)
    await closing


async def never_reading(crowd: Hostile, number: int) -> None:
    """Listen, and never read again nor answer a ping."""
    reader, writer = await crowd.connection(number, receive=4096)
    await _listen(crowd, number, reader, writer)
    writer.transport.pause_reading()
    crowd.counts["sockets that never read: opened"] += 1
    await crowd.pause(60)
    # Whether it was closed does not show on this side; the server's own list of connections shows it.
    if crowd.stopped.is_set():
        crowd.held.append(writer)
    else:
        writer.transport.abort()


async def never_ponging(crowd: Hostile, number: int) -> None:
    """Listen and read, and never answer a ping."""
    reader, writer = await crowd.connection(number)
    await _listen(crowd, number, reader, writer)
    await crowd.until_closed("sockets that answer no ping", reader, writer)


async def wrong_frames(crowd: Hostile, number: int) -> None:
    """Listen, and send what no listener sends."""
    reader, writer = await crowd.connection(number)
    await _listen(crowd, number, reader, writer)
    writer.write(random.choice(JUNK) + os.urandom(64))
    await crowd.until_closed("sockets with wrong frames", reader, writer)
    await crowd.pause(0.2)


async def joining(crowd: Hostile, number: int) -> None:
    """Join again and again under new names, every other time with a wrong code."""
    code = crowd.here.code if number % 2 else f"{random.randrange(10**8):08}"
    wire = Wire(crowd.here.port)
    answer = await wire.ask("POST", "/api/v1/join", {"code": code, "name": f"Guest {uuid4()}"}, str(uuid4()))
    crowd.counts[f"joins: {answer.status}"] += 1
    wire.close()
    await crowd.pause(0.1)


async def proposing(crowd: Hostile, number: int) -> None:
    """Propose one long goal after the other."""
    guest = crowd.guests[number % GUESTS]
    about = {"theme_id": crowd.here.theme_id, "title": f"Goal {uuid4()}", "rationale": "Sama uudestaan. " * 180}
    answer = await guest.wire.do(crowd.here.slug, "propose_goal", str(uuid4()), **about)
    crowd.counts[f"goals: {answer.status}"] += 1
    await crowd.pause(60 / GOALS_A_MINUTE)


# What part of the crowd is of which kind; of those who propose there are ten in any case.
KINDS: dict[Callable[[Hostile, int], Awaitable[None]], float] = {
    half_sent: 0.35,
    in_drops: 0.1,
    never_reading: 0.15,
    never_ponging: 0.15,
    wrong_frames: 0.1,
    joining: 0.1,
}


async def attack(crowd: Hostile, number: int) -> None:
    """Let so many act until they are stopped."""
    kinds = [kind for kind, share in KINDS.items() for _ in range(round(number * share))] + [proposing] * GUESTS
    await asyncio.gather(*(_again(crowd, kind, place) for place, kind in enumerate(kinds)))


async def _again(crowd, kind, number):
    while not crowd.stopped.is_set():
        try:
            await kind(crowd, number)
        except (OSError, TimeoutError, RuntimeError, asyncio.IncompleteReadError):
            crowd.counts[f"{kind.__name__}: cut off"] += 1
            if number in crowd.newest:
                crowd.newest.pop(number).transport.abort()
            await crowd.pause(0.5)


async def _listen(crowd, number, reader, writer):
    token = crowd.guests[number % len(crowd.guests)].wire.token
    key = base64.b64encode(os.urandom(16)).decode()
    writer.write(
        f"GET {PATH} HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
    )
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 101 " not in head:
        writer.close()
        raise ConnectionError(head)
    said = b"40" + json.dumps({"consultation": crowd.here.slug}).encode()
    writer.write(bytes([0x81, 0x80 | len(said)]) + bytes(4) + said)


async def _drained(reader):
    with suppress(OSError):
        while await reader.read(65536):
            pass
