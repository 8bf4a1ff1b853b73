"""Absent, null, empty and unchanged: what each of them means for every optional argument of every command."""

from functools import cache
from typing import get_args
from uuid import uuid4

import pytest

from tests.wire.things import Scene, done, in_finnish
from workshop.commands import COMMANDS

# Arguments are read above the engines; tests/story gives every command nulls and empty texts on both.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True, scope="module")
# What says how a command is carried out, and is no part of the thing that it changes.
HOW = {
    "expect",
    "reason",
    "reason_later",
    "lang",
    "new_code",
    "need_goals",
    "take",
    "move_goals_to",
    "remove_rounds",
    "before",
    "as_it_stands",
}
# What a wall is to show stands in the thing under another name.
HOW |= {"theme_id", "goal_id", "round_id", "hold", "everybody", "on_wall", "done"}
# To which part of a goal goes what stands under it.
HOW |= {"measure_parts", "comment_parts"}
# One of two ways to say one thing, of which exactly one is needed; and where a thing has a place in any case.
ODD = {("extend_round", "minutes"), ("extend_round", "closes_at"), ("restore_goal", "theme_id")}
# What follows from an argument, beside the attribute of its own name.
FOLLOWS = {("open_round", "minutes"): {"closes_at"}, ("lock_workshop", "locked"): {"locked"}}
# Who changes what was confirmed is not confirmed any more.
FOLLOWS |= {("rename_me", "body_id"): {"confirmed"}}
FOLLOWS |= {("change_me", field): {"confirmed"} for field in ("body", "municipality")}
ATTRIBUTES = {"main_lang": "lang", "body": "body_id", "municipality": "municipality_code"}
# What no two things have in common.
OWN = ("id", "key", "revision", "code", "created_at", "opened_at", "position", "joined_at", "goal_id", "number")
# What a theme has that nobody chose any for is another than its neighbours have.
OWN += ("colour", "icon")
OWN += ("thing_id", "showing", "member_ids", "part_ids", "workshop_id")
# Said in all languages at once, or as given.
WORDED = ("title", "description", "instructions", "question", "introduction")
CHANGING = [name for name, what in COMMANDS.items() if what.takes.null_is_a_value]
# What is copied, saved, reported or answered is no thing of this consultation that has the arguments as its attributes.
ELSEWHERE = ("copy_consultation", "save_pattern", "remove_pattern", "report", "answer_hiding")
MAKING = [name for name, what in COMMANDS.items() if what.makes and name not in (*CHANGING, *ELSEWHERE)]


def optional(names: list[str]) -> list[tuple[str, str]]:
    """Every optional argument of these commands."""
    return [(n, f) for n in names for f, info in COMMANDS[n].takes.model_fields.items() if not info.is_required()]


def nullable(command: str, field: str) -> bool:
    """Whether an argument may be null, as it is declared."""
    return type(None) in get_args(COMMANDS[command].takes.model_fields[field].annotation)


@pytest.fixture(scope="module")
def scenes(shared_in_process):
    """A consultation for each command: things of all the others would be read again and again."""
    return cache(lambda command: Scene(shared_in_process))


@pytest.fixture
def scene(request, scenes):
    return scenes(request.node.callspec.params.get("command"))


@pytest.mark.parametrize(("command", "field"), optional(CHANGING))
def test_of_a_thing_that_is_changed(scene, command, field):
    attribute = ATTRIBUTES.get(field, field)
    after = scene.after(command)
    # How a command is carried out is never an empty text.
    for value in (None, "") if field not in HOW or field == "reason" else (None,):
        answer, thing, before = done(scene, command, {field: value})
        if answer.status_code == 200:
            _stays(thing, after, set() if field in HOW else {attribute} | FOLLOWS.get((command, field), set()))
            left = thing[attribute] if field not in HOW else None
            # An empty text alone says nothing of other languages.
            left = left.get("fi") if value == "" and isinstance(left, dict) else left
            assert (command, field) in ODD or not left, f"{value!r} says no value"
        else:
            assert answer.status_code == 422, answer.text
            assert field in _places(answer), "it is refused at its field"
            assert thing == before
        if value is None and (command, field) not in ODD:
            assert answer.status_code == (200 if nullable(command, field) else 422)
            assert answer.ok or answer.json()["errors"][field]["code"] == "missing"
    if field not in HOW and (command, field) not in ODD:
        client, arguments, kind, number = scene.fresh(command)
        stored = scene.thing(kind, number)[attribute]
        # A text that comes alone is in the language that the thing was written in.
        said = {**arguments, field: stored.get("fi") if field in ("text", "rationale", "responsible") else stored}
        if field == "body":
            said[field] = scene.thing("bodies", stored)["key"]
        if isinstance(stored, dict) and field not in WORDED:
            said[field] = stored["fi"]
        if command == "edit_goal" and field == "title":
            said[field] = stored["fi"]
        answer = client.do(scene.slug, command, **said, **in_finnish(command))
        assert answer.status_code == 200, answer.text
        _stays(scene.thing(kind, number), after, FOLLOWS.get((command, field), set()))


@pytest.mark.parametrize("command", CHANGING)
def test_what_is_not_named_stays_to_the_microsecond(scene, command):
    answer, thing, before = done(scene, command, {})
    assert answer.status_code == 200, answer.text
    steps = {
        "state",
        "called_at",
        "opened_at",
        "closed_at",
        "closes_at",
        "goal_ids",
        "revealed_at",
        "commitment",
        "salt",
        "removed",
        "locked",
        "withheld",
        "paused_at",
        "showing",
        "on_wall",
        "superseded",
        "paper",
        "confirmed_at",
    }
    if command.startswith(("edit_", "change_", "rename_", "move_")):
        assert {**thing, "revision": 0} == {**before, "revision": 0}
    elif not thing.get("removed") and not before.get("removed"):
        _stays(thing, before, steps)


REQUIRED = {
    "create_theme": {"title": "A"},
    "create_phenomenon": {"title": "A"},
    "create_body": {"title": "A"},
    "create_workshop": {"title": "A"},
    "create_round": {"kind": "vote", "title": "A"},
    "propose_goal": {"title": "A"},
    "propose_measure": {"text": "A"},
    "add_comment": {"text": "A", "stance": "for"},
    "merge_goals": {"title": "A"},
}


@pytest.mark.parametrize(("command", "field"), optional(MAKING))
def test_of_a_thing_that_is_made(scene, command, field):
    goal = scene._goal("")[2]
    more = {"propose_goal": {"theme_id": scene.theme}, "propose_measure": {"goal_id": goal}}
    more |= {"copy_round": {"round_id": scene._round("")[2]}, "copy_workshop": {"workshop_id": scene.workshop}}
    arguments = {**REQUIRED.get(command, {}), **more.get(command, {})}
    if command == "add_comment":
        arguments |= {"goal_id": goal} if field != "goal_id" else {"measure_id": scene._measure("")[2]}
    if command == "invite_participant":
        arguments = {"email": f"{uuid4()}@example.org"}
    if command == "merge_goals":
        arguments["goal_ids"] = _two(scene)
    made = _made(scene, scene.lead.do(scene.slug, command, **arguments))
    for value in (None, ""):
        again = {**arguments, "email": f"{uuid4()}@example.org"} if "email" in arguments else arguments
        again = {**again, "goal_ids": _two(scene)} if "goal_ids" in again else again
        answer = scene.lead.do(scene.slug, command, **{**again, field: value})
        if answer.status_code == 200:
            _stays(_made(scene, answer), made, {"name"} if "email" in arguments else set())
        else:
            assert answer.status_code == 422, answer.text
            assert field in _places(answer)
        # Rows of things to be made are a list, if they are anything; a comment that is no reply has a stance.
        assert value == "" or answer.ok or field in ("measures", "stance")


def test_a_consultation_is_made_as_if_null_were_not_there(scene):
    for field in ("description", "example", "lang"):
        body = {"title": "Kuuleminen", field: None}
        answer = scene.lead.request("POST", "/api/v1/do/create_consultation", json=body, key=str(uuid4()))
        assert answer.status_code == 200, answer.text
    answer = scene.lead.request("POST", "/api/v1/do/create_consultation", json={"title": None}, key=str(uuid4()))
    assert answer.json()["errors"]["title"]["code"] == "title_or_example"


def test_null_takes_a_text_away_in_all_languages_and_an_empty_text_in_its_own(scene):
    goal = scene._goal("")[2]
    scene.done("edit_goal", goal_id=goal, rationale="Skäl", lang="sv")
    scene.done("edit_goal", goal_id=goal, rationale="", lang="sv")
    assert scene.thing("goals", goal)["rationale"] == {"fi": "Syy\n\nja toinen"}
    scene.done("edit_goal", goal_id=goal, rationale="Skäl", lang="sv")
    form = {"goal_id": goal, "rationale": "", "lang": "sv", "key": str(uuid4()), "page": "/"}
    path = f"/api/v1/consultations/{scene.slug}/do/edit_goal"
    assert scene.lead.request("POST", path, data=form).ok
    assert scene.thing("goals", goal)["rationale"] == {"fi": "Syy\n\nja toinen"}
    scene.done("edit_goal", goal_id=goal, rationale="Skäl", lang="sv")
    scene.done("edit_goal", goal_id=goal, rationale=None)
    assert scene.thing("goals", goal)["rationale"] == {}


def test_one_language_is_taken_away_and_the_last_one_not(scene):
    theme = scene._theme("")[2]
    for given, left in (({"sv": None}, {"fi": "Nimi"}), ({"sv": "Namn"}, {"fi": "Nimi", "sv": "Namn"})):
        scene.done("edit_theme", theme_id=theme, title=given)
        assert scene.thing("themes", theme)["title"] == left
    scene.done("edit_theme", theme_id=theme, title={"fi": ""})
    refused = scene.lead.do(scene.slug, "edit_theme", theme_id=theme, title={"sv": None})
    assert refused.json()["errors"]["title"]["code"] == "empty"
    assert scene.thing("themes", theme)["title"] == {"sv": "Namn"}


def _two(scene):
    return [scene._goal("")[2] for _ in range(2)]


def _places(answer):
    return {place.split(".")[0] for place in answer.json()["errors"]}


def _stays(thing, other, but):
    counted = {"closed_at", "called_at", "revealed_at", "commitment", "salt", "goal_ids"}
    names = (set(thing) | set(other)) - set(OWN) - but - counted
    moments = {name for name in names if name.endswith("_at")}
    assert {name: thing.get(name) for name in names - moments} == {name: other.get(name) for name in names - moments}
    # Two things that are made one after the other close a moment apart.
    assert {name: bool(thing.get(name)) for name in moments} == {name: bool(other.get(name)) for name in moments}


def _made(scene, answer):
    assert answer.status_code == 200, answer.text
    first = answer.json()["events"][0]
    return first["data"]
