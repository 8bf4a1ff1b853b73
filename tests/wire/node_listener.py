"""Listeners under Node, each a process: socket.io-client, which is not ours, and the socket that pages have."""

import json
import subprocess
import threading
from pathlib import Path
from typing import Any

from tests.nodes.listener import Listener

FOLDER = Path(__file__).parent


class NodeListener(Listener):
    """Hears one consultation as one person, like `Listener`, through the library's own client."""

    script = FOLDER / "hear.mjs"

    def connect(self, seconds: float = 20) -> "NodeListener":
        """Start Node and wait for `hello`; raise ConnectionError when the server refuses."""
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        self._node = subprocess.Popen(
            ["node", self.script, self.base_url, token, self.slug],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()
        first = self.wait_for(lambda message: message.name in ("hello", "connect_error", "disconnect"), seconds)
        if first.name != "hello":
            self.close()
            raise ConnectionError(first.data)
        return self

    def emit(self, name: str, data: Any = None) -> None:
        """Send a message to the server, which nobody should."""
        self._node.stdin.write(json.dumps({"name": name, "data": data}) + "\n")
        self._node.stdin.flush()

    @property
    def connected(self) -> bool:
        """Whether the process runs and has not said that it was disconnected."""
        return self._node.poll() is None and not self.named("disconnect")

    def close(self) -> None:
        """Leave, and end the process."""
        if not self._node.stdin.closed:
            self._node.stdin.close()
        try:
            self._node.wait(10)
        except subprocess.TimeoutExpired:
            self._node.kill()
            self._node.wait(10)
        self._reading.join(10)
        self._node.stdout.close()
        self._http.close()

    def _read(self) -> None:
        for line in self._node.stdout:
            message = json.loads(line)
            self._hear(message["name"])(message["data"])


class PageListener(NodeListener):
    """Hears what a page hears, through the page's own code, which says nothing."""

    script = FOLDER / "hear_as_page.mjs"

    def emit(self, name: str, data: Any = None) -> None:
        """Say nothing."""


def chain_of(listener: Listener) -> list[tuple[int, int]]:
    """Return (after, revision) of each `events` frame that a listener heard."""
    return [(message.data["after"], message.data["revision"]) for message in listener.named("events")]


def heard_at(listener: Listener, name: str, **state) -> float:
    """Wait for an event and return the time at which its frame came."""
    event = listener.wait_for_event(name, **state)
    return listener.wait_for(
        lambda message: (
            message.name == "events" and event["revision"] in [e["revision"] for e in message.data["events"]]
        )
    ).at
