"""A client that listens as the wire says: what it knows moves on by what it hears, and by `changes` when it must."""

import contextlib
import json
import random
import threading
import time

import requests
import websocket

from tests.nodes.client import Client
from tests.pairs.applying import apply_batch, apply_progress, apply_tally, apply_turnout

HANDSHAKE = "/socket.io/?EIO=4&transport=websocket"
TURN, PATIENCE = 0.2, 10
# The server is heard at least every 20 seconds; a connection that is silent for longer is dead, whatever it says.
SILENCE = 45
POLL, LONGEST_PAUSE = 1.0, 2.0
GONE = (OSError, websocket.WebSocketException)


class Hearer(threading.Thread):
    """Listens through any of `doors` (clients of one person) and goes on connecting; polls where there is no socket.

    `known` is the snapshot that it holds; `wrong` lists what must never happen: a revision that goes backwards, an
    answer that nobody should get. `fetched` counts whole snapshots, `polled` answers of `changes`.
    """

    def __init__(self, name: str, slug: str, doors: list[Client], chance: random.Random):
        super().__init__(name=name, daemon=True)
        self.slug, self.doors, self.chance = slug, doors, chance
        self.known: dict = {}
        self.first: dict = {}
        self.wrong: list[str] = []
        self.fetched = self.polled = self.connections = 0
        self.awake = threading.Event()
        self.awake.set()
        self._left = threading.Event()
        self._behind = True

    def run(self) -> None:
        """Listen until `leave`."""
        pause = 0.1
        while not self._left.is_set():
            if not self.awake.wait(TURN):
                continue
            try:
                self._listen()
                pause = 0.1
            except GONE:
                pause = min(2 * pause, LONGEST_PAUSE)
            except Exception as fault:
                self.wrong.append(f"{self.name} could not take what came: {fault!r}")
            self._poll(pause * self.chance.uniform(0.5, 1))

    def sleep(self) -> None:
        """Be away: the connection is given up and nothing is asked, until `wake`."""
        self.awake.clear()

    def wake(self) -> None:
        """Come back, with what was known."""
        self.awake.set()

    def leave(self) -> None:
        """Go, and wait until the connections are closed."""
        self._left.set()
        self.awake.set()
        self.join(60)

    def _listen(self):
        client = self.chance.choice(self.doors)
        wire = websocket.create_connection(
            client.base_url.replace("http://", "ws://") + HANDSHAKE,
            header=[f"Authorization: Bearer {client.token}"],
            timeout=PATIENCE,
        )
        with contextlib.closing(wire.sock), contextlib.closing(wire):
            wire.send("40" + json.dumps({"consultation": self.slug}))
            self.connections += 1
            self._hear(wire)

    def _hear(self, wire):
        wire.settimeout(TURN)
        heard_at = time.monotonic()
        while not self._left.is_set() and self.awake.is_set():
            if self._behind:
                self._catch_up()
            if time.monotonic() - heard_at > SILENCE:
                raise ConnectionError("silence")
            try:
                frame = wire.recv()
            except websocket.WebSocketTimeoutException:
                continue
            heard_at = time.monotonic()
            if frame == "2":
                wire.send("3")
            elif frame.startswith("42"):
                self._take(*json.loads(frame[2:]))
            elif frame.startswith(("41", "44", "1")):
                raise ConnectionError(frame)

    def _poll(self, pause):
        """Without a socket: wait, and ask what was missed."""
        self._left.wait(pause)
        if self.awake.is_set() and not self._left.is_set():
            self._catch_up()

    def _take(self, name, frame):
        if name in ("hello", "me"):
            self._behind = True
        elif name == "events":
            self._move_on(apply_batch(self.known, frame) if self.known else None)
        elif name == "tally":
            self._move_on(apply_tally(self.known, frame) if self.known else None)
        elif name == "turnout":
            self._move_on(apply_turnout(self.known, frame) if self.known else None)
        elif name == "progress":
            self._move_on(apply_progress(self.known, frame) if self.known else None)

    def _catch_up(self):
        """Ask what was missed, or start again; what can't be had now is asked for at the next turn."""
        client = self.chance.choice(self.doors)
        try:
            missed = self.known and self._fetch(
                client, "changes", since=self.known["revision"], epoch=self.known["epoch"]
            )
            following = apply_batch(self.known, missed) if missed else None
            self.polled += bool(missed)
            if following is None:
                following = self._fetch(client, "snapshot")
                self.fetched += 1
        except (requests.RequestException, ConnectionError):
            self._behind = True
            self._left.wait(0.1)
            return
        self._behind = False
        self._move_on(following)

    def _fetch(self, client, what, **params):
        answer = client.request("GET", f"/api/v1/consultations/{self.slug}/{what}", params=params, timeout=PATIENCE)
        if answer.status_code == 200:
            return answer.json()
        if answer.status_code != 503:
            self.wrong.append(f"{self.name}: {what} → {answer.status_code} {answer.text}")
        raise ConnectionError(answer.status_code)

    def _move_on(self, following):
        if following is None:
            self._behind = True
            return
        known = self.known
        if known and following["epoch"] == known["epoch"] and following["revision"] < known["revision"]:
            self.wrong.append(f"{self.name} went from revision {known['revision']} to {following['revision']}")
        self.known = following
        self.first = self.first or following
