"""Wrong input of every kind gets the right refusal, and changes nothing."""

import json

import pytest

from tests.wire.scene import refused, set_up
from tests.wire.wrong import (
    BODIES,
    MISSING,
    NOT_FOUND,
    wrong_choice,
    wrong_id,
    wrong_ids,
    wrong_number,
    wrong_text,
    wrong_time,
)


@pytest.fixture(scope="module")
def scene(shared_in_process):
    return set_up(shared_in_process)


def _valid(scene, command):
    """Arguments that are obeyed, but for the one that a test makes wrong."""
    return {
        "propose_goal": {"theme_id": scene.theme, "title": "Valokuitu"},
        "edit_goal": {"goal_id": scene.goal, "title": "Toisin"},
        "add_comment": {"goal_id": scene.goal, "text": "Hyvä", "stance": "for"},
        "create_round": {"kind": "vote", "title": "Äänestys"},
        "cast_ballot": {"round_id": scene.vote, "choices": {str(scene.ballot_goal): 1}},
        "invite_participant": {"email": "uusi@example.org"},
        "rename_me": {"name": "Uusi nimi"},
    }[command]


def _wrong(scene, command):
    """For each argument the wrong values and their faults; required ones may also be missing or null."""
    foreign = scene.foreign
    required = [(MISSING, "missing"), (None, "wrong_type")]
    lang = wrong_choice()
    goal = wrong_id(scene.goal, foreign["goal"])
    return {
        "propose_goal": {
            "theme_id": wrong_id(scene.theme, foreign["theme"]) + required,
            "title": wrong_text(300) + required,
            "rationale": wrong_text(5000, optional=True),
            "phenomenon_ids": wrong_ids(scene.phenomenon, foreign["phenomenon"]),
            "measures": [(value, "wrong_type") for value in (5, True, "x", {}, None)]
            + [([{"text": "x"}] * 51, "too_long")],
            "lang": lang,
        },
        "edit_goal": {
            "goal_id": goal + required,
            "title": wrong_text(300),
            "phenomenon_ids": wrong_ids(scene.phenomenon, foreign["phenomenon"]),
            "lang": lang,
        },
        "add_comment": {
            "goal_id": goal,
            "measure_id": wrong_id(scene.goal, foreign["measure"])[9:],
            "reply_to": wrong_id(scene.goal, foreign["comment"])[9:],
            "text": wrong_text(5000) + required,
            "stance": [*wrong_choice(), (MISSING, "missing"), (None, "missing")],
        },
        "create_round": {
            "workshop_id": wrong_id(scene.workshop, foreign["workshop"]),
            "kind": [*wrong_choice(), (MISSING, "missing")],
            "title": [
                (5, "wrong_type"),
                ({}, "empty"),
                ({"fi": ""}, "empty"),
                ("x" * 50_000, "too_long"),
                (MISSING, "missing"),
            ],
            "theme_ids": wrong_ids(scene.theme, foreign["theme"]),
            "method": wrong_choice(),
            "points": wrong_number(1000),
            "secrecy": wrong_choice(),
            "results": wrong_choice(),
            "totals": wrong_choice(),
            "opens_at": wrong_time(),
            "closes_at": [*wrong_time(), ("2026-01-01T00:00:00Z", "in_the_past")],
            "minutes": wrong_number(24 * 60),
        },
        "cast_ballot": {
            "round_id": wrong_id(scene.vote, foreign["round"]) + required,
            "choices": [(value, "wrong_type") for value in ([], "x", 5, True, None)] + [(MISSING, "missing")],
        },
        "invite_participant": {
            "email": wrong_text(254)
            + required
            + [(value, "not_an_address") for value in ("x", "a@b", "a b@example.org")],
            "role": wrong_choice(),
            "name": wrong_text(100),
            "body_id": wrong_id(scene.body, foreign["body"]),
        },
        "rename_me": {
            "name": wrong_text(100),
            "body_id": wrong_id(scene.body, foreign["body"]),
            "lang": lang,
        },
    }[command]


COMMANDS = (
    "propose_goal",
    "edit_goal",
    "add_comment",
    "create_round",
    "cast_ballot",
    "invite_participant",
    "rename_me",
)
# These are given by the lead; the others by a member.
LEADS = ("create_round", "invite_participant")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_wrong_value_is_refused_for_its_own_field(scene, command):
    before, client = scene.state(), _actor(scene, command)
    for field, cases in _wrong(scene, command).items():
        for value, fault in cases:
            arguments = {**_valid(scene, command), field: value}
            arguments = {name: each for name, each in arguments.items() if each is not MISSING}
            status, code, errors = refused(scene.send(command, arguments, client=client))
            if fault == NOT_FOUND:
                assert (status, code) == (404, "not_found"), (field, value)
            else:
                assert (status, code) == (422, "invalid"), (field, value)
                assert {place.split(".")[0]: each for place, each in errors.items()} == {field: fault}, (field, value)
    assert scene.state() == before


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_argument_is_refused(scene, command):
    before, client = scene.state(), _actor(scene, command)
    for name in ("no_such_thing", "role_", "", "__class__", "self", "key", "a.b", "x" * 5_000, "\u202e", "a\x00"):
        arguments = {**_valid(scene, command), name: 1}
        assert refused(scene.send(command, arguments, client=client)) == (422, "invalid", {name: "unknown"})
    assert scene.state() == before


@pytest.mark.parametrize("command", COMMANDS)
def test_a_body_that_is_no_json_object_is_refused(scene, command):
    before, client = scene.state(), _actor(scene, command)
    for kind, body in BODIES.items():
        assert refused(scene.send(command, body, client=client)) == (422, "invalid", {"": "not_json"}), kind
    assert scene.state() == before


def test_json_of_any_depth_is_refused_and_not_stumbled_over(scene):
    before = scene.state()
    # The depth at which a stack overflows depends on who calls, so all around it are tried.
    for depth in [10, 19, 20, 21, 100, *range(900, 1010, 3), 5_000, 20_000]:
        for begin, end in (("[", "]"), ('{"a":', "}")):
            body = '{"name": ' + begin * depth + "1" * (begin != "[") + end * depth + "}"
            assert refused(scene.send("rename_me", body))[:2] == (422, "invalid"), depth
    assert scene.state() == before


def test_numbers_that_no_column_holds_are_refused_wherever_a_number_is_taken(scene):
    before = scene.state()
    for value in (*(str(number) for number in (2**31, 2**63, 10**30, -(2**63), 10**4000)), "1e400", "-1e400", "1e-400"):
        for command, argument, rest in (
            ("edit_theme", "position", {"theme_id": scene.theme}),
            ("edit_goal", "expect", {"goal_id": scene.goal}),
            ("create_round", "minutes", {"kind": "pause", "title": "Tauko"}),
        ):
            body = json.dumps({**rest, argument: None}).replace("null", value)
            status, code, errors = refused(scene.send(command, body, client=scene.lead))
            assert (status, code, set(errors)) == (422, "invalid", {argument}), (command, value)
    assert scene.state() == before


def test_choices_that_are_none_are_refused_one_by_one(scene):
    before, goal = scene.state(), str(scene.ballot_goal)
    for value in (True, 1.5, [], {}, "", "x", "\x00", -1, 0, 6, *(2**31, 2**63, 10**30)):
        status, code, errors = refused(scene.send("cast_ballot", {"round_id": scene.vote, "choices": {goal: value}}))
        assert (status, code, set(errors)) == (422, "invalid", {f"choices.{goal}"}), value
    for name in ("", "x", f" {goal}", f"+{goal}", f"0{goal}", "\x00", "-1", str(10**30), str(scene.foreign["goal"])):
        answer = scene.send("cast_ballot", {"round_id": scene.vote, "choices": {name: 1}})
        assert refused(answer) == (422, "invalid", {f"choices.{name}": "not_on_the_ballot"}), name
    assert scene.state() == before


def test_changes_since_no_revision_are_refused(scene):
    path = f"/api/v1/consultations/{scene.slug}/changes"
    for since in (None, "", "-1", "1.5", "x", "٣", "\x00", "1e3", "0x1", " 1", "+1", "9" * 16, "9" * 3_000, "NaN"):
        answer = scene.member.request("GET", path, params={"since": since, "epoch": "\x00"})
        assert refused(answer) == (422, "invalid", {"since": "wrong_type"}), since
    for since, epoch in ((999_999_999_999_999, None), (2**31, None), (0, ""), (0, "\x00"), (0, "x" * 2_000)):
        answer = scene.member.request("GET", path, params={"since": since, "epoch": epoch})
        assert (answer.status_code, answer.json()) == (200, {"reset": True}), (since, epoch)


def test_what_is_too_large_is_refused_unread(scene):
    before = scene.state()
    assert refused(scene.send("rename_me", {"name": "x" * 300_000}))[:2] == (413, "too_large")
    assert scene.state() == before


def test_a_right_to_left_override_is_not_kept(scene):
    answer = scene.send("rename_me", {"name": "Aino\u202e\u2066 oniA"})
    assert answer.status_code == 200
    assert answer.json()["events"] == []
    people = {each["id"]: each for each in scene.lead.snapshot(scene.slug)["participants"]}
    assert people[scene.member.participant["id"]]["name"] == "Aino oniA"


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/xml", "application/json; charset=utf-16", "x"])
def test_the_content_type_makes_no_json_of_what_is_none(scene, content_type):
    before = scene.state()
    answer = scene.send("rename_me", b"<name>A</name>", headers={"Content-Type": content_type})
    assert refused(answer) == (422, "invalid", {"": "not_json"})
    assert scene.state() == before


def _actor(scene, command):
    return scene.lead if command in LEADS else scene.member
