"""A listener on the wire that is not ours: python-socketio's client, with all that it heard and when."""

import select
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import socketio
import websocket

from tests.nodes.described import note_message
from tests.nodes.http import new_http

READING_SECONDS = 0.02
NAMES = ("hello", "events", "tally", "turnout", "progress", "me", "presence", "present", "bye")


@dataclass(frozen=True)
class Heard:
    """One message: its name, what it carried, and when it came by the monotonic clock."""

    name: str
    data: Any
    at: float


class Listener:
    """Hears one consultation as one person; `heard` grows in the order of arrival.

    A message that is not as the server's documents describe it makes the test fail when it is over.

    `verify` is a certificate to trust, where the address begins with https.
    """

    def __init__(
        self,
        base_url: str,
        token: str | None,
        slug: str,
        *,
        headers: dict[str, str] | None = None,
        verify: Path | None = None,
    ):
        self.base_url = base_url
        self.slug = slug
        self.headers = {**({"Authorization": f"Bearer {token}"} if token else {}), **(headers or {})}
        self.heard: list[Heard] = []
        self._news = threading.Condition()
        self._http = new_http()
        if verify:
            self._http.verify = str(verify)
        self._client = socketio.Client(
            reconnection=False,
            http_session=self._http,
            handle_sigint=False,
            websocket_extra_options={"class_": _WebSocket},
        )
        for name in NAMES:
            self._client.on(name, self._hear(name))
        self._client.on("disconnect", self._hear("disconnect"))

    def connect(self, seconds: float = 10) -> "Listener":
        """Connect over WebSocket alone and wait for `hello`; a refusal is socketio's ConnectionError."""
        try:
            self._client.connect(
                self.base_url,
                headers=self.headers,
                auth={"consultation": self.slug},
                transports=["websocket"],
                wait_timeout=seconds,
            )
            self.wait_for(lambda message: message.name == "hello", seconds)
        except Exception:
            self.close()
            raise
        return self

    def wait_for(self, predicate: Callable[[Heard], bool], timeout: float = 5, *, after: int = 0) -> Heard:
        """Return the first message, from `heard[after]` on or yet to come, for which the predicate holds."""
        end = time.monotonic() + timeout
        at = after
        with self._news:
            while True:
                while at < len(self.heard):
                    at += 1
                    if predicate(self.heard[at - 1]):
                        return self.heard[at - 1]
                left = end - time.monotonic()
                if left <= 0:
                    raise TimeoutError(f"not heard in {timeout} s; heard: {self.heard[after:]}")
                self._news.wait(left)

    def wait_for_event(self, name: str, timeout: float = 5, *, after: int = 0, **state) -> dict[str, Any]:
        """Return the first journal event of a name whose `data` has the given values."""
        found: list[dict[str, Any]] = []

        def carries(message: Heard) -> bool:
            if message.name == "events":
                found.extend(event for event in message.data["events"] if _matches(event, name, state))
            return bool(found)

        self.wait_for(carries, timeout, after=after)
        return found[0]

    def named(self, name: str) -> list[Heard]:
        """Return the messages of a name that came until now."""
        with self._news:
            return [message for message in self.heard if message.name == name]

    def events(self) -> list[dict[str, Any]]:
        """Return the journal events that came until now, in the order of arrival."""
        return [event for message in self.named("events") for event in message.data["events"]]

    @property
    def connected(self) -> bool:
        """Whether the connection stands."""
        return self._client.connected

    def close(self) -> None:
        """Leave."""
        self._client.disconnect()
        # The client leaves it open where the server was the first to go.
        if self._client.eio.ws:
            self._client.eio.ws.shutdown()
        self._http.close()

    def __enter__(self) -> "Listener":
        return self.connect()

    def __exit__(self, *_) -> None:
        self.close()

    def _hear(self, name: str) -> Callable[..., None]:
        def apply(data: Any = None, *_) -> None:
            if name in NAMES:
                note_message(name, data)
            with self._news:
                self.heard.append(Heard(name, data, time.monotonic()))
                self._news.notify_all()

        return apply


class _WebSocket(websocket.WebSocket):
    def __init__(self, *arguments, **more):
        super().__init__(*arguments, **more)
        self._tls = threading.Lock()

    # OpenSSL takes no two threads in one connection at once, and Python 3.11 does not keep them apart: what is sent
    # while another thread reads may be lost. So who reads under TLS lets go again and again.
    def _recv(self, bufsize):
        if not self.is_ssl():
            return super()._recv(bufsize)
        patience = self.sock.gettimeout()
        end = time.monotonic() + patience if patience is not None else float("inf")
        while True:
            if not self.sock.pending():
                select.select([self.sock], [], [], READING_SECONDS)
            with self._tls:
                self.sock.settimeout(READING_SECONDS)
                try:
                    return super()._recv(bufsize)
                except websocket.WebSocketTimeoutException:
                    if time.monotonic() > end:
                        raise
                finally:
                    if self.sock:
                        self.sock.settimeout(patience)

    def _send(self, data):
        with self._tls:
            return super()._send(data)

    # The client's reading thread takes the server's goodbye, for which this one would wait three seconds.
    def close(self, status=websocket.STATUS_NORMAL, reason=b"", timeout=0):
        super().close(status, reason, timeout=0)


def _matches(event: dict[str, Any], name: str, state: dict[str, Any]) -> bool:
    return event["name"] == name and all(event["data"].get(key) == value for key, value in state.items())
