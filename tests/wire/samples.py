"""Answers and messages of every shape, as one server gave them in the course of one workshop."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests.nodes.client import Client
from tests.nodes.described import Described
from tests.nodes.listener import NAMES, Listener
from tests.nodes.server import Server
from tests.wire.room import create, enter

CHOICES = {
    "approve": 1,
    "opinion": "agree",
    "dots": 2,
    "rank": 1,
    "consent": "agree",
    "score": {"importance": 3},
}
MORE = {"dots": {"points": 5}, "score": {"criteria": ["importance"]}}


@dataclass
class Sample:
    """Something that was answered or told, and how it is checked against a pair of documents."""

    name: str
    data: Any
    check: Callable[[Described, Any], None]

    @property
    def size(self) -> int:
        """About how much it holds."""
        return len(str(self.data))


class Samples:
    """What was answered, of each address, status and shape the largest, and all that was told."""

    def __init__(self):
        self._answered: dict[str, Sample] = {}
        self._told: list[Sample] = []

    def of(self, which: str) -> list[Sample]:
        """Return those that a document describes, `api` or `live`; the first have most shapes in them."""
        found = self._answered.values() if which == "api" else self._told
        return sorted(found, key=lambda sample: sample.size, reverse=True)

    def answered(self, method: str, path: str, status: int, data: Any) -> None:
        """Keep an answer of the API."""
        name = f"{method} {path} → {status}"
        sample = Sample(name, data, lambda documents, data: documents.check_data(method, path, status, data))
        place = f"{name} {sorted(data)}"
        if place not in self._answered or self._answered[place].size < sample.size:
            self._answered[place] = sample

    def told(self, name: str, data: Any) -> None:
        """Keep a message."""
        self._told.append(Sample(name, data, lambda documents, data: documents.check_message(name, data)))


class Keeping(Client):
    """A client that keeps what it is answered."""

    samples: Samples

    def request(self, method, path, **options):
        """Send any request, and keep its answer."""
        answer = super().request(method, path, **options)
        self.samples.answered(method, path, answer.status_code, answer.json())
        return answer


def collect(server: Server) -> Samples:
    """Hold a workshop in which everything happens once."""
    samples, room = Samples(), enter(server)
    lead, aino = (_keeping(samples, server, client.token) for client in (room.lead, room.aino))
    with Listener(server.url, lead.token, room.slug) as ears:
        _things(lead, room)
        _goals(lead, aino, room)
        for method, choice in CHOICES.items():
            _vote(lead, aino, ears, room, method, choice)
        _place_by_place(lead, aino, room)
        _narrowing(lead, aino, room)
        _refusals(lead, aino, room)
        for client in (lead, aino):
            seen = client.snapshot(room.slug)
            client.changes(room.slug, 0, seen["epoch"])
            title = next(text for goal in seen["goals"] if not goal.get("removed") for text in goal["title"].values())
            for name, asked in (("similar", {"title": title}), ("search", {"q": title})):
                client.request("GET", f"/api/v1/consultations/{room.slug}/{name}", params=asked)
        lead.changes(room.slug, 0, "another")
        _newcomer(samples, server, room)
        for name in set(NAMES) - {"bye"}:
            ears.wait_for(lambda told, name=name: told.name == name)
        ears.wait_for_event("participant_left")
        lead.request("POST", "/api/v1/sign-out")
        ears.wait_for(lambda told: told.name == "bye")
        for told in ears.heard:
            if told.name != "disconnect":
                samples.told(told.name, told.data)
    room.close()
    return samples


def _keeping(samples, server, token=None):
    client = Keeping(server.url, token)
    client.samples = samples
    return client


def _newcomer(samples, server, room):
    client = _keeping(samples, server)
    client.join(room.code, "Outi")
    client.request("GET", "/api/v1/me")
    client.done(room.slug, "leave")


def _things(lead, room):
    create(lead, title="Toinen")
    for noun in ("theme", "phenomenon", "body"):
        lead.done(room.slug, f"create_{noun}", title="Lisää")
    workshop = lead.done(room.slug, "create_workshop", title="Toinen")["workshop_id"]
    lead.done(room.slug, "remove_pattern", **lead.done(room.slug, "save_pattern", workshop_id=workshop))
    link = lead.done(room.slug, "create_wall_link", workshop_id=workshop)["wall_link_id"]
    lead.done(room.slug, "create_wall_link", workshop_id=workshop)
    lead.done(room.slug, "revoke_wall_link", wall_link_id=link)
    lead.done(room.slug, "edit_consultation", description="Kuvaus", asks_municipality=True)
    guests = [
        lead.done(room.slug, "invite_participant", email=f"{uuid4()}@example.org")["participant_id"] for _ in range(2)
    ]
    lead.done(room.slug, "remove_participants", participant_ids=guests[:1])


def _goals(lead, aino, room):
    seen = lead.snapshot(room.slug)
    about = {"theme_id": seen["themes"][0]["id"], "phenomenon_ids": [seen["phenomena"][0]["id"]]}
    room.opened("propose")
    lead.snapshot(room.slug)
    for _ in range(3):
        aino.done(room.slug, "propose_goal", title="Valokuitu", rationale="Yhteys", **about)
    goal = aino.done(room.slug, "propose_goal", title="Toisto", **about)["goal_id"]
    room.opened("comment")
    measure = aino.done(room.slug, "propose_measure", goal_id=goal, text="Kaivetaan")["measure_id"]
    aino.done(room.slug, "add_comment", measure_id=measure, text="Hyvä", stance="for")
    lead.done(room.slug, "hide_goal", goal_id=goal, reason="Toisto")
    hiding = lead.snapshot(room.slug)["hidings"][0]["id"]
    lead.done(room.slug, "explain_hiding", hiding_id=hiding, reason="Sama kahdesti")
    notice = aino.snapshot(room.slug)["notices"][0]["id"]
    aino.done(room.slug, "dismiss_notice", notice_id=notice)
    # The shape of a measure and of a comment that are there.
    goal = _first_goal(lead, room)
    aino.done(room.slug, "propose_measure", goal_id=goal, text="Kaivetaan")
    aino.done(room.slug, "add_comment", goal_id=goal, text="Hyvä", stance="for")
    # And what one is told of one's own.
    own = lead.done(room.slug, "add_comment", goal_id=goal, text="Turha", stance="neutral")["comment_id"]
    lead.done(room.slug, "withdraw_comment", comment_id=own)


def _first_goal(lead, room):
    return next(goal["id"] for goal in lead.snapshot(room.slug)["goals"] if "removed" not in goal)


def _vote(lead, aino, ears, room, method, choice):
    more = MORE.get(method, {}) | {"quorum": 1} | ({} if method == "score" else {"pass_mark": 50})
    vote = room.opened("vote", method=method, secrecy="named", results="live", **more)
    goal = _first_goal(lead, room)
    aino.done(room.slug, "cast_ballot", round_id=vote, choices={str(goal): choice})
    ears.wait_for(lambda told: told.name == "turnout" and told.data["round_id"] == vote and told.data["voters"])
    aino.snapshot(room.slug)
    lead.done(room.slug, "close_round", round_id=vote)
    # What it was called is told, since it is called otherwise now.
    lead.done(room.slug, "edit_goal", goal_id=goal, title=f"Valokuitu {vote}")


def _place_by_place(lead, aino, room):
    vote = room.opened("vote", secrecy="named")
    aino.done(room.slug, "cast_ballot", round_id=vote, choices={str(_first_goal(lead, room)): 1})
    lead.done(room.slug, "close_round", round_id=vote)
    lead.done(room.slug, "reveal_next", round_id=vote)
    aino.snapshot(room.slug)


def _narrowing(lead, aino, room):
    """Mark goals, choose between equals, and vote on a measure that is called otherwise afterwards."""
    vote = room.opened("vote", method="dots", points=5, secrecy="named", results="at_close")
    lead.done(room.slug, "close_round", round_id=vote)
    lead.do(room.slug, "shortlist_first", round_id=vote, first=1)
    goals = lead.done(room.slug, "shortlist_first", round_id=vote, first=1, take="all")["goal_ids"]
    lead.done(room.slug, "mark_goals", goal_ids=goals, mark="aside", reason="Ei nyt")
    lead.done(room.slug, "mark_goals", goal_ids=goals)
    vote = room.opened("vote", secrecy="named", results="at_close", subject="measures")
    lead.done(room.slug, "close_round", round_id=vote)
    for measure in lead.snapshot(room.slug)["measures"]:
        if not measure.get("removed"):
            lead.done(room.slug, "edit_measure", measure_id=measure["id"], text="Toisin sanoen")


def _refusals(lead, aino, room):
    aino.do(room.slug, "create_theme", title="Ei saa")
    lead.do(room.slug, "create_theme", title="x" * 400)
    theme = lead.snapshot(room.slug)["themes"][0]
    lead.do(room.slug, "edit_theme", theme_id=theme["id"], title="Myöhässä", expect=0)
