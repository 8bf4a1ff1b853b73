"""The doors are safe: cookies, writes from other sites, and where they lead on to."""

import pytest

from tests.entry.visitor import Visitor, invited, link_to, new_link
from tests.nodes.server import Server

ELSEWHERE = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    "/ /evil.example",
    "https://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "evil.example",
    "/me\r\nX-Injected: 1",
    "/" + "x" * 600,
]


@pytest.fixture(scope="module")
def server(shared_in_process) -> Server:
    """A server that these tests share."""
    return shared_in_process


def test_no_door_leads_to_another_site(server):
    email = invited(server, "onward@example.org")
    for elsewhere in ELSEWHERE:
        visitor, path = Visitor(server), new_link(server, email)
        page = visitor.get("/sign-in", params={"next": elsewhere})
        assert dict(visitor.fill(page, "sign-in")[1])["next"] == "/", elsewhere
        page = visitor.get(path, params={"next": elsewhere})
        assert dict(visitor.fill(page, "link")[1])["next"] == "/", elsewhere
        assert visitor.submit(page, "link", next=elsewhere).headers["Location"] == "/", elsewhere
        again = visitor.get("/sign-in", params={"next": elsewhere}, allow_redirects=False)
        assert (again.status_code, again.headers["Location"]) == (302, "/"), elsewhere
        assert visitor.post("/language", {"lang": "sv", "page": elsewhere}).headers["Location"] == "/", elsewhere
        assert visitor.post("/api/v1/sign-out", {"page": elsewhere}).headers["Location"] == "/", elsewhere


def test_a_link_in_a_mail_goes_on_to_our_own_pages_only(server):
    visitor, email = Visitor(server), invited(server, "mailed@example.org")
    for number, elsewhere in enumerate(["//evil.example", "/\t/evil.example"], 1):
        assert visitor.post("/sign-in", {"email": email, "next": elsewhere}).status_code == 303
        assert "evil" not in link_to(server, email, number)


def test_cookies_stay_out_of_scripts_and_other_sites(server):
    visitor = Visitor(server)
    cookies = _cookies(visitor.join("Cookie"))
    assert set(cookies) == {"workshop", "workshop-device"}
    for parts in cookies.values():
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= parts
        assert "Secure" not in parts


def test_behind_tls_the_cookie_is_bound_to_the_host_and_to_tls(start_in_process):
    server = start_in_process(WORKSHOP_URL="https://workshop.example")
    visitor = Visitor(server)
    cookies = _cookies(visitor.join("Secure"))
    assert set(cookies) == {"__Host-workshop", "__Host-workshop-device"}
    for parts in cookies.values():
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= parts
        assert not any(part.lower().startswith("domain") for part in parts)


def _cookies(answer):
    """Return the cookies that an answer sets, by name, each with what is said about it."""
    told = [[part.strip() for part in cookie.split(";")] for cookie in answer.raw.headers.getlist("Set-Cookie")]
    return {first.partition("=")[0]: set(more) for first, *more in told}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": None, "Origin": "http://evil.example"},
        {"Sec-Fetch-Site": None, "Origin": "null"},
        {"Sec-Fetch-Site": None, "Origin": None},
    ],
)
def test_what_another_sites_page_sends_is_refused(server, headers):
    visitor, email, known = Visitor(server), "victim@example.org", "facilitator@example.org"
    visitor.join("Victim")
    code = server.example["workshop"]["code"]
    for path, fields in [
        ("/join", {"code": code, "name": "Mallory", "key": "6f0d2f06-7e0c-4f0a-a2c5-3a3b6d0c9b11"}),
        ("/sign-in", {"email": email}),
        (new_link(server, known), {"next": "/"}),
        ("/me/address", {"email": email}),
        ("/language", {"lang": "sv", "page": "/"}),
        ("/api/v1/sign-out", {"page": "/"}),
    ]:
        assert visitor.post(path, fields, **headers).status_code == 403, path
    me = visitor.me()
    assert (me["name"], me["email"], me["lang"]) == ("Victim", None, "en")
