"""Connections of the tests' own clients: made in one place, and let go after each test."""

from weakref import WeakSet

import requests

# What asks for a WebSocket, with the key of the example (RFC 6455, 1.3).
HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}

_made: WeakSet[requests.Session] = WeakSet()


def new_http() -> requests.Session:
    """Give a keeper of connections that takes nothing from the machine's own settings (proxies, .netrc)."""
    http = requests.Session()
    http.trust_env = False
    _made.add(http)
    return http


def let_connections_go() -> None:
    """Close all idle connections; whoever goes on opens new ones."""
    for http in list(_made):
        http.close()
