"""The shipped proxies: correct, not to be fooled by clients, requests in turn, sockets where there are fewest."""

import contextlib
import re
import socket
import ssl
import time
from collections import Counter

import pytest

from tests.deploy.echo import Echo
from tests.nodes.http import HANDSHAKE, new_http
from tests.nodes.proxies import PROXIES, HAProxy

NODES = 4
FORGED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "http",
    "Forwarded": "for=203.0.113.9;host=evil.example;proto=http",
}
# A node is gone after three checks of two seconds each.
SECONDS_TO_NOTICE = 20


@pytest.fixture
def echoes():
    """Stand-ins for four nodes."""
    made = [Echo() for _ in range(NODES)]
    yield made
    for echo in made:
        echo.close()


@pytest.fixture
def start_proxy(echoes, tmp_path):
    """Start a proxy in front of the stand-ins."""
    with contextlib.ExitStack() as stack:

        def start(kind):
            proxy = kind(tmp_path / "proxy", [echo.port for echo in echoes])
            stack.callback(proxy.stop)
            return proxy.start()

        yield start


@pytest.mark.parametrize("kind", sorted(PROXIES))
def test_the_configuration_passes_the_proxys_own_check(kind, tmp_path):
    verdict = PROXIES[kind](tmp_path / "proxy", (8000, 8001, 8002)).check()
    assert verdict.returncode == 0, verdict.stderr
    assert not re.search("warn", verdict.stdout + verdict.stderr, re.IGNORECASE), verdict.stderr


@pytest.mark.parametrize("kind", sorted(PROXIES))
def test_what_a_client_claims_about_itself_is_replaced_and_secrets_are_not_logged(kind, start_proxy):
    proxy = start_proxy(PROXIES[kind])
    answer = proxy.http().get(f"{proxy.url}/sign-in/secret-of-a-link?key=secret-of-a-wall", headers=FORGED)
    told = answer.json()["headers"]
    assert told["x-forwarded-for"] == ["127.0.0.1"]
    assert told["x-forwarded-host"] == [f"127.0.0.1:{proxy.port}"]
    assert told["x-forwarded-proto"] == ["https"]
    assert "forwarded" not in told
    plain = new_http().get(f"http://127.0.0.1:{proxy.plain_port}/join?x=1", allow_redirects=False)
    assert plain.status_code == 308
    assert plain.headers["Location"].startswith("https://127.0.0.1")
    proxy.stop()
    logged = proxy.log.read_text()
    assert "/sign-in/-" in logged
    assert "secret-of" not in logged


@pytest.mark.parametrize("kind", sorted(PROXIES))
def test_requests_go_to_all_nodes_in_turn_however_many_sockets_each_has(kind, start_proxy, echoes):
    proxy = start_proxy(PROXIES[kind])
    with contextlib.ExitStack() as stack:
        # All nodes but one have a socket.
        for _ in range(NODES - 1):
            stack.enter_context(open_socket(proxy))
        with proxy.http() as http:
            answered = Counter(http.get(f"{proxy.url}/").json()["port"] for _ in range(4 * NODES))
    assert answered == dict.fromkeys((echo.port for echo in echoes), 4)


def test_nodes_that_are_not_ready_say_so_themselves_and_keep_their_sockets(start_proxy, echoes):
    proxy = start_proxy(HAProxy)
    with open_socket(proxy) as kept, proxy.http() as http:
        for echo in echoes[1:]:
            echo.ready = False
        wait_until(lambda: {http.get(f"{proxy.url}/").json()["port"] for _ in range(2 * NODES)} == {echoes[0].port})
        echoes[0].ready = False
        wait_until(lambda: len({http.get(f"{proxy.url}/").json()["port"] for _ in range(2 * NODES)}) == NODES)
        assert is_open(kept)


def test_a_node_that_hangs_gets_nothing_new_and_its_sockets_are_left_to_their_pings(start_proxy, echoes):
    proxy = start_proxy(HAProxy)
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(open_socket(proxy)) for _ in echoes]
        echoes[2].awake.clear()
        others = {echo.port for echo in echoes} - {echoes[2].port}
        with proxy.http() as http:
            wait_until(lambda: {http.get(f"{proxy.url}/").json()["port"] for _ in range(2 * NODES)} == others)
        time.sleep(1)
        assert all(is_open(each) for each in sockets)


def test_the_proxys_own_figures_are_not_at_the_address_of_people(start_proxy):
    proxy = start_proxy(HAProxy)
    assert proxy.http().get(f"{proxy.url}/metrics").status_code == 404
    figures = new_http().get(f"http://127.0.0.1:{proxy.figures_port}/metrics").text
    assert re.search(r'^haproxy_server_current_sessions\{proxy="sockets",server="node4"\}', figures, re.MULTILINE)


def open_socket(proxy) -> ssl.SSLSocket:
    """Open a socket through the proxy, as a page does, and return it when a node has accepted it."""
    context = ssl.create_default_context(cafile=str(proxy.certificate))
    plain = socket.create_connection(("127.0.0.1", proxy.port), timeout=10)
    opened = context.wrap_socket(plain, server_hostname="127.0.0.1")
    head = "".join(f"{name}: {value}\r\n" for name, value in HANDSHAKE.items())
    opened.sendall(f"GET /socket.io/ HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}\r\n".encode())
    assert opened.recv(4096).startswith(b"HTTP/1.1 101")
    return opened


def is_open(opened: ssl.SSLSocket) -> bool:
    """Whether nobody has ended the socket."""
    opened.settimeout(0.05)
    try:
        return opened.recv(1) != b""
    except TimeoutError:
        return True
    except OSError:
        return False


def wait_until(holds) -> None:
    """Wait until it holds; fail when it does not in time."""
    end = time.monotonic() + SECONDS_TO_NOTICE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)
