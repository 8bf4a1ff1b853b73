"""A vote whose truth is known: who voted, in which order, and what each of them chose, all of it different."""

import random
from copy import copy
from dataclasses import dataclass
from uuid import uuid4

from workshop.commands import Request, carry_out
from workshop.commands.example import make_example
from workshop.commands.joining import join
from workshop.config import read_settings
from workshop.db import Database
from workshop.methods.opinion import OPINIONS
from workshop.models import Workshop
from workshop.operations.publishing import publish_live
from workshop.worker import Worker

VOTERS = 40
# So many that the ballots fill more than one page of either engine's files.
GOALS = 14


@dataclass(frozen=True)
class Vote:
    """One person's vote; the votes stand in the order of their arrival."""

    participant_id: int
    key: str
    choices: dict[str, str]


def all_different(goals: list[str]) -> list[dict[str, str]]:
    """Return a ballot for each voter: opinions on all goals that no other voter has, spelled as the app stores them."""
    return [
        {goal: OPINIONS[(number // 3 ** (place % 4) + place // 4) % 3] for place, goal in enumerate(sorted(goals))}
        for number in range(VOTERS)
    ]


def in_another_order(people: list) -> list:
    """Return the people in an order of arrival that has nothing to do with that of their joining."""
    return random.Random(1906).sample(people, len(people))


class Election:
    """A round of one mode of secrecy in a database, led and cast through the commands, with no worker running.

    `live`: its figures move while people vote, as often as they may.
    """

    def __init__(self, url: str, data, secrecy: str, *, live: bool = False):
        self.url, self.data = url, data
        self.database = Database(url)
        self.example = make_example(self.database)
        goals = [self._lead("propose_goal", theme_id=1, title=f"Goal {n}")["goal_id"] for n in range(GOALS)]
        people = self._join()
        about = {"workshop_id": self.example.workshop_id, "results": "live"} if live else {}
        if live:
            self._lead("lock_workshop", workshop_id=self.example.workshop_id, locked=True)
        planned = self._lead("create_round", kind="vote", method="opinion", title="Vote", secrecy=secrecy, **about)
        self.round_id: int = planned["round_id"]
        self._lead("open_round", round_id=self.round_id)
        # How often live figures moved.
        self.moves = 0
        self.votes = self._cast(people, [str(goal) for goal in goals])
        self.secrecy = secrecy

    def end(self) -> "Election":
        """Close the round where its mode promises nothing before that."""
        if self.secrecy == "confidential":
            self._lead("close_round", round_id=self.round_id)
        return self

    def purge(self) -> None:
        """Let the worker do all that is to be done."""
        worker = Worker(read_settings({}, data=str(self.data)), self.database)
        while worker.work():
            pass

    def copied(self, url: str, data) -> "Election":
        """The same election in a copy of its database."""
        one = copy(self)
        one.url, one.data, one.database = url, data, Database(url)
        return one

    def close(self) -> None:
        """Leave the database."""
        self.database.dispose()

    def _join(self):
        with self.database.read() as session:
            code = session.get(Workshop, self.example.workshop_id).code
        wanted = [{"code": code, "name": f"Person {number}"} for number in range(VOTERS)]
        joined = [join(self.database, each, str(uuid4()), account_id=None, lang="fi") for each in wanted]
        return [(each.account.id, each.participant.id) for each in joined]

    def _cast(self, people, goals):
        votes = []
        for (account_id, participant_id), choices in zip(in_another_order(people), all_different(goals), strict=True):
            vote = Vote(participant_id, str(uuid4()), choices)
            asked = {"round_id": self.round_id, "choices": choices}
            carry_out(self.database, account_id, Request(self.example.slug, "cast_ballot", vote.key, asked))
            votes.append(vote)
            self.moves += bool(publish_live(self.database, self.round_id))
        return votes

    def _lead(self, name, **arguments):
        asked = Request(self.example.slug, name, str(uuid4()), arguments)
        return carry_out(self.database, self.example.facilitator_id, asked).result
