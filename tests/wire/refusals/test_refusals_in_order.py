"""When several things are wrong at once, the refusals come in the order that the wire gives."""

from uuid import uuid4

import pytest

from tests.nodes.client import Client
from tests.wire.scene import refused, send, set_up

# The order of checks stands above the engines, so one engine is enough.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True, scope="module")


@pytest.fixture(scope="module")
def scene(shared_in_process):
    return set_up(shared_in_process)


@pytest.fixture(scope="module")
def used(scene):
    """A key that the member has used."""
    key = str(uuid4())
    assert scene.send("rename_me", {"name": "Aino"}, key=key).status_code == 200
    return key


def test_each_refusal_wins_over_all_that_come_after_it(scene, used):
    """One thing after another is set right, until the command is obeyed."""
    before, nobody, unused = scene.state(), Client(scene.server.url), str(uuid4())
    path = f"/api/v1/consultations/{scene.slug}/do"
    unknown, ballot = (
        "/api/v1/consultations/no-such/do/create_theme",
        {"round_id": scene.planned, "choices": {str(scene.ballot_goal): 1}},
    )
    ladder = [
        (nobody, unknown, b"{", used, (401, "not_signed_in")),
        (scene.member, unknown, b"{", used, (404, "not_found")),
        (scene.member, f"{path}/create_theme", b"{", used, (409, "key_reused")),
        (scene.member, f"{path}/create_theme", b"{", unused, (403, "forbidden")),
        (scene.member, f"{path}/cast_ballot", b"{", unused, (422, "invalid")),
        (scene.member, f"{path}/cast_ballot", {**ballot, "choices": []}, unused, (422, "invalid")),
        (scene.member, f"{path}/cast_ballot", ballot, unused, (409, "round_closed")),
    ]
    for client, where, body, key, refusal in ladder:
        assert refused(send(client, where, body, key=key))[:2] == refusal
    assert scene.state() == before
    answer = send(scene.member, f"{path}/cast_ballot", {**ballot, "round_id": scene.vote}, key=unused)
    assert answer.status_code == 200


def test_who_asks_comes_before_where(scene):
    nobody = Client(scene.server.url)
    assert refused(scene.send("no_such_command", {}, client=nobody))[:2] == (401, "not_signed_in")
    assert refused(send(nobody, "/api/v1/consultations/no-such/do/leave", {}))[:2] == (401, "not_signed_in")
    assert refused(scene.send("rename_me", "x" * 300_000, client=nobody))[:2] == (401, "not_signed_in")
    assert refused(send(nobody, "/api/v1/do/create_consultation", b"{", key=None))[:2] == (401, "not_signed_in")


def test_what_is_not_there_comes_before_the_stored_key(scene, used):
    assert refused(scene.send("no_such_command", {}, key=used))[:2] == (404, "not_found")
    foreign = {"goal_id": scene.foreign["goal"], "title": "x"}
    assert refused(scene.send("edit_goal", foreign, key=used))[:2] == (404, "not_found")


def test_what_is_not_there_comes_before_what_is_forbidden(scene):
    foreign = scene.foreign
    for command, target in (
        ("hide_goal", {"goal_id": foreign["goal"], "reason": "x"}),
        ("edit_goal", {"goal_id": foreign["goal"], "title": "x"}),
        ("remove_theme", {"theme_id": foreign["theme"]}),
        ("close_round", {"round_id": foreign["round"]}),
        ("remove_participant", {"participant_id": foreign["participant"]}),
        ("change_participant", {"participant_id": scene.member.participant["id"], "body_id": foreign["body"]}),
    ):
        assert refused(scene.send(command, target))[:2] == (404, "not_found"), command


def test_what_is_not_there_comes_before_what_is_invalid(scene):
    foreign = {"goal_id": scene.foreign["goal"]}
    assert refused(scene.send("edit_goal", {**foreign, "title": 5}))[:2] == (404, "not_found")
    assert refused(scene.send("edit_goal", {**foreign, "unknown": 1}, key=None))[:2] == (404, "not_found")
    assert refused(scene.send("edit_goal", {**foreign, "expect": -1}, key="no key"))[:2] == (404, "not_found")


def test_the_stored_key_comes_before_what_is_forbidden_or_invalid(scene, used):
    for command, arguments in (
        ("create_theme", {"title": "x"}),
        ("edit_goal", {"goal_id": scene.others_goal, "title": "x"}),
        ("rename_me", {"name": 5}),
        ("rename_me", b"{"),
        ("cast_ballot", {"round_id": scene.planned, "choices": {str(scene.ballot_goal): 1}}),
    ):
        assert refused(scene.send(command, arguments, key=used))[:2] == (409, "key_reused"), command


def test_what_is_forbidden_comes_before_what_is_invalid(scene):
    others = {"goal_id": scene.others_goal}
    for command, arguments, key in (
        ("create_theme", {}, "new"),
        ("create_theme", {"title": "x"}, None),
        ("create_theme", {"title": "x"}, "no key"),
        ("create_theme", b"{", "new"),
        ("edit_goal", {**others, "title": 5}, "new"),
        ("edit_goal", {**others, "title": "x", "expect": "x"}, None),
        ("hide_goal", {"goal_id": scene.goal}, "new"),
    ):
        assert refused(scene.send(command, arguments, key=key))[:2] == (403, "forbidden"), command
    create = "/api/v1/do/create_consultation"
    assert refused(send(scene.member, create, {}, key=None))[:2] == (403, "forbidden")


def test_what_is_invalid_comes_before_a_closed_round(scene):
    planned = {"round_id": scene.planned}
    assert refused(scene.send("cast_ballot", {**planned, "choices": []}))[:2] == (422, "invalid")
    assert refused(scene.send("cast_ballot", {**planned, "choices": {}}, key=None))[:2] == (422, "invalid")
    assert refused(scene.send("cast_ballot", {**planned, "choices": {}, "more": 1}))[:2] == (422, "invalid")
    assert refused(scene.send("cast_ballot", {**planned, "choices": {}}))[:2] == (409, "round_closed")


def test_what_is_invalid_comes_before_a_conflict(scene):
    stale = {"goal_id": scene.goal, "expect": 0}
    assert refused(scene.send("edit_goal", {**stale, "title": ""}))[:2] == (422, "invalid")
    assert refused(scene.send("edit_goal", {**stale, "title": "x"}, key=None))[:2] == (422, "invalid")
    assert refused(scene.send("edit_goal", {**stale, "title": "x"}))[:2] == (409, "conflict")


def test_arguments_that_do_not_name_their_target_are_invalid_and_not_forbidden(scene):
    for arguments in ({"title": "x"}, {"goal_id": None, "title": "x"}, {"goal_id": "x", "title": "x"}, b"{"):
        assert refused(scene.send("edit_goal", arguments))[:2] == (422, "invalid")
