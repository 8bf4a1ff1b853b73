"""Schemathesis asks all that openapi.json describes, rightly and wrongly: each answer keeps to the description."""

from itertools import count, cycle
from uuid import uuid4

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.nodes.auditor import VOTERS, auditable
from tests.nodes.client import Client
from tests.wire.scene import set_up
from workshop.engine.request import KEY
from workshop.errors import Refusal
from workshop.web.api.openapi import openapi
from workshop.web.http.problems import HTTP_CODES

CODES = {refusal.code for refusal in Refusal.__subclasses__()} | set(HTTP_CODES.values())
KEPT_TO = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# The stricter engine: it takes no NUL, no number over 2**31, and no text that is longer than its column.
pytestmark = pytest.mark.parametrize("database_kind", ["postgres"], indirect=True, scope="module")

EXAMPLES = 6
OPERATIONS = [
    (path, method.upper())
    for path, operations in openapi("http://localhost")["paths"].items()
    for method in operations
    if method != "parameters"
]
# Lists of what is there; those of participants are brought near by what is asked with them.
LISTS = {f"{noun}_ids": noun for noun in ("theme", "phenomenon", "workshop", "goal", "measure", "round")}


class Asking:
    """Who asks: several facilitators in turn, since the writes of one are limited."""

    def __init__(self, server):
        self.scene = scene = set_up(server)
        self.turn = count()
        leads = [self._join(f"Vetäjä {number}") for number in range(4)]
        for each in leads:
            scene.lead.done(scene.slug, "change_participant", participant_id=each.participant["id"], role="facilitator")
        self.leads = cycle(leads)
        self.there = self._furnish()

    def headers(self, operation: str) -> dict[str, str]:
        """Bear the token of a lead, or of a newcomer for what ends a place."""
        client = self._join("Lähtijä") if operation in ("leave", "sign_out") else next(self.leads)
        return {"Authorization": f"Bearer {client.token}"}

    def bring_near(self, case, operation: str) -> None:
        """Put what is there in the place of most keys, names and ids, which would be found nowhere otherwise."""
        several = ("remove_participants", "confirm_participants")
        if operation in several and isinstance(case.body, dict) and case.body.get("participant_ids"):
            # Never one of those who ask.
            case.body["participant_ids"] = [self._make("participant")]
        if operation == "join_participants" and isinstance(case.body, dict) and case.body.get("double_ids"):
            case.body["double_ids"] = [self._make("participant")]
        if operation == "settle_reports" and isinstance(case.body, dict) and case.body.get("report_ids"):
            about = {"goal_id": self._make("goal"), "reason": "Asiaton"}
            case.body["report_ids"] = [self._join("Vieras").done(self.scene.slug, "report", **about)["report_id"]]
        if not next(self.turn) % 5:
            return
        if "slug" in (case.path_parameters or {}):
            case.path_parameters["slug"] = self.scene.slug
        if KEY.fullmatch(str(case.headers.get("Idempotency-Key"))):
            case.headers["Idempotency-Key"] = str(uuid4())
        body = case.body
        if not isinstance(body, dict):
            return
        if operation == "join":
            body["code"] = self.scene.code
        for name in body.keys() & self.there:
            if type(body[name]) is int:
                body[name] = self.there[name]
        for name, noun in LISTS.items():
            if body.get(name):
                body[name] = [self.there[f"{noun}_id"]]
        verb, _, noun = operation.partition("_")
        if verb in ("withdraw", "hide", "remove", "open", "close", "lock") and f"{noun}_id" in body:
            body[f"{noun}_id"] = self._make(noun)

    def _furnish(self):
        scene = self.scene
        own = {name: getattr(scene, name) for name in ("theme", "phenomenon", "body", "workshop", "goal")}
        own |= {noun: self._make(noun) for noun in ("measure", "comment", "participant")}
        return {"round_id": scene.vote, **{f"{noun}_id": number for noun, number in own.items()}}

    def _make(self, noun):
        """Make one more, and return its id."""
        scene, about = self.scene, {"goal_id": self.scene.ballot_goal, "text": "Lisää"}
        if noun == "participant":
            return self._join("Vieras").participant["id"]
        if noun == "card":
            return scene.lead.done(scene.slug, "make_cards", workshop_id=scene.workshop, number=1)["card_ids"][0]
        if noun == "measure":
            asked = {"theme_id": scene.theme, "title": "Lisää", "measures": [{"text": "Lisää"}]}
            answer = scene.lead.do(scene.slug, "propose_goal", **asked)
            return next(each["data"]["id"] for each in answer.json()["events"] if each["name"] == "measure_proposed")
        if noun == "sealed_file":
            return self._sealed_file()
        if noun == "draft_comment":
            scene.lead.do(scene.slug, "advance_document", state="for_comment")
        command, asked = {
            "paragraph": ("add_paragraph", {"section": "appendix", "text": "Lisää"}),
            "draft_comment": ("add_draft_comment", {"goal_id": scene.ballot_goal, "text": "Lisää"}),
            "goal": ("propose_goal", {"theme_id": scene.theme, "title": "Lisää"}),
            "comment": ("add_comment", {**about, "stance": "for"}),
            "round": ("create_round", {"kind": "pause", "title": "Lisää"}),
        }.get(noun, (f"create_{noun}", {"title": "Lisää"}))
        return scene.lead.done(scene.slug, command, **asked)[f"{noun}_id"]

    def _sealed_file(self):
        """Return one that waits to be confirmed, of which there are never many."""
        seen = self.scene.lead.snapshot(self.scene.slug)["sealed_files"]
        waiting = [each["id"] for each in seen if not each.get("removed") and not each["confirmed_at"]]
        if waiting:
            return waiting[-1]
        # Whoever was here before may have asked for more voters than come.
        self.scene.lead.done(self.scene.slug, "edit_consultation", threshold=VOTERS)
        asked = auditable(self.scene.lead, self.scene.slug)
        return self.scene.lead.done(self.scene.slug, "ask_for_sealed_file", **asked)["sealed_file_id"]

    def _join(self, name):
        client = Client(self.scene.server.url)
        assert client.join(self.scene.code, name).status_code == 200
        return client


@pytest.fixture(scope="module")
def asking(shared_server):
    return Asking(shared_server)


@pytest.fixture(scope="module")
def described(asking):
    return schemathesis.openapi.from_url(f"{asking.scene.server.url}/api/v1/openapi.json")


@pytest.mark.parametrize("mode", GenerationMode, ids=["rightly", "wrongly"])
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_is_described_and_no_fault(asking, described, path, method, mode):
    cases, statuses = described[path][method].as_strategy(generation_mode=mode), []

    @settings(max_examples=EXAMPLES, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=cases)
    def ask(case):
        operation = case.operation.definition.raw["operationId"]
        asking.bring_near(case, operation)
        answer = case.call(headers=asking.headers(operation))
        statuses.append(answer.status_code)
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == ["application/problem+json"]
            assert answer.json()["code"] in CODES
            assert answer.json()["status"] == answer.status_code
        case.validate_response(answer, checks=KEPT_TO)

    ask()
    # Questions that all end at the door would show nothing.
    assert mode is GenerationMode.NEGATIVE or set(statuses) - {401, 404, 429}, statuses
