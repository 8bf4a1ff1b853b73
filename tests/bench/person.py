"""One participant at a browser: hears what is told, and fetches what was missed exactly when the page's script does."""

import asyncio
import contextlib
import random
from typing import Any
from uuid import uuid4

from tests.bench.listener import Listener, Told
from tests.bench.wire import Answer, Wire

# Seconds that the page waits for the answer to what it did itself, before it fetches what changed in its own part.
OWN_ANSWER = 0.25


class Person(Listener):
    """Keeps what the bench asks about: the revision and the tallies, by round id; `listening.js` is the original."""

    def __init__(self, hall, name: str, wire: Wire):
        super().__init__(hall.messages, {"consultation": hall.slug})
        self.hall, self.name, self.wire = hall, name, wire
        self.epoch: str | None = None
        self.revision = -1
        self.tallies: dict[str, dict[str, Any]] = {}
        self.own = 0
        self.fetched = self.failures = 0
        self._again = False
        self._catching: asyncio.Task | None = None

    async def listen(self) -> None:
        """Connect the socket; `hello` makes us fetch what is there."""
        headers = {"Authorization": f"Bearer {self.wire.token}"}
        if self.wire.address:
            headers["X-Forwarded-For"] = self.wire.address
        await self.connect(self.wire.port, headers=headers)

    async def cast(self, round_id: int, choices: dict[str, Any], key: str | None = None) -> Answer:
        """Send a ballot."""
        answer = await self.wire.do(
            self.hall.slug, "cast_ballot", key or str(uuid4()), round_id=round_id, choices=choices
        )
        if answer.status == 200 and answer.me_version == self.own + 1:
            self.own += 1
        return answer

    async def cast_until_kept(self, round_id: int, choices: dict[str, Any]) -> None:
        """Send a ballot again and again under one key until it is acknowledged, as the outbox does."""
        key = str(uuid4())
        while True:
            try:
                answer = await self.cast(round_id, choices, key)
                if answer.status == 200:
                    return
            except (OSError, TimeoutError):
                pass
            await asyncio.sleep(random.uniform(0.5, 1.5))

    async def ballot(self, round_id: int) -> dict[str, Any]:
        """Ask for what is stored of one's own ballot."""
        answer = await self._changes()
        assert answer.status == 200, answer
        return answer.json()["me"]["ballots"].get(str(round_id), {})

    def apply(self, told: Told) -> None:
        """Keep what is told; after `hello` and `me`, and where something was missed, ask."""
        if told.name == "tally":
            self._hear_tally(told.data)
        elif told.name == "events":
            self._hear_events(told.data)
        elif told.name == "me" and told.data["version"] > self.own:
            asyncio.get_running_loop().call_later(OWN_ANSWER, self._miss_own, told.data["version"])
        elif told.name in ("hello", "bye"):
            self.catch_up()

    def catch_up(self) -> None:
        """Fetch what was missed; asked again meanwhile, fetch once more."""
        self._again = True
        if self._catching is None or self._catching.done():
            self._catching = asyncio.ensure_future(self._catch_all())

    async def caught_up(self) -> None:
        """Wait until nothing is being fetched."""
        while self._catching and not self._catching.done():
            await asyncio.wait([self._catching])

    def sees(self, round_id: int) -> dict[str, Any]:
        """Return the figures of a round as they stand on this screen."""
        return self.tallies.get(str(round_id), {"voters": 0, "goals": {}})

    async def leave(self) -> None:
        """Close the browser."""
        if self._catching:
            self._catching.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await self._catching
        self.close()
        self.wire.close()

    def _miss_own(self, version):
        if version > self.own:
            self.catch_up()

    async def _catch_all(self):
        while self._again:
            self._again = False
            try:
                await self._fetch()
            except (OSError, TimeoutError):
                self.failures += 1

    async def _fetch(self):
        answer = await self._changes()
        self.fetched += answer.size
        if answer.status != 200:
            self.failures += 1
            return
        seen = answer.json()
        if seen.get("reset"):
            self.epoch, self._again = None, True
            return
        self.epoch, self.revision = seen["epoch"], max(self.revision, seen["revision"])
        self.own = max(self.own, seen["me"]["version"])
        for round_id, tally in seen["tallies"].items():
            if self.sees(round_id).get("version", 0) <= tally["version"]:
                self.tallies[round_id] = tally

    async def _changes(self):
        path = "snapshot" if self.epoch is None else f"changes?since={self.revision}&epoch={self.epoch}"
        return await self.wire.ask("GET", f"/api/v1/consultations/{self.hall.slug}/{path}")

    def _hear_events(self, frame):
        if frame["epoch"] != self.epoch or frame["after"] > self.revision:
            self.catch_up()
        else:
            self.revision = max(self.revision, frame["revision"])

    def _hear_tally(self, frame):
        held = self.tallies.get(str(frame["round_id"]))
        if held and held["version"] >= frame["version"]:
            return
        if held is None and not frame["whole"]:
            self.catch_up()
            return
        goals = frame["goals"] if frame["whole"] else {**held["goals"], **frame["goals"]}
        self.tallies[str(frame["round_id"])] = {"version": frame["version"], "voters": frame["voters"], "goals": goals}
