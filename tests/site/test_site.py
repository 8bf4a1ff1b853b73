"""The address for people: one that phones can open, never a foreign one, and never from a request into a letter."""

import html
import re
import socket
from collections.abc import Iterator

import pytest

from tests.entry.visitor import Visitor, invited, link_to
from tests.nodes.client import Client
from tests.nodes.server import Server
from workshop.config.hosts import own_addresses
from workshop.errors import CannotSave
from workshop.web.http.site import Remembered

FOREIGN = ("evil.example", "203.0.113.7", f"{socket.gethostname()}.evil.example", "[2001:db8::7]")
LOOPBACK = ("127.0.0.1", "localhost", "127.0.0.2", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "x.localhost")


@pytest.fixture(scope="module")
def open_server(tmp_path_factory) -> Iterator[Server]:
    """A server that listens on all addresses of this machine, and to which none was configured.

    It remembers which host a facilitator used last: the tests in which one comes from another host are the last.
    """
    server = Server(tmp_path_factory.mktemp("open") / "data", host="::", env={"WORKSHOP_URL": ""})
    server.make_example()
    try:
        yield server.start()
    finally:
        server.stop()


def own_hosts() -> list[str]:
    """The name and the addresses of this machine, as a browser writes them."""
    return [socket.gethostname(), *(f"[{each}]" if ":" in each else each for each in own_addresses())]


def bearer(server: Server, token: str) -> Visitor:
    """A browser that is known by a token: its cookie would be bound to one host."""
    visitor = Visitor(server)
    visitor.http.headers["Authorization"] = f"Bearer {token}"
    return visitor


@pytest.fixture
def facilitator(open_server) -> Visitor:
    """The facilitator's browser."""
    return bearer(open_server, open_server.example["facilitator"]["token"])


def member_of(server: Server) -> Visitor:
    """The browser of someone who has joined."""
    client = Client(server.url)
    client.join(server.example["workshop"]["code"], "Hall")
    return bearer(server, client.token)


def desk_of(visitor: Visitor, host: str | None = None) -> str:
    """Open the desk, as a browser that uses this host."""
    return _page(visitor, "lead", host)


def _page(visitor, name, host=None):
    code = visitor.server.example["workshop"]["code"]
    headers = {"Host": f"{host}:{visitor.server.port}"} if host else {}
    answer = visitor.get(f"/w/{code}/{name}", headers=headers)
    assert answer.status_code == 200
    return html.unescape(answer.text)


def joined_at(page: str) -> set[str]:
    """The addresses that a page's QR codes, links and buttons lead to, without what stands after /join."""
    return set(re.findall(r"(https?://[^/\s\"]+)/join", page))


def test_a_letter_leads_to_where_the_app_was_started_whatever_a_request_says(open_server):
    for number, host in enumerate((*own_hosts(), *FOREIGN[:2])):
        visitor, email = Visitor(open_server), invited(open_server, f"letter{number}@example.org")
        answer = visitor.post("/sign-in", {"email": email}, Host=f"{host}:{open_server.port}")
        assert answer.status_code == 303
        assert link_to(open_server, email).startswith(f"{open_server.url}/sign-in/")


def test_a_foreign_host_leads_nobody_anywhere(open_server, facilitator):
    for host in FOREIGN:
        for page in (desk_of(facilitator, host), _page(facilitator, "wall", host)):
            assert joined_at(page) == {open_server.url}, host
            assert "evil" not in page and "203.0.113.7" not in page
        assert "evil" not in facilitator.get("/guide", headers={"Host": host}).text
        assert "evil" not in facilitator.get("/accessibility", headers={"Host": host}).text
        assert "evil" not in facilitator.get("/api/v1/openapi.json", headers={"Host": host}).text


def test_a_loopback_address_is_warned_of_on_the_desk(open_server, facilitator):
    for host in LOOPBACK:
        page = desk_of(facilitator, host)
        assert joined_at(page) == {open_server.url}, host
        assert 'id="unreachable"' in page


def test_only_an_address_of_this_machine_can_be_chosen_and_only_by_a_facilitator(open_server, facilitator):
    path, member = f"/w/{open_server.example['workshop']['code']}/address", member_of(open_server)
    for host in ("203.0.113.7", "evil.example", "127.0.0.1", "::1", "0.0.0.0", f"{'9' * 400}"):
        answer = facilitator.post(path, {"host": host, "page": path.replace("address", "lead"), "form": "address"})
        assert answer.status_code == 422, host
        assert joined_at(desk_of(facilitator)) == {open_server.url}
    for address in own_addresses():
        assert member.post(path, {"host": address}).status_code == 403
        assert Visitor(open_server).post(path, {"host": address}).status_code == 302
    assert joined_at(desk_of(facilitator)) == {open_server.url}


def test_of_the_host_only_the_name_is_taken_and_not_the_port(open_server, facilitator):
    code = open_server.example["workshop"]["code"]
    page = facilitator.get(f"/w/{code}/lead", headers={"Host": f"{socket.gethostname()}:9"}).text
    assert joined_at(page) == {f"http://{socket.gethostname().lower()}:{open_server.port}"}


def test_the_desk_and_the_wall_lead_where_the_facilitators_browser_came_from(open_server, facilitator):
    for host in own_hosts():
        url = f"http://{host}:{open_server.port}".lower()
        assert joined_at(desk_of(facilitator, host)) == {url}
        assert 'id="unreachable"' not in desk_of(facilitator, host)
        assert joined_at(_page(facilitator, "wall", host)) == {url}
        # A wall that was opened on the computer itself follows the facilitator.
        assert joined_at(_page(facilitator, "wall")) == {url}


def test_a_chosen_address_is_on_every_page_until_another_is_chosen(open_server, facilitator):
    code = open_server.example["workshop"]["code"]
    hall = member_of(open_server)
    for address in own_addresses():
        chosen = f"http://{f'[{address}]' if ':' in address else address}:{open_server.port}"
        answer = facilitator.submit(facilitator.get(f"/w/{code}/lead"), "address", host=address)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/w/{code}/lead#share")
        assert joined_at(desk_of(facilitator)) == joined_at(_page(hall, "wall")) == {chosen}
        assert joined_at(_page(hall, "wall", socket.gethostname())) == {chosen}
        assert hall.get(f"/w/{code}/address").json() == {"address": chosen}
        assert joined_at(html.unescape(hall.get("/guide").text)) == {chosen}
    before = joined_at(desk_of(facilitator))
    open_server.restart()
    assert joined_at(desk_of(facilitator)) == before
    facilitator.post(f"/w/{code}/address", {"host": ""})
    assert joined_at(desk_of(facilitator)) == {open_server.url}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_configured_address_is_the_address_whatever_a_browser_uses(start_server):
    server = start_server(host="0.0.0.0", WORKSHOP_URL="http://workshop.example:8000")
    visitor = bearer(server, server.example["facilitator"]["token"])
    for host in (*own_hosts(), *FOREIGN[:2], "localhost"):
        page = desk_of(visitor, host)
        assert joined_at(page) == {"http://workshop.example:8000"}
        assert 'id="unreachable"' not in page and 'id="addresses"' not in page


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_prefix_that_a_proxy_names_changes_nothing(start_server):
    server = start_server(WORKSHOP_PROXIES="1", WORKSHOP_URL="")
    visitor, odd = Visitor(server), {"X-Forwarded-Prefix": "/evil", "X-Forwarded-Host": "evil.example"}
    plain, prefixed = (visitor.get("/guide", headers=headers).text for headers in ({}, odd))
    assert plain == prefixed
    answer = visitor.get(f"/w/{server.example['workshop']['code']}", headers=odd, allow_redirects=False)
    assert answer.headers["Location"] == f"/join/{server.example['workshop']['code']}"


def test_where_a_choice_cannot_be_kept_the_answer_says_when_to_ask_again_and_nothing_of_the_disk(tmp_path):
    (tmp_path / "data").write_text("no folder")
    with pytest.raises(CannotSave) as refused:
        Remembered(tmp_path / "data" / "address").choose("192.0.2.7")
    assert isinstance(refused.value.retry_after, int)
    assert "data" not in str(refused.value)
