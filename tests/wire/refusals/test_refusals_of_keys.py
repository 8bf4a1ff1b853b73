"""Idempotency keys: which are taken, what a key that comes again gets, and that a refusal uses none up."""

from uuid import uuid4

import pytest

from tests.nodes.client import Client
from tests.wire.scene import refused, send, set_up
from workshop.commands import COMMANDS

REPLAYED = "Idempotency-Replayed"
NO_KEYS = (
    "no key",
    "1",
    "00000000000040008000000000000000",
    "{00000000-0000-4000-8000-000000000000}",
    "-" * 36,
    "é" * 36,
)


@pytest.fixture(scope="module")
def scene(shared_in_process):
    return set_up(shared_in_process)


# Refused before any database is asked.
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True, scope="module")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_without_a_key_is_refused(scene, command):
    # Without arguments too, so that whatever they would say comes after the key.
    before = scene.state()
    assert refused(scene.send(command, {}, client=scene.whoever_may(command), key=None))[1:] == (
        "invalid",
        {"Idempotency-Key": "missing"},
    )
    for key in NO_KEYS:
        header = {"Idempotency-Key": key.encode()}
        answer = scene.send(command, {}, client=scene.whoever_may(command), key=None, headers=header)
        assert refused(answer)[1:] == ("invalid", {"Idempotency-Key": "not_a_key"}), key
    assert scene.state() == before


def test_a_key_in_capitals_is_taken(scene):
    key = str(uuid4()).upper()
    assert scene.send("rename_me", {"name": "Aino"}, key=key).status_code == 200
    assert scene.send("rename_me", {"name": "Aino"}, key=key).headers[REPLAYED] == "true"


def test_the_same_key_gets_the_first_answer_again(scene):
    for command, arguments in (
        ("propose_goal", {"theme_id": scene.theme, "title": "Kuitu", "measures": [{"text": "Kaivetaan"}]}),
        ("edit_goal", {"goal_id": scene.goal, "title": "Toisin"}),
        ("add_comment", {"goal_id": scene.goal, "text": "Hyvä", "stance": "for"}),
        ("cast_ballot", {"round_id": scene.vote, "choices": {str(scene.ballot_goal): 2}}),
        ("rename_me", {"name": "Aino"}),
    ):
        key = str(uuid4())
        first = scene.send(command, arguments, key=key)
        assert first.status_code == 200, first.text
        assert REPLAYED not in first.headers
        after = scene.state()
        again = scene.send(command, dict(reversed(arguments.items())), key=key)
        assert (again.status_code, again.headers[REPLAYED]) == (200, "true")
        assert again.json() == first.json()
        assert scene.state() == after


def test_the_first_answer_comes_again_when_its_thing_is_gone(scene):
    goal = scene.member.done(scene.slug, "propose_goal", theme_id=scene.theme, title="Väliaikainen")["goal_id"]
    key = str(uuid4())
    first = scene.send("withdraw_goal", {"goal_id": goal}, key=key)
    again = scene.send("withdraw_goal", {"goal_id": goal}, key=key)
    assert (again.status_code, again.headers[REPLAYED], again.json()) == (200, "true", first.json())
    assert refused(scene.send("withdraw_goal", {"goal_id": goal}))[:2] == (404, "not_found")


def test_a_key_stands_for_one_command_with_its_arguments(scene):
    key = str(uuid4())
    asked = {"goal_id": scene.goal, "text": "Hyvä", "stance": "for"}
    assert scene.send("add_comment", asked, key=key).status_code == 200
    after = scene.state()
    for command, arguments in (
        ("add_comment", {**asked, "text": "hyvä"}),
        ("add_comment", {**asked, "lang": "fi"}),
        ("add_comment", {"text": "Hyvä", "stance": "for"}),
        ("rename_me", {"name": "Aino"}),
    ):
        assert refused(scene.send(command, arguments, key=key)) == (409, "key_reused", {})
    assert scene.state() == after


def test_another_person_may_have_the_same_key(scene):
    key = str(uuid4())
    for client in (scene.member, scene.lead):
        answer = scene.send("rename_me", {"name": "Aino"}, client=client, key=key)
        assert (answer.status_code, REPLAYED in answer.headers) == (200, False)


@pytest.mark.parametrize("refusal", ["not_found", "forbidden", "invalid", "conflict", "round_closed"])
def test_a_refusal_uses_no_key_up(scene, refusal):
    key, edit = str(uuid4()), {"goal_id": scene.goal, "title": "Toisin"}
    command, arguments = {
        "not_found": ("edit_goal", {**edit, "goal_id": scene.foreign["goal"]}),
        "forbidden": ("edit_goal", {**edit, "goal_id": scene.others_goal}),
        "invalid": ("edit_goal", {**edit, "title": ""}),
        "conflict": ("edit_goal", {**edit, "expect": 0}),
        "round_closed": ("cast_ballot", {"round_id": scene.planned, "choices": {}}),
    }[refusal]
    for _ in range(2):
        assert refused(scene.send(command, arguments, key=key))[1] == refusal
    answer = scene.send("edit_goal", edit, key=key)
    assert (answer.status_code, REPLAYED in answer.headers) == (200, False)


def test_a_secret_ballot_gets_its_first_answer_whatever_comes_with_its_key(scene):
    lead, slug = scene.lead, scene.slug
    kind = {"kind": "vote", "title": "Salainen", "secrecy": "secret", "theme_ids": [scene.theme]}
    round_id = lead.done(slug, "create_round", **kind)["round_id"]
    lead.done(slug, "open_round", round_id=round_id)
    key, ballot = str(uuid4()), {"round_id": round_id, "choices": {str(scene.goal): 1}}
    first = scene.send("cast_ballot", ballot, key=key)
    assert first.status_code == 200, first.text
    for again in (ballot, {"round_id": round_id, "choices": {str(scene.others_goal): 1}}):
        answer = scene.send("cast_ballot", again, key=key)
        assert (answer.status_code, answer.headers[REPLAYED], answer.json()) == (200, "true", first.json())
    assert refused(scene.send("cast_ballot", ballot)) == (409, "already_voted", {})


def test_who_was_removed_gets_no_first_answer_again(scene):
    gone, key = Client(scene.server.url), str(uuid4())
    gone.join(scene.code, "Lähtijä")
    assert scene.send("rename_me", {"name": "Lähtijä"}, client=gone, key=key).status_code == 200
    scene.lead.done(scene.slug, "remove_participant", participant_id=gone.participant["id"])
    assert refused(scene.send("rename_me", {"name": "Lähtijä"}, client=gone, key=key))[:2] == (404, "not_found")


def test_a_consultation_is_made_once_for_each_key(scene):
    path, key = "/api/v1/do/create_consultation", str(uuid4())
    first = send(scene.lead, path, {"title": "Kolmas"}, key=key)
    again = send(scene.lead, path, {"title": "Kolmas"}, key=key)
    assert (first.status_code, again.status_code, again.headers[REPLAYED]) == (200, 200, "true")
    assert again.json() == first.json()
    assert refused(send(scene.lead, path, {"title": "Neljäs"}, key=key)) == (409, "key_reused", {})
    assert refused(send(scene.lead, path, {"title": "Neljäs"}, key=None))[2] == {"Idempotency-Key": "missing"}
