"""The scene of the refusal tests: a consultation in which every kind of round is open, and another one beside it."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import requests

from tests.nodes.auditor import auditable
from tests.nodes.client import Client
from tests.nodes.few import of_few
from tests.nodes.server import Server


@dataclass
class Scene:
    """Who asks, and what is there; `foreign` holds the ids of the same kinds of things in the other consultation."""

    server: Server
    slug: str
    code: str
    lead: Client
    member: Client
    theme: int
    phenomenon: int
    body: int
    workshop: int
    goal: int
    others_goal: int
    ballot_goal: int
    vote: int
    planned: int
    elsewhere: str
    foreign: dict[str, int]

    def state(self) -> list:
        """What both see now, so that a test can tell whether anything has changed."""
        return [_seen(client, self.slug) for client in (self.lead, self.member)]

    def whoever_may(self, command: str) -> Client:
        """Who may give a command: facilitators may give all but one."""
        return self.member if command == "report" else self.lead

    def send(self, command: str, body: Any, *, client: Client | None = None, **options) -> requests.Response:
        """Send a command with a body as it is (bytes or text), or as JSON; under a new key unless one is given."""
        path = f"/api/v1/consultations/{self.slug}/do/{command}"
        return send(client or self.member, path, body, **options)


def send(client: Client, path: str, body: Any, *, key: str | None = "new", headers: dict | None = None):
    """Post a body as it is (bytes or text), or as JSON."""
    headers = {"Content-Type": "application/json", **(headers or {})}
    if key:
        headers["Idempotency-Key"] = str(uuid4()) if key == "new" else key
    raw = body if isinstance(body, bytes | str) else json.dumps(body)
    return client.request("POST", path, data=raw.encode() if isinstance(raw, str) else raw, headers=headers)


def set_up(server: Server) -> Scene:
    """Make the scene through the wire."""
    lead = Client(server.url, server.example["facilitator"]["token"])
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    member, other = Client(server.url), Client(server.url)
    for client, name in ((member, "Aino"), (other, "Ville")):
        assert client.join(code, name).status_code == 200
    seen = lead.snapshot(slug)
    theme, ballot_theme = (each["id"] for each in seen["themes"][:2])
    ballot_goal = lead.done(slug, "propose_goal", theme_id=ballot_theme, title="Kimppakyydit")["goal_id"]
    _open(lead, slug, "propose")
    goals = [
        client.done(slug, "propose_goal", theme_id=theme, title="Valokuitu")["goal_id"] for client in (member, other)
    ]
    _open(lead, slug, "comment")
    vote = _open(lead, slug, "vote", method="dots", points=5, theme_ids=[ballot_theme])
    planned = lead.done(slug, "create_round", kind="vote", title="Myöhemmin")["round_id"]
    lead.done(slug, "create_document")
    elsewhere = send(lead, "/api/v1/do/create_consultation", {"title": "Toinen"}).json()["result"]["slug"]
    return Scene(
        server=server,
        slug=slug,
        code=code,
        lead=lead,
        member=member,
        theme=theme,
        phenomenon=seen["phenomena"][0]["id"],
        body=seen["bodies"][0]["id"],
        workshop=server.example["workshop"]["id"],
        goal=goals[0],
        others_goal=goals[1],
        ballot_goal=ballot_goal,
        vote=vote,
        planned=planned,
        elsewhere=elsewhere,
        foreign=_furnish(lead, elsewhere),
    )


def refused(answer: requests.Response) -> tuple[int, str, dict[str, str]]:
    """Return (status, code, fault of each field) of a refusal, having looked at its form."""
    assert answer.headers["Content-Type"] == "application/problem+json", answer.text
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["title"]
    return answer.status_code, problem["code"], {field: at["code"] for field, at in problem.get("errors", {}).items()}


def _open(lead, slug, kind, **more):
    round_id = lead.done(slug, "create_round", kind=kind, title=kind, **of_few(kind, more))["round_id"]
    lead.done(slug, "open_round", round_id=round_id)
    return round_id


def _furnish(lead, slug):
    theme = lead.done(slug, "create_theme", title="Vieras")["theme_id"]
    goal = lead.done(slug, "propose_goal", theme_id=theme, title="Vieras", measures=[{"text": "Vieras"}])["goal_id"]
    snapshot = lead.snapshot(slug)
    about = {"goal_id": goal, "text": "Vieras", "stance": "for"}
    workshop = lead.done(slug, "create_workshop", title="Vieras")["workshop_id"]
    gone = lead.done(slug, "propose_goal", theme_id=theme, title="Piilotettu")["goal_id"]
    lead.done(slug, "hide_goal", goal_id=gone, reason="Kahdesti")
    lead.done(slug, "create_document")
    lead.done(slug, "advance_document", state="for_comment")
    return {
        "draft_comment": lead.done(slug, "add_draft_comment", goal_id=goal, text="Vieras")["draft_comment_id"],
        "paragraph": lead.done(slug, "add_paragraph", section="appendix", text="Vieras")["paragraph_id"],
        "report": _reported(lead, slug, goal),
        "notice": lead.snapshot(slug)["notices"][-1]["id"],
        "hiding": lead.snapshot(slug)["hidings"][-1]["id"],
        "theme": theme,
        "goal": goal,
        "measure": snapshot["measures"][0]["id"],
        "comment": lead.done(slug, "add_comment", **about)["comment_id"],
        "phenomenon": lead.done(slug, "create_phenomenon", title="Vieras")["phenomenon_id"],
        "body": lead.done(slug, "create_body", title="Vieras")["body_id"],
        "workshop": workshop,
        "card": lead.done(slug, "make_cards", workshop_id=workshop, number=1)["card_ids"][0],
        "wall_link": lead.done(slug, "create_wall_link", workshop_id=workshop)["wall_link_id"],
        "round": lead.done(slug, "create_round", kind="pause", title="Vieras")["round_id"],
        "participant": snapshot["me"]["participant"]["id"],
        "sealed_file": lead.done(slug, "ask_for_sealed_file", **auditable(lead, slug))["sealed_file_id"],
    }


def _reported(lead, slug, goal):
    member = Client(lead.base_url)
    assert member.join(lead.snapshot(slug)["workshops"][0]["code"], "Vieras").ok
    return member.done(slug, "report", goal_id=goal, reason="Asiaton")["report_id"]


def _seen(client, slug):
    answer = client.request("GET", f"/api/v1/consultations/{slug}/snapshot")
    assert answer.status_code == 200, answer.text
    seen = answer.json()
    return answer.headers["ETag"], seen["revision"], seen["me"]["version"]
