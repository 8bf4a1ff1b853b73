"""A consultation with a workshop of a test's own: people to act in it, and the steps that a facilitator takes."""

import itertools
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from tests.nodes.client import Client
from tests.nodes.few import of_few
from tests.nodes.listener import Listener
from tests.nodes.server import Server


class Room:
    """One consultation on a server, led by the example's facilitator; `close` lets all its people go."""

    def __init__(self, server: Server):
        self.server = server
        self._clients: list[Client] = []
        self._listeners: list[Listener] = []
        self._names = itertools.count(1)
        self.lead = self.person(server.example["facilitator"]["token"])
        path = "/api/v1/do/create_consultation"
        made = self.lead.request("POST", path, json={"title": f"Room {uuid4()}"}, key=str(uuid4()))
        assert made.status_code == 200, made.text
        self.slug: str = made.json()["result"]["slug"]
        self.workshop_id: int = self.do("create_workshop", title="Workshop")["workshop_id"]
        self.code: str = self.lead.snapshot(self.slug)["workshops"][0]["code"]
        self.theme_id: int = self.do("create_theme", title="Theme")["theme_id"]

    def do(self, command: str, /, **arguments) -> dict[str, Any]:
        """Send a command as the facilitator, who must be obeyed, and return its result."""
        return self.lead.done(self.slug, command, **arguments)

    def person(self, token: str | None = None, url: str | None = None) -> Client:
        """Return a client of its own connection; without a token, of somebody who is nobody yet."""
        self._clients.append(client := Client(url or self.server.url, token))
        return client

    def people(self, number: int, **more) -> list[Client]:
        """Let so many members join."""
        people = [self.person() for _ in range(number)]
        for person in people:
            welcome = person.join(self.code, f"Person {next(self._names)}", **more)
            assert welcome.status_code == 200, welcome.text
        return people

    def tabs(self, person: Client, number: int, servers: Iterable[Server] = ()) -> list[Client]:
        """Return so many connections of one person, in turn to each of the servers."""
        urls = itertools.cycle([server.url for server in servers] or [self.server.url])
        return [self.person(person.token, next(urls)) for _ in range(number)]

    def facilitator(self) -> Client:
        """Invite another facilitator and return their client."""
        email = f"deputy-{uuid4()}@example.org"
        self.do("invite_participant", email=email, role="facilitator")
        return self.person(self.server.cli("token", "--email", email).strip())

    def goals(self, number: int) -> list[str]:
        """Propose so many goals and return their ids, as ballots name them."""
        # Of very many each hundred has a writer of its own: nobody may give so many commands in a minute, and the
        # facilitator leads other rooms too.
        deputies = [self.facilitator() for _ in range(-(-number // 100))] if number > 100 else [self.lead]
        about = {"theme_id": self.theme_id}
        made = [
            deputies[n // 100].done(self.slug, "propose_goal", title=f"Goal {n + 1}", **about) for n in range(number)
        ]
        return [str(each["goal_id"]) for each in made]

    def vote(self, *, open_it: bool = True, **fields) -> int:
        """Plan a voting round outside the workshop, open it unless told otherwise, and return its id."""
        round_id = self.do("create_round", kind="vote", title="Vote", **of_few("vote", fields))["round_id"]
        if open_it:
            self.do("open_round", round_id=round_id)
        return round_id

    def finish(self, round_id: int) -> dict[str, Any]:
        """Close a round and return its revealed tally."""
        self.do("close_round", round_id=round_id)
        return self.reveal(round_id)

    def reveal(self, round_id: int) -> dict[str, Any]:
        """Reveal the results of a closed round and return its tally."""
        self.do("reveal_results", round_id=round_id)
        return self.tally(round_id)

    def tally(self, round_id: int) -> dict[str, Any]:
        """Return the tally of a round, as the facilitator sees it."""
        return self.lead.snapshot(self.slug)["tallies"][str(round_id)]

    def round(self, round_id: int) -> dict[str, Any]:
        """Return the state of a round."""
        return next(each for each in self.lead.snapshot(self.slug)["rounds"] if each["id"] == round_id)

    def listen(self, person: Client, server: Server | None = None, **more) -> Listener:
        """Return a connected listener of this person."""
        listener = Listener((server or self.server).url, person.token, self.slug, **more)
        self._listeners.append(listener)
        return listener.connect()

    def close(self) -> None:
        """Let all connections go."""
        for each in (*self._listeners, *self._clients):
            each.close()
