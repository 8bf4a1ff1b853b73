"""Connections of the tests' own clients: made in one place, and let go after each test."""

from weakref import WeakSet

import requests
from flask import Flask

from tests.nodes.wsgi import AppAdapter

# What asks for a WebSocket, with the key of the example (RFC 6455, 1.3).
HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}

_made: WeakSet[requests.Session] = WeakSet()
_here: dict[str, Flask] = {}


def new_http() -> requests.Session:
    """Return a keeper of connections that takes nothing from the machine's own settings (proxies, .netrc)."""
    http = requests.Session()
    http.trust_env = False
    for url, app in _here.items():
        http.mount(f"{url}/", AppAdapter(app))
    _made.add(http)
    return http


def answer_here(url: str, app: Flask) -> None:
    """Let an app in this process answer any client at an address, from now on."""
    _here[url] = app


def answer_no_more(url: str) -> None:
    """Let nobody answer at an address."""
    _here.pop(url, None)


def let_connections_go() -> None:
    """Close all idle connections; whoever goes on opens new ones."""
    for http in list(_made):
        http.close()
