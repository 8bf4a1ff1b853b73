"""The proxies that are shipped: correct, not to be fooled by clients, and the app works behind them on two nodes."""

import re

import pytest

from tests.deploy.echo import Echo
from tests.deploy.proxies import PROXIES
from tests.nodes.client import Client
from tests.nodes.http import new_http
from tests.nodes.listener import Listener
from tests.nodes.server import Server

LISTENERS = 6
FORGED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "http",
    "Forwarded": "for=203.0.113.9;host=evil.example;proto=http",
}


@pytest.fixture(scope="module")
def nodes(postgres, migrated, tmp_path_factory):
    """Two processes of the app on one PostgreSQL database, for proxies to stand in front of."""
    name = postgres.create(migrated)
    settings = {"WORKSHOP_PROXIES": "1", "WORKSHOP_URL": "https://workshop.example.org"}
    server = Server(tmp_path_factory.mktemp("nodes") / "data", postgres.url(name), env=settings)
    server.make_example()
    try:
        server.start()
        yield server, server.sibling(WORKSHOP_URL=settings["WORKSHOP_URL"])
    finally:
        server.stop()
        postgres.drop(name)


@pytest.fixture(scope="module", params=sorted(PROXIES))
def proxy(request, nodes, tmp_path_factory):
    """Each proxy in turn, in front of the two nodes."""
    folder = tmp_path_factory.mktemp(request.param) / "proxy"
    proxy = PROXIES[request.param](folder, tuple(node.port for node in nodes))
    yield proxy.start()
    proxy.stop()


@pytest.mark.parametrize("kind", sorted(PROXIES))
def test_the_configuration_passes_the_proxys_own_check(kind, tmp_path):
    verdict = PROXIES[kind](tmp_path / "proxy", (8000, 8001)).check()
    assert verdict.returncode == 0, verdict.stderr
    assert not re.search("warn", verdict.stdout + verdict.stderr, re.IGNORECASE), verdict.stderr


@pytest.mark.parametrize("kind", sorted(PROXIES))
def test_what_a_client_claims_about_itself_is_replaced_and_secrets_are_not_logged(kind, tmp_path):
    echo = Echo()
    proxy = PROXIES[kind](tmp_path / "proxy", (echo.port, echo.port))
    try:
        proxy.start()
        told = proxy.http().get(f"{proxy.url}/sign-in/secret-of-a-link?key=secret-of-a-wall", headers=FORGED).json()
        assert told["x-forwarded-for"] == ["127.0.0.1"]
        assert told["x-forwarded-host"] == [f"127.0.0.1:{proxy.port}"]
        assert told["x-forwarded-proto"] == ["https"]
        assert "forwarded" not in told
        plain = new_http().get(f"http://127.0.0.1:{proxy.plain_port}/join?x=1", allow_redirects=False)
        assert plain.status_code == 308
        assert plain.headers["Location"].startswith("https://127.0.0.1")
    finally:
        proxy.stop()
        echo.close()
    logged = proxy.log.read_text()
    assert "/sign-in/-" in logged
    assert "secret-of" not in logged


def test_listeners_are_spread_over_the_nodes_and_all_hear_what_came_in_at_one(proxy, nodes):
    lead = _through(proxy, nodes[0].example["facilitator"]["token"])
    slug, example = nodes[0].example["consultation"], nodes[0].example
    member = _through(proxy)
    assert member.join(example["workshop"]["code"], "Aino").status_code == 200
    before = [_listening(node) for node in nodes]
    listeners = [Listener(proxy.url, member.token, slug, verify=proxy.certificate) for _ in range(LISTENERS)]
    try:
        for listener in listeners:
            listener.connect(60)
        assert [now - then for now, then in zip(map(_listening, nodes), before, strict=True)] == [LISTENERS / 2] * 2
        theme_id = lead.done(slug, "create_theme", title=f"Through {type(proxy).__name__}")["theme_id"]
        for listener in listeners:
            listener.wait_for_event("theme_created", 60, id=theme_id)
    finally:
        for listener in listeners:
            listener.close()


def test_figures_of_the_processes_are_not_for_everyone(proxy):
    assert proxy.http().get(f"{proxy.url}/metrics").status_code == 404


def test_when_one_node_goes_the_other_takes_its_people(proxy, nodes):
    lead = _through(proxy, nodes[0].example["facilitator"]["token"])
    slug = nodes[0].example["consultation"]
    nodes[1].terminate()
    try:
        for number in range(20):
            lead.done(slug, "create_theme", title=f"Theme {number}")
    finally:
        nodes[1].start()


def _through(proxy, token=None):
    client = Client(proxy.url, token)
    client.http.verify = str(proxy.certificate)
    return client


def _listening(node):
    return float(re.search(r"^workshop_listeners (\S+)", node.figures(), re.MULTILINE)[1])
