"""One repetition of a fault: a consultation of its own with rounds, people who write and clients who listen."""

import contextlib
import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.campaign.converging import converge
from tests.campaign.hearing import Hearer
from tests.campaign.people import Person, Sent, comment, propose, vote
from tests.campaign.place import Place
from tests.faults.room import Room
from tests.faults.storm import at_once
from tests.nodes.client import Client

PEOPLE, GOALS, POINTS = 6, 4, 5
LONGEST_PAUSE = 0.06


@dataclass
class Vote:
    """An open voting round: whether ballots may be changed, and its dots, where it has them."""

    round_id: int
    secrecy: str
    points: int | None = None


class Scene:
    """What a fault has to act on; all chance comes from `chance`, and `pace` shortens whatever waits.

    `patience` is how many seconds clients have to show what the server has. While `votes_pause` is set nobody votes.
    `promises` are further things to check once all is over: each raises AssertionError when it was broken.
    """

    def __init__(self, place: Place, chance: random.Random, pace: float = 1.0, patience: float = 5.0):
        self.place, self.chance, self.pace, self.patience = place, chance, pace, patience
        place.behave(random.Random(chance.random()))
        self.room = Room(place.server)
        self.slug, self.lead = self.room.slug, self.room.lead
        self._clients: list[Client] = []
        self.people = [self._person(client) for client in self.room.people(PEOPLE)]
        self.goals = self.room.goals(GOALS)
        for kind in ("propose", "comment"):
            self.room.do("open_round", round_id=self.room.do("create_round", kind=kind, title=kind)["round_id"])
        # Live figures of a confidential vote are for where nobody new can join.
        workshop_id = self.room.workshop_id
        self.room.do("lock_workshop", workshop_id=workshop_id, locked=True)
        live = {"secrecy": "confidential", "results": "live", "workshop_id": workshop_id}
        self.votes = [
            Vote(self.room.vote(method="dots", points=POINTS, secrecy="named"), "named", POINTS),
            Vote(self.room.vote(method="approve", **live), "confidential"),
            Vote(self.room.vote(method="approve", secrecy="secret"), "secret"),
        ]
        self.votes_pause = False
        self.promises: list[Callable[[], None]] = []
        self.hearers = [self.hearer(self.lead.token, "the facilitator")]
        self.hearers += [self.hearer(person.doors[0].token, person.name) for person in self.people[:2]]

    def hearer(self, token: str, name: str) -> Hearer:
        """Return a person's client that listens, once it has its first snapshot."""
        hearer = Hearer(name, self.slug, self._doors(token), self._own_chance())
        hearer.start()
        until(lambda: hearer.known, 60)
        return hearer

    @contextlib.contextmanager
    def load(self) -> Iterator[None]:
        """Let everybody write while the block runs; after it, wait until everything is answered."""
        over = threading.Event()
        threads = [threading.Thread(target=self._write, args=(person, over)) for person in self.people]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            over.set()
            for thread in threads:
                thread.join()

    @contextlib.contextmanager
    def volley(self) -> Iterator[None]:
        """Let everybody send one command at one moment while the block runs; then wait for the answers."""
        for person in self.people:
            person.sending.clear()
        thread = threading.Thread(target=lambda: at_once(lambda p=person: self.act(p) for person in self.people))
        thread.start()
        self.people[0].sending.wait(10)
        try:
            yield
        finally:
            thread.join()

    def act(self, person: Person) -> Sent:
        """Let a person propose, comment or vote, as it comes."""
        what = person.chance.random()
        if what < 0.35:
            return propose(person, self.room.theme_id)
        if what < 0.6 or self.votes_pause:
            return comment(person, person.chance.choice(self.goals))
        return self.cast(person, person.chance.choice(self.votes))

    def cast(self, person: Person, what: Vote) -> Sent:
        """Let a person vote; a secret ballot is sent once, and nobody goes on voting after the close."""
        sent = [each for each in person.sent if each.arguments.get("round_id") == what.round_id]
        if any(each.refusal for each in sent) or (sent and what.secrecy == "secret"):
            return comment(person, person.chance.choice(self.goals))
        return vote(person, what.round_id, self.goals, what.points)

    def converge(self) -> None:
        """Wait until every client knows what the server has; raises AssertionError with what differs."""
        end = time.monotonic() + self.patience
        for hearer in self.hearers:
            converge(hearer, self.place.server.url, end)

    def wait(self, seconds: float) -> None:
        """Let time pass, less of it where the pace is quicker."""
        time.sleep(seconds * self.pace)

    def pause(self, shortest: float, longest: float) -> None:
        """Let a moment pass that is drawn from chance, in seconds."""
        time.sleep(self.chance.uniform(shortest, longest))

    def sent(self) -> list[Sent]:
        """All that anybody sent."""
        return [each for person in self.people for each in person.sent]

    def acknowledged(self) -> list[Sent]:
        """All that was answered with ok."""
        return [each for each in self.sent() if each.acknowledged]

    def close(self) -> None:
        """Let everybody go."""
        for hearer in self.hearers:
            hearer.leave()
        for client in self._clients:
            client.close()
        self.room.close()

    def _person(self, client):
        return Person(client.participant["name"], self.slug, self._doors(client.token), self._own_chance())

    def _doors(self, token):
        doors = [Client(proxy.url, token) for proxy in self.place.proxies]
        self._clients += doors
        return doors

    def _own_chance(self):
        return random.Random(self.chance.random())

    def _write(self, person, over):
        while not over.is_set():
            if not self.act(person).answered_at:
                return
            time.sleep(person.chance.uniform(0, LONGEST_PAUSE))


def until(holds: Callable[[], object], seconds: float) -> None:
    """Wait until something is true; raises AssertionError after so many seconds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"it did not come true in {seconds} s"
        time.sleep(0.02)
