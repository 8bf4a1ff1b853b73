"""Joining with wrong input is refused, and lets nobody in."""

import json

import pytest

from tests.nodes.client import Client
from tests.wire.scene import refused, send, set_up
from tests.wire.wrong import BODIES, MISSING, wrong_choice, wrong_text

JOIN = "/api/v1/join"


# What differs between the engines is asked of the commands, on both.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True, scope="module")


@pytest.fixture(scope="module")
def scene(shared_in_process):
    return set_up(shared_in_process)


def _wrong():
    required = [(MISSING, "missing"), (None, "wrong_type")]
    return {
        "code": wrong_text(20) + required + [("4821 7730 4821 7730 4", "too_long")],
        "name": wrong_text(100) + required,
        "body": [*wrong_text(64, optional=True), ("no-such-body", "not_a_choice"), ("x" * 65, "too_long")],
        "locale": wrong_choice(),
        "role": [("facilitator", "unknown")],
        "participant_id": [(1, "unknown")],
    }


@pytest.mark.parametrize("field", _wrong())
def test_a_wrong_value_lets_nobody_in(scene, field):
    before = _everyone(scene)
    for value, fault in _wrong()[field]:
        asked = {"code": scene.code, "name": "Aino", field: value}
        asked = {name: each for name, each in asked.items() if each is not MISSING}
        assert refused(send(Client(scene.server.url), JOIN, asked)) == (422, "invalid", {field: fault}), value
    assert _everyone(scene) == before


# Fewer than are counted against an address in a minute.
@pytest.mark.parametrize("code", ["00000000", "1", "x", "٤٨٢١٧٧٣٠", "-1", "1e8", "%", "' OR 1=1 --", "\u202e1"])
def test_a_code_of_no_workshop_finds_nothing(scene, code):
    before = _everyone(scene)
    assert refused(send(Client(scene.server.url), JOIN, {"code": code, "name": "Aino"})) == (404, "not_found", {})
    assert _everyone(scene) == before


@pytest.mark.parametrize("written", ["{0}", " {0} ", "{1} {2}", "{1}-{2}", "{1}.{2}", "\u2068{1}\u00a0{2}\u2069"])
def test_a_code_may_be_spaced_as_people_write_it(scene, written):
    code = written.format(scene.code, scene.code[:4], scene.code[4:])
    assert Client(scene.server.url).join(code, "Aino").status_code == 200


def test_a_body_that_is_no_json_object_lets_nobody_in(scene):
    before = _everyone(scene)
    for kind, body in BODIES.items():
        assert refused(send(Client(scene.server.url), JOIN, body)) == (422, "invalid", {"": "not_json"}), kind
    for depth in (21, 900, 930, 960, 990, 20_000):
        body = f'{{"code": "{scene.code}", "name": ' + "[" * depth + "]" * depth + "}"
        assert refused(send(Client(scene.server.url), JOIN, body))[:2] == (422, "invalid"), depth
    assert _everyone(scene) == before


def test_a_key_is_needed(scene):
    before, asked = _everyone(scene), {"code": scene.code, "name": "Aino"}
    for key, fault in ((None, "missing"), ("no key", "not_a_key"), ("1" * 36, "not_a_key")):
        assert refused(send(Client(scene.server.url), JOIN, asked, key=key))[2] == {"Idempotency-Key": fault}
    assert _everyone(scene) == before


def test_who_was_removed_does_not_come_in_again(scene):
    gone = Client(scene.server.url)
    gone.join(scene.code, "Häirikkö")
    scene.lead.done(scene.slug, "remove_participant", participant_id=gone.participant["id"])
    before = _everyone(scene)
    assert refused(send(gone, JOIN, {"code": scene.code, "name": "Häirikkö"})) == (404, "not_found", {})
    assert _everyone(scene) == before


def test_a_name_is_kept_without_what_would_turn_it_around(scene):
    welcome = Client(scene.server.url).join(scene.code, "\u202eAino\u2069 \u0007Virtanen\u200f").json()
    assert welcome["participant"]["name"] in ("Aino Virtanen", "Aino Virtanen\u200f")
    assert "\u202e" not in json.dumps(scene.lead.snapshot(scene.slug), ensure_ascii=False)


def _everyone(scene):
    seen = scene.lead.snapshot(scene.slug)
    return seen["revision"], len(seen["participants"])
