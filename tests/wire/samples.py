"""Answers and messages of every shape, as one server gave them in the course of one workshop."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests.nodes.auditor import auditable
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
        _moderated(lead, aino, room)
        _everyone_in(samples, server, lead, room)
        for method, choice in CHOICES.items():
            _vote(lead, aino, ears, room, method, choice)
        _otherwise(lead, aino, room)
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
    lead.done(room.slug, "create_document")
    paragraph = lead.done(room.slug, "add_paragraph", section="introduction", text="Aluksi")
    official = {
        "theme_id": lead.snapshot(room.slug)["themes"][0]["id"],
        "field": "title",
        "lang": "sv",
        "text": "Ekonomi",
    }
    lead.done(room.slug, "set_wording", **official)
    lead.done(room.slug, "hold_paragraph", **paragraph)
    lead.done(room.slug, "edit_paragraph", **paragraph, text="Ensiksi", lang="fi", version=1)
    lead.done(room.slug, "edit_paragraph", **paragraph, text="Alussa", lang="fi", version=1)
    lead.done(room.slug, "advance_document", state="for_comment")
    said = lead.done(room.slug, "add_draft_comment", **paragraph, suggestion="Ensin")
    lead.done(room.slug, "decide_suggestion", **said, accept=True)
    lead.done(room.slug, "withdraw_draft_comment", **said)
    lead.done(room.slug, "advance_document", state="proposed")
    lead.done(room.slug, "adopt_document", body="Hallitus", date="2026-04-25", unfinished="Kiire")
    goal = lead.done(room.slug, "propose_goal", theme_id=official["theme_id"], title="Kuitu")
    lead.done(room.slug, "reply_to_goal", **goal, status="adopted", role="Hallitus")
    lead.done(room.slug, "ask_for_sealed_file", **auditable(lead, room.slug))
    link = lead.done(room.slug, "create_wall_link", workshop_id=workshop)["wall_link_id"]
    lead.done(room.slug, "create_wall_link", workshop_id=workshop)
    lead.done(room.slug, "revoke_wall_link", wall_link_id=link)
    lead.done(room.slug, "edit_consultation", description="Kuvaus", asks_municipality=True)
    guests = [
        lead.done(room.slug, "invite_participant", email=f"{uuid4()}@example.org")["participant_id"] for _ in range(2)
    ]
    lead.done(room.slug, "confirm_participants", participant_ids=guests[:1])
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


def _moderated(lead, aino, room):
    """Let things wait, of which one is published and one is hidden and answered; report, and object with a reason."""
    seen = lead.snapshot(room.slug)
    round_id = room.opened("propose", moderated=True, theme_ids=[seen["themes"][0]["id"]])
    made = [
        aino.done(room.slug, "propose_goal", theme_id=seen["themes"][0]["id"], title="Jono")["goal_id"]
        for _ in range(3)
    ]
    lead.snapshot(room.slug)
    lead.done(room.slug, "publish_contributions", goal_ids=made[:1])
    lead.done(room.slug, "hide_goal", goal_id=made[1], reason="Toisto")
    aino.done(room.slug, "answer_hiding", goal_id=made[1], text="Eikä ole")
    own = lead.done(room.slug, "propose_goal", theme_id=seen["themes"][0]["id"], title="Vetäjän")["goal_id"]
    report = aino.done(room.slug, "report", goal_id=own, reason="Asiaton")["report_id"]
    lead.done(room.slug, "settle_reports", report_ids=[report])
    lead.done(room.slug, "close_round", round_id=round_id)
    vote = room.opened("vote", method="consent", secrecy="named", results="at_close")
    goal = _first_goal(lead, room)
    aino.done(room.slug, "cast_ballot", round_id=vote, choices={str(goal): {"choice": "object", "reason": "Kallis"}})
    lead.done(room.slug, "close_round", round_id=vote)
    lead.done(room.slug, "hide_reason", round_id=vote, on=goal, place=1, reason="Kuvaa ihmistä")


def _everyone_in(samples, server, lead, room):
    """Make cards, let one be taken and another be taken away, let a table write, and write what a body told."""
    cards = lead.done(room.slug, "make_cards", workshop_id=room.workshop, number=2)["cards"]
    holder, table = (_keeping(samples, server) for _ in range(2))
    holder.join(cards[0]["code"], "Kortin haltija")
    lead.done(room.slug, "remove_card", card_id=cards[1]["card_id"])
    lead.done(room.slug, "finish_cards", workshop_id=room.workshop)
    table.join(room.code, "", table={"name": "Pöytä 4", "people": 8})
    theme = lead.snapshot(room.slug)["themes"][0]["id"]
    told = {"told_by": {"name": "Kylän vanhimmat"}}
    for client, more in ((lead, told), (lead, {"told_by": "advisory-board"}), (table, {})):
        goal = client.done(room.slug, "propose_goal", theme_id=theme, title="Yhdessä", **more)["goal_id"]
        client.done(room.slug, "propose_measure", goal_id=goal, text="Toimi", **more)
        client.done(room.slug, "add_comment", goal_id=goal, text="Meistä", stance="for", **more)
    holder.done(room.slug, "give_back_my_card")


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


def _otherwise(lead, aino, room):
    """Vote on paper and by hand, and enter a sheet otherwise the second time."""
    vote = room.opened("vote", method="approve", secrecy="named", results="live")
    goals = [goal["id"] for goal in lead.snapshot(room.slug)["goals"] if "removed" not in goal][:2]
    sheets = [{"round_id": vote, "number": 1, "choices": {str(goal): 1}} for goal in goals]
    aino.done(room.slug, "cast_ballot", round_id=vote, choices={str(goals[0]): 1})
    lead.done(room.slug, "record_hands", round_id=vote, figures={str(goals[0]): {"approve": 2}})
    aino.snapshot(room.slug)
    lead.done(room.slug, "give_sheet", round_id=vote)
    lead.done(room.slug, "enter_paper_ballot", **sheets[0])
    lead.do(room.slug, "confirm_paper_ballot", **sheets[1])
    lead.done(room.slug, "confirm_paper_ballot", **sheets[0])
    lead.done(room.slug, "close_round", round_id=vote)
    lead.done(room.slug, "complete_paper", round_id=vote)
    aino.snapshot(room.slug)


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
    family = lead.done(room.slug, "merge_goals", goal_ids=goals, title="Yhdessä")["goal_id"]
    lead.done(room.slug, "unmerge_goal", goal_id=family)
    lead.done(room.slug, "split_goal", goal_id=goals[0], titles=["Yksi", "Kaksi"])
    lead.done(room.slug, "unmerge_goal", goal_id=goals[0])
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
