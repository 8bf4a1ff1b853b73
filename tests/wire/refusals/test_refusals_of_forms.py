"""Forms are as strict as programs: what a form writes differently is refused, and reaches nothing of others."""

from urllib.parse import urlencode
from uuid import uuid4

import pytest

from tests.wire.scene import set_up
from workshop.commands import COMMANDS

# Refused before anything is asked of a database; ids of others in JSON are looked up on both (test_refusals_of_input).
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True, scope="module")
FORM = "application/x-www-form-urlencoded"
NOUNS = {"reply_to": "comment", "phenomenon_ids": "phenomenon", "theme_ids": "theme", "responsible_body_id": "body"}


@pytest.fixture(scope="module")
def scene(shared_in_process):
    return set_up(shared_in_process)


def _named():
    for command, what in COMMANDS.items():
        for field in what.takes.model_fields:
            if field in NOUNS or field.endswith("_id"):
                yield command, field, NOUNS.get(field, field.removesuffix("_id"))


@pytest.mark.parametrize(("command", "field", "noun"), list(_named()))
def test_an_id_of_another_consultation_is_not_let_in_however_it_is_written(scene, command, field, noun):
    number, before = scene.foreign[noun], scene.state()
    elsewhere = scene.lead.snapshot(scene.elsewhere)["revision"]
    rest = {
        "title": "x",
        "text": "x",
        "kind": "pause",
        "stance": "for",
        "reason": "x",
        "minutes": "5",
        "email": "a@b.fi",
    }
    rest |= {"theme_id": scene.theme, "goal_id": scene.goal, "round_id": scene.planned, "participant_id": 1}
    fields = {name: value for name, value in rest.items() if name in COMMANDS[command].takes.model_fields}
    written = (f"{number}", f"+{number}", f" {number}", f"{number} ", f"{number}.0", f"{number}e0", f"{number:040}")
    names = (field, f"{field}[]", f"{field}.0") if field.endswith("_ids") else (field,)
    for name in names:
        for value in (
            *written,
            f"0x{number:x}",
            f"{number}\x00",
            chr(0x660 + number % 10),
            f"{number}_0",
            "true",
            "NaN",
        ):
            answer = _send(scene, command, urlencode({**fields, name: value, "key": str(uuid4())}))
            assert answer.status_code in (404, 422), (name, value, answer.status_code)
    assert scene.state() == before
    assert scene.lead.snapshot(scene.elsewhere)["revision"] == elsewhere


ODD = {
    "a name of many parts": "name" + ".a" * 900 + "=x",
    "a name of very many parts": "name" + ".a" * 20_000 + "=x",
    "a part of a text": "name.fi=x",
    "a list where a text belongs": "name[]=x",
    "rows where a text belongs": "name.0=x&name.1=y",
    "a name of dots": "...=x",
    "a number that is a letter": "name.%C2%B2.x=y",
    "a null byte": "name=a%00b",
    "a null byte in a name": "name%00=a",
    "a body that is no form": '{"name": "A"}',
}


@pytest.mark.parametrize("fields", ODD.values(), ids=ODD)
@pytest.mark.parametrize("page", ["", "/c/{slug}", "/c/{slug}/settings", "//other.example"])
def test_an_odd_form_is_refused(scene, fields, page):
    before = scene.state()
    answer = _send(scene, "rename_me", f"{fields}&key={uuid4()}&page={page.format(slug=scene.slug)}")
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert scene.state() == before


@pytest.mark.parametrize(
    "choices", ["choices.%C2%B2.x=3", "choices.1.int=x", "choices=1", "choices[]=1", "choices..=1"]
)
def test_odd_choices_are_refused(scene, choices):
    before = scene.state()
    answer = _send(scene, "cast_ballot", f"round_id={scene.vote}&{choices}&key={uuid4()}&page=/c/{scene.slug}")
    assert answer.status_code == 422
    assert scene.state() == before


@pytest.mark.parametrize("key", ["", "x", "%00", "x" * 70_000, "%C3%A9", "%F0%9F%98%80"])
def test_a_form_whose_key_is_none_is_refused(scene, key):
    before = scene.state()
    assert _send(scene, "rename_me", f"name=A&key={key}").status_code == 422
    assert scene.state() == before


@pytest.mark.parametrize(
    "page", ["//other.example", "/\\other.example", "/\t/other.example", "https://other.example", "x"]
)
def test_a_form_leads_back_to_no_other_site(scene, page):
    answer = _send(scene, "rename_me", urlencode({"name": "Aino", "key": str(uuid4()), "page": page}))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


@pytest.mark.parametrize("boundary", ["", "; boundary=", "; boundary=x", "; boundary=" + "x" * 300])
def test_a_form_in_parts_that_are_none_is_refused(scene, boundary):
    before = scene.state()
    path = f"/api/v1/consultations/{scene.slug}/do/propose_goal"
    headers = {"Content-Type": f"multipart/form-data{boundary}", "Idempotency-Key": str(uuid4())}
    nameless = b"--x\r\nContent-Disposition: form-data\r\n\r\nmeasures\r\n--x--"
    for body in (b"", nameless, b"--x\r\n", b"--x\r\nContent-Disposition: form-data\r\n\r\n--x--", b"\x00" * 1000):
        assert scene.member.request("POST", path, data=body, headers=headers).status_code == 422, body
    assert scene.state() == before


def _send(scene, command, body):
    path = f"/api/v1/consultations/{scene.slug}/do/{command}"
    client = scene.member if command in ("rename_me", "cast_ballot") else scene.whoever_may(command)
    return client.request("POST", path, data=body, headers={"Content-Type": FORM})
