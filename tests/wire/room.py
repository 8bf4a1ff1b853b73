"""A room for the tests of the main job: a facilitator and two members who joined by the code."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.nodes.client import Client
from tests.nodes.few import of_few
from tests.nodes.server import Server


@dataclass
class Room:
    """Who is there; every command goes through the wire."""

    server: Server
    slug: str
    code: str
    workshop: int
    lead: Client
    aino: Client
    ville: Client

    def opened(self, kind: str, **more) -> int:
        """Make a round between workshops and open it."""
        made = self.lead.done(self.slug, "create_round", kind=kind, title=kind, **of_few(kind, more))["round_id"]
        self.lead.done(self.slug, "open_round", round_id=made)
        return made

    def goals(self, number: int) -> list[int]:
        """Let the facilitator propose goals, which needs no round."""
        theme = self.lead.snapshot(self.slug)["themes"][0]["id"]
        return [
            self.lead.done(self.slug, "propose_goal", theme_id=theme, title=f"Tavoite {each}")["goal_id"]
            for each in range(number)
        ]

    def close(self) -> None:
        """Let the connections go."""
        for client in (self.lead, self.aino, self.ville):
            client.close()


def enter(server: Server) -> Room:
    """Make a consultation of its own from the example, with a workshop that two members join."""
    lead, aino, ville = (
        Client(server.url, server.example["facilitator"]["token"]),
        Client(server.url),
        Client(server.url),
    )
    slug = create(lead, example="focus-areas-2019")["slug"]
    workshop = lead.done(slug, "create_workshop", title="Työpaja")["workshop_id"]
    code = lead.snapshot(slug)["workshops"][0]["code"]
    for client, name, body in ((aino, "Aino", "advisory-board"), (ville, "Ville", "infra-network")):
        assert client.join(code, name, body).status_code == 200
    return Room(server, slug, code, workshop, lead, aino, ville)


def create(client: Client, **arguments) -> dict[str, Any]:
    """Make a consultation and return the result."""
    answer = client.request("POST", "/api/v1/do/create_consultation", json=arguments, key=str(uuid4()))
    assert answer.status_code == 200, answer.text
    return answer.json()["result"]


def one(things: list[dict[str, Any]], number: int) -> dict[str, Any]:
    """Find the thing with an id."""
    return next(thing for thing in things if thing["id"] == number)


def in_seconds(seconds: float) -> str:
    """Write the time so many seconds from now as the wire takes it."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()


def until(holds: Callable[[], Any], seconds: float) -> Any:
    """Ask again and again until the answer is true, and return it; fail after so many seconds."""
    end = time.monotonic() + seconds
    while not (answer := holds()):
        assert time.monotonic() < end, f"it did not come true in {seconds} s"
        time.sleep(0.05)
    return answer
