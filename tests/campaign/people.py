"""People who write under any circumstances: each command has a key of its own and is sent until it is answered."""

import random
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import requests

from tests.nodes.client import Client

# Longer than the server itself waits for a lock before it says that it cannot save.
PATIENCE = 12
GIVE_UP = 120
FIRST_WAIT, LONGEST_WAIT = 0.05, 1.0
STANCES = ("for", "against", "neutral", "question")


@dataclass
class Sent:
    """A command that a person sends, and what came of it; times are by the monotonic clock."""

    command: str
    arguments: dict[str, Any]
    key: str
    began: float = field(default_factory=time.monotonic)
    tries: int = 0
    answered_at: float | None = None
    result: dict[str, Any] | None = None
    replayed: bool = False
    refusal: str | None = None

    @property
    def acknowledged(self) -> bool:
        """Whether it was answered with ok."""
        return self.result is not None


class Person:
    """A member who proposes, comments and votes; `sent` is all that they ever sent, in order.

    `doors` are this person's ways to the nodes: each try takes one of them, and after `patience` seconds without an
    answer the next. `could_not` counts the answers that nothing can be saved now, `wrong` lists answers that nobody
    should get.
    """

    def __init__(self, name: str, slug: str, doors: list[Client], chance: random.Random):
        self.name, self.slug, self.doors, self.chance = name, slug, doors, chance
        self.patience: float = PATIENCE
        self.sent: list[Sent] = []
        self.wrong: list[str] = []
        self.could_not = 0
        self.sending = threading.Event()

    def send(self, command: str, **arguments) -> Sent:
        """Send a command until it is answered, and return what came of it."""
        sent = Sent(command, arguments, self.new_key())
        self.sent.append(sent)
        self.insist(sent)
        return sent

    def new_key(self) -> str:
        """Draw an idempotency key."""
        return str(UUID(int=self.chance.getrandbits(128), version=4))

    def insist(self, sent: Sent) -> None:
        """Send the same again until it is answered, with growing pauses; give up after two minutes."""
        wait = FIRST_WAIT
        while not self._try(sent) and time.monotonic() < sent.began + GIVE_UP:
            time.sleep(wait * self.chance.uniform(0.5, 1))
            wait = min(2 * wait, LONGEST_WAIT)

    def _try(self, sent):
        sent.tries += 1
        path = f"/api/v1/consultations/{self.slug}/do/{sent.command}"
        self.sending.set()
        try:
            answer = self.chance.choice(self.doors).request(
                "POST", path, json=sent.arguments, key=sent.key, timeout=self.patience
            )
        except requests.RequestException:
            return False
        return self._hear(sent, answer)

    def _hear(self, sent, answer):
        if answer.status_code in (429, 503):
            self.could_not += answer.status_code == 503
            if answer.json()["code"] not in ("too_many", "cannot_save") or "Retry-After" not in answer.headers:
                self.wrong.append(f"{sent.command}: {answer.status_code} {answer.text}")
            return False
        if answer.status_code >= 500:
            self.wrong.append(f"{sent.command}: {answer.status_code} {answer.text}")
            return False
        sent.answered_at = time.monotonic()
        if answer.ok:
            sent.result, sent.replayed = answer.json()["result"], "Idempotency-Replayed" in answer.headers
        else:
            sent.refusal = answer.json()["code"]
        return True


def propose(person: Person, theme_id: int, *, longest: int = 500, measures: int = 0) -> Sent:
    """Propose a goal that nobody else proposes, with a rationale of at most so many characters."""
    title = f"Goal {person.new_key()}"
    why = "å" * person.chance.randint(0, longest)
    more = {"measures": [{"text": f"Measure {n}"} for n in range(measures)]} if measures else {}
    return person.send("propose_goal", theme_id=theme_id, title=title, rationale=why, **more)


def comment(person: Person, goal: str) -> Sent:
    """Comment on a goal as nobody else does."""
    text, stance = f"Comment {person.new_key()}", person.chance.choice(STANCES)
    return person.send("add_comment", goal_id=int(goal), text=text, stance=stance)


def vote(person: Person, round_id: int, goals: list[str], points: int | None) -> Sent:
    """Cast a ballot that is never empty: dots where there are points, otherwise approvals."""
    liked = person.chance.sample(goals, person.chance.randint(1, len(goals) - 1))
    choices: dict[str, int | None] = dict.fromkeys(goals)
    if points:
        for _ in range(points):
            goal = person.chance.choice(liked)
            choices[goal] = (choices[goal] or 0) + 1
    else:
        choices |= dict.fromkeys(liked, 1)
    return person.send("cast_ballot", round_id=round_id, choices=choices)
