"""Writes come from our own pages or bear a token, and a handshake is refused before the upgrade."""

import http.client
import json
from uuid import uuid4

import pytest
import websocket

from tests.nodes.client import Client
from tests.wire.scene import refused, send, set_up

FORM = "application/x-www-form-urlencoded"


# What a browser says of itself is looked at before any engine is asked.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True, scope="module")


@pytest.fixture(scope="module")
def scene(shared_server):
    return set_up(shared_server)


@pytest.fixture(scope="module")
def browser(scene):
    """Someone who is signed in by a cookie, as a browser is."""
    client = Client(scene.server.url)
    assert client.join(scene.code, "Selain").status_code == 200
    client.token = None
    assert client.snapshot(scene.slug)["me"]["participant"]["name"] == "Selain"
    return client


OURS = {
    "Fetch Metadata says so": {"Sec-Fetch-Site": "same-origin"},
    "someone opened it themselves": {"Sec-Fetch-Site": "none"},
    "the origin is ours": {"Origin": "{own}"},
    "both say so": {"Sec-Fetch-Site": "same-origin", "Origin": "{own}"},
}
FOREIGN = {
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "a neighbour": {"Sec-Fetch-Site": "same-site"},
    "an empty word": {"Sec-Fetch-Site": ""},
    "an unknown word": {"Sec-Fetch-Site": "Same-Origin"},
    "another site that sends our origin": {"Sec-Fetch-Site": "cross-site", "Origin": "{own}"},
    "no word at all": {},
    "another origin": {"Origin": "https://other.example"},
    "the null origin": {"Origin": "null"},
    "an empty origin": {"Origin": ""},
    "half an address": {"Origin": "http://["},
    "another port": {"Origin": "{own}1"},
    "our name as a part": {"Origin": "{own}.other.example"},
    "our name behind a name": {"Origin": "http://other.example@{host}"},
    "our name as a path": {"Origin": "http://other.example/{host}"},
    "another scheme": {"Origin": "ftp://{host}"},
    "another scheme of authorization": {"Sec-Fetch-Site": "cross-site", "Authorization": "Basic eDp4"},
    "an empty token": {"Sec-Fetch-Site": "cross-site", "Authorization": "Bearer "},
}


def _filled(scene, headers):
    own = scene.server.url
    return {name: value.format(own=own, host=own.removeprefix("http://")) for name, value in headers.items()}


@pytest.mark.parametrize("headers", OURS.values(), ids=OURS)
def test_our_own_pages_may_write(scene, browser, headers):
    headers = _filled(scene, headers)
    assert scene.send("rename_me", {"name": "Selain"}, client=browser, headers=headers).status_code == 200
    assert _form(scene, browser, headers).status_code == 303


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
def test_pages_of_others_may_not_write(scene, browser, headers):
    before, headers = scene.state(), _filled(scene, headers)
    assert refused(scene.send("rename_me", {"name": "X"}, client=browser, headers=headers))[:2] == (403, "forbidden")
    plain = {**headers, "Content-Type": "text/plain"}
    assert refused(scene.send("rename_me", {"name": "X"}, client=browser, headers=plain))[:2] == (403, "forbidden")
    assert _form(scene, browser, headers).status_code == 403
    assert _form(scene, browser, headers, "/language").status_code == 403
    assert browser.request("POST", "/api/v1/sign-out", headers=headers).status_code == 403
    assert scene.state() == before


@pytest.mark.parametrize("headers", [*OURS.values(), *FOREIGN.values()], ids=[*OURS, *FOREIGN])
def test_a_token_may_write_from_anywhere(scene, headers):
    headers = {name: value for name, value in _filled(scene, headers).items() if name != "Authorization"}
    assert scene.send("rename_me", {"name": "Aino"}, headers=headers).status_code == 200


def test_a_token_that_is_none_does_not_let_a_cookie_through(scene, browser):
    before = scene.state()
    headers = {"Sec-Fetch-Site": "cross-site", "Authorization": "Bearer x"}
    assert refused(scene.send("rename_me", {"name": "X"}, client=browser, headers=headers))[:2] == (
        401,
        "not_signed_in",
    )
    assert scene.state() == before


def test_reading_is_open_to_links_from_elsewhere(scene, browser):
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://other.example"}
    answer = browser.request("GET", f"/api/v1/consultations/{scene.slug}/snapshot", headers=headers)
    assert answer.status_code == 200
    assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


def test_a_browser_without_a_cookie_may_join_from_our_page_alone(scene):
    asked = {"code": scene.code, "name": "Uusi"}
    foreign = {"Origin": "https://other.example"}
    assert refused(send(Client(scene.server.url), "/api/v1/join", asked, headers=foreign))[:2] == (403, "forbidden")
    for headers in ({}, {"Origin": scene.server.url}):
        assert send(Client(scene.server.url), "/api/v1/join", asked, headers=headers).status_code == 200


@pytest.mark.parametrize("host", ["other.example", "[", "[::1", "a b", "x" * 300, ""])
def test_a_host_name_that_is_none_of_ours_is_not_stumbled_over(scene, browser, host):
    before = scene.state()
    connection = http.client.HTTPConnection("127.0.0.1", scene.server.port, timeout=10)
    path = f"/api/v1/consultations/{scene.slug}/do/rename_me"
    headers = {"Host": host, "Origin": "https://third.example", "Idempotency-Key": str(uuid4()), **_cookie(browser)}
    connection.request("POST", path, body=b'{"name": "X"}', headers=headers)
    assert connection.getresponse().status in (400, 403)
    connection.close()
    assert scene.state() == before


@pytest.mark.parametrize("origin", ["", "https://other.example", "null", "http://["])
@pytest.mark.parametrize("who", ["nobody", "a dead token", "a dead cookie"])
def test_a_handshake_of_nobody_is_refused_before_the_upgrade(scene, who, origin):
    headers = {"nobody": {}, "a dead token": {"Authorization": "Bearer x"}, "a dead cookie": {"Cookie": "workshop=x"}}
    status, problem = _handshake(scene, headers[who], origin or None)
    assert (status, problem["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize("origin", ["https://other.example", "null", "http://[", "http://127.0.0.1:1"])
def test_a_handshake_with_a_cookie_from_elsewhere_is_refused_before_the_upgrade(scene, browser, origin):
    status, problem = _handshake(scene, _cookie(browser), origin)
    assert (status, problem["code"]) == (403, "forbidden")


def test_a_handshake_with_a_cookie_from_our_own_page_is_taken(scene, browser):
    assert _handshake(scene, _cookie(browser), scene.server.url) == (101, None)


@pytest.mark.parametrize("origin", [None, "https://other.example", "null"])
def test_a_handshake_with_a_token_is_taken(scene, origin):
    assert _handshake(scene, {"Authorization": f"Bearer {scene.member.token}"}, origin) == (101, None)


def _form(scene, client, headers, path=None):
    headers = {"Content-Type": FORM, **headers}
    body = f"name=Selain&lang=fi&key={uuid4()}"
    return client.request(
        "POST", path or f"/api/v1/consultations/{scene.slug}/do/rename_me", data=body, headers=headers
    )


def _cookie(browser):
    return {"Cookie": "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.http.cookies)}


def _handshake(scene, headers, origin):
    """Ask for an upgrade; return (status, problem)."""
    url = scene.server.url.replace("http://", "ws://") + "/socket.io/?EIO=4&transport=websocket"
    header = [f"{name}: {value}" for name, value in headers.items()]
    say = {"origin": origin} if origin else {"suppress_origin": True}
    try:
        socket = websocket.create_connection(url, header=header, timeout=10, http_no_proxy=["*"], **say)
    except websocket.WebSocketBadStatusException as refusal:
        assert refusal.resp_headers["content-type"] == "application/problem+json"
        return refusal.status_code, json.loads(refusal.resp_body)
    socket.close()
    return 101, None
