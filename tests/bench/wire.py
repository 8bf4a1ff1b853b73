"""A client of the HTTP interface that is light enough to be thousands, with kept connections as a browser has."""

import asyncio
import gzip
import json
from dataclasses import dataclass
from typing import Any

SECONDS = 60
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What came back: the status, the body unpacked, and how many bytes it was on the wire, head and all.

    `me_version` is that of a ballot's answer, from its head.
    """

    status: int
    body: bytes
    size: int
    me_version: int | None = None

    def json(self) -> Any:
        """Read the body."""
        return json.loads(self.body)


class Wire:
    """One person's connections to a server; each carries one request at a time and is kept."""

    def __init__(self, port: int, token: str | None = None, address: str | None = None):
        self.port, self.token, self.address = port, token, address
        self._idle: list[_Connection] = []

    async def ask(self, method: str, path: str, body: Any = None, key: str | None = None) -> Answer:
        """Send a request, its body as JSON or, of bytes, as a form, and return its answer; raises OSError.

        It is sent again where a kept connection turns out to be closed, as by any client: servers close what is idle
        for long, and under one key nothing is done twice.
        """
        request = self._request(method, path, body, key)
        while self._idle:
            connection = self._idle.pop()
            if not connection.lost:
                try:
                    return await self._ask(connection, request)
                except ConnectionError:
                    if connection.heard:
                        raise
        _, connection = await asyncio.get_running_loop().create_connection(_Connection, "127.0.0.1", self.port)
        return await self._ask(connection, request)

    async def do(self, slug: str, command: str, key: str, **arguments) -> Answer:
        """Send a command under a key."""
        return await self.ask("POST", f"/api/v1/consultations/{slug}/do/{command}", arguments, key)

    def close(self) -> None:
        """Let the connections go."""
        for connection in self._idle:
            connection.close()
        self._idle.clear()

    async def _ask(self, connection, request):
        try:
            async with asyncio.timeout(SECONDS):
                answer = await connection.ask(request)
        except BaseException:
            # Its answer may still come, and would be taken for the next one's.
            connection.close()
            raise
        self._idle.append(connection)
        return answer

    def _request(self, method, path, body, key):
        head = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Accept-Encoding: gzip"]
        if self.token:
            head.append(f"Authorization: Bearer {self.token}")
        if self.address:
            head.append(f"X-Forwarded-For: {self.address}")
        if key:
            head.append(f"Idempotency-Key: {key}")
        raw, kind = (body, FORM) if isinstance(body, bytes) else (json.dumps(body).encode(), "application/json")
        if body is None:
            raw = b""
        else:
            head += [f"Content-Type: {kind}", f"Content-Length: {len(raw)}"]
        return "\r\n".join([*head, "", ""]).encode() + raw


class _Connection(asyncio.Protocol):
    def __init__(self):
        self.lost = False
        self._transport = None
        self._buffer = bytearray()
        self._answer: asyncio.Future | None = None
        # Whether any of the answer has come.
        self.heard = False

    def ask(self, request: bytes) -> asyncio.Future:
        self._answer, self.heard = asyncio.get_running_loop().create_future(), False
        if self.lost:
            self._answer.set_exception(ConnectionResetError("the server closed the connection"))
        else:
            self._transport.write(request)
        return self._answer

    def close(self):
        if self._transport:
            self._transport.abort()

    def connection_made(self, transport):
        self._transport = transport

    def data_received(self, contents):
        self.heard = True
        self._buffer += contents
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self._buffer[:end]).decode("latin-1")
        status, fields = _fields(head)
        size = end + 4 + int(fields.get("content-length", 0))
        if len(self._buffer) < size:
            return
        body = bytes(self._buffer[end + 4 : size])
        del self._buffer[:size]
        if fields.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        if self._answer and not self._answer.done():
            version = fields.get("me-version")
            self._answer.set_result(Answer(status, body, size, version and int(version)))
        if fields.get("connection", "").lower() == "close":
            self.lost = True

    def connection_lost(self, failure):
        self.lost = True
        if self._answer and not self._answer.done():
            self._answer.set_exception(failure or ConnectionResetError("the server closed the connection"))


def _fields(head: str) -> tuple[int, dict[str, str]]:
    status, *lines = head.split("\r\n")
    pairs = (line.partition(":") for line in lines)
    fields = {name.strip().lower(): value.strip() for name, _, value in pairs}
    if "transfer-encoding" in fields:
        raise ValueError("answers of unknown length are not read here")
    return int(status.split()[1]), fields
