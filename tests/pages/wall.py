"""A hall for the tests of the wall: its own computer, which has nothing but a link."""

from uuid import uuid4

import requests

from tests.nodes.client import Client
from tests.nodes.http import new_http
from tests.nodes.listener import Listener
from tests.nodes.server import Server

SECONDS = 30
TITLE = {"fi": "Työpaja salissa", "sv": "Workshop i salen"}


class Hall:
    """A consultation of its own with a workshop, and the hall's own computer, on which nobody is signed in."""

    def __init__(self, server: Server):
        self.server = server
        self.lead = Client(server.url, server.example["facilitator"]["token"])
        self.slug = self.consultation()
        self.workshop_id = self.lead.done(self.slug, "create_workshop", title=TITLE)["workshop_id"]
        self.seen = self.lead.snapshot(self.slug)
        self.code = self.seen["workshops"][0]["code"]
        self.theme_id = self.seen["themes"][0]["id"]
        self.computer = new_http()
        self.computer.headers["Accept-Language"] = "en"
        self.path = f"/w/{self.code}/wall"
        self._people: list[Client] = []

    def consultation(self) -> str:
        """Make a consultation from the built-in example, without rounds, and return its slug."""
        path, asked = "/api/v1/do/create_consultation", {"example": "focus-areas-2019"}
        made = self.lead.request("POST", path, json=asked, key=str(uuid4()))
        assert made.status_code == 200, made.text
        return made.json()["result"]["slug"]

    def link(self, key: str | None = None) -> dict:
        """Make a link and return the result of the command."""
        answer = self.lead.do(self.slug, "create_wall_link", key=key or str(uuid4()), workshop_id=self.workshop_id)
        assert answer.status_code == 200, answer.text
        return answer.json()["result"]

    def look(self, path: str | None = None, **options) -> requests.Response:
        """Open a page on the hall's computer, without following redirects; by default the wall."""
        url = (path or self.path) if (path or "").startswith("http") else self.server.url + (path or self.path)
        return self.computer.get(url, timeout=SECONDS, allow_redirects=False, **options)

    def unlock(self) -> dict:
        """Make a link and open it on the hall's computer."""
        made = self.link()
        assert self.look(made["url"]).status_code == 302
        return made

    def read(self, what: str, slug: str | None = None) -> requests.Response:
        """Read the snapshot or the changes on the hall's computer."""
        return self.look(f"/api/v1/consultations/{slug or self.slug}/{what}")

    def listener(self, slug: str | None = None) -> Listener:
        """Return one who listens on the hall's computer, not connected yet."""
        cookie = "; ".join(f"{each.name}={each.value}" for each in self.computer.cookies)
        return Listener(self.server.url, None, slug or self.slug, headers={"Cookie": cookie})

    def person(self, name: str) -> Client:
        """Let someone join."""
        self._people.append(client := Client(self.server.url))
        assert client.join(self.code, name).status_code == 200
        return client

    def close(self) -> None:
        """Let all connections go."""
        self.computer.close()
        for each in (self.lead, *self._people):
            each.close()
