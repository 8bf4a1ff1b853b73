"""Control characters in an address, a form, a header or JSON are refused or cleaned away, and never a fault."""

from urllib.parse import quote
from uuid import uuid4

import pytest

from tests.site.app import site
from workshop.commands import COMMANDS

SIGNS = ["\n", "\r", "\r\nX-Injected: 1", "\0", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\ufeff", "\ufffe"]
FEW = ["\n", "\0", "\ufffe"]
# Bytes that are no UTF-8, as an address may hold them.
BYTES = ["%ff", "%c0%80", "%ed%a0%80"]
QUERIES = ["again", "before", "code", "epoch", "key", "lang", "next", "round", "since", "theme"]
FIELDS = ["again", "body", "code", "email", "form", "key", "lang", "link", "locale", "name", "next", "page"]
HEADERS = ["Accept", "Accept-Language", "Authorization", "Cookie", "Idempotency-Key", "If-None-Match", "Origin"]
HEADERS += ["Host", "Range", "Referer", "Sec-Fetch-Site", "X-Forwarded-For", "X-Forwarded-Host"]


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    """A site that these tests share."""
    with site(tmp_path_factory.mktemp("control")) as made:
        yield made


def ask(hall, method: str, path: str, token: bool = False, **options):
    """Send a request; its answer is no fault, and its headers are single lines."""
    headers = {"Sec-Fetch-Site": "same-origin", "Idempotency-Key": str(uuid4()), **options.pop("headers", {})}
    if token:
        headers.setdefault("Authorization", f"Bearer {hall.token}")
    with hall.app.test_client(use_cookies=False).open(path, method=method, headers=headers, **options) as answer:
        said = f"{method} {path!r} {options} → {answer.status_code}"
        assert answer.status_code < 500, said
        assert "X-Injected" not in answer.headers, said
        assert not [value for _, value in answer.headers if set(value) & set("\r\n\0")], said
        return answer.status_code


def addresses(hall, sign: str) -> list[str]:
    """Every address of the app that has a part of its own, with a sign in it, and in the midst of it."""
    known = {"slug": hall.slug, "code": hall.code, "number": "1", "name": "results", "ext": "csv", "build": "b"}
    found = []
    for rule in hall.app.url_map.iter_rules():
        for part in rule.arguments:
            for value in (f"{known.get(part, 'x')}{sign}", f"{sign}X"):
                parts = {**{each: known.get(each, "x") for each in rule.arguments}, part: value}
                path = rule.rule
                for name, filled in parts.items():
                    for converter in ("", "int:", "path:"):
                        path = path.replace(f"<{converter}{name}>", filled)
                found.append(path)
    return found


def test_no_control_character_is_a_fault_or_a_header(hall):
    assert ask(hall, "GET", "/w/%0aX") == 404
    assert ask(hall, "GET", "/w/%0aX", token=True) == 404
    for sign in [*map(quote, SIGNS), *BYTES]:
        for number, path in enumerate(addresses(hall, sign)):
            ask(hall, "GET", path, token=number % 2 == 0)


def test_none_in_a_query_is(hall):
    own = ["/", "/join", "/sign-in", "/sign-in/x", f"/join/{hall.code}", f"/c/{hall.slug}", f"/w/{hall.code}"]
    own += [f"/w/{hall.code}/wall", f"/c/{hall.slug}/export/results.csv", f"/c/{hall.slug}/audit"]
    own += [f"/api/v1/consultations/{hall.slug}/changes"]
    for sign in [*map(quote, SIGNS), *BYTES]:
        for path in own:
            everything = "&".join(f"{name}={sign}" for name in QUERIES)
            ask(hall, "GET", f"{path}?{everything}", token=True)
        ask(hall, "GET", f"/join?code={hall.code}{sign}&next=/{sign}&{sign}={sign}")
        ask(hall, "GET", f"/sign-in?next=/{sign}")


def test_none_in_a_form_is(hall):
    for sign in FEW:
        for name in FIELDS:
            form = {"code": hall.code, "name": "Aino", "body": "-", "email": "a@example.org", "key": str(uuid4())}
            for path in ("/join", "/sign-in", "/language", "/me/address", "/api/v1/sign-out", "/sign-in/x"):
                ask(hall, "POST", path, data={**form, name: f"a{sign}"})


def test_none_in_a_header_is(hall):
    for name in HEADERS:
        for value in ("\x01", "a\x7fb", "\xff\xfe", "\x85", "Bearer \x01", "workshop=\xff"):
            for path in (f"/w/{hall.code}", f"/api/v1/consultations/{hall.slug}/changes?since=0"):
                ask(hall, "GET", path, token=name != "Authorization", headers={name: value})


def test_none_in_json_is(hall):
    texts = ("title", "name", "text", "reason", "email", "rationale", "opens_at", "body", "theme_id", "goal_id", "role")
    for sign in FEW:
        said = dict.fromkeys(texts, f"a{sign}b")
        for name in COMMANDS:
            ask(hall, "POST", f"/api/v1/consultations/{hall.slug}/do/{name}", token=True, json=said)
        for each in ({"title": {"fi": sign}}, {sign: 1}, {"email": f"a{sign}@example.org"}, {"name": sign}):
            for name in ("edit_consultation", "invite_participant", "rename_me", "create_theme"):
                ask(hall, "POST", f"/api/v1/consultations/{hall.slug}/do/{name}", token=True, json=each)
        ask(hall, "POST", "/api/v1/join", json={"code": hall.code, "name": f"A{sign}", "body": sign})
        ask(hall, "POST", "/api/v1/do/create_consultation", token=True, json={"title": f"Uusi{sign}"})
