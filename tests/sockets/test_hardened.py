"""WebSockets of a real server against clients that read slowly, offer compression or send too much."""

import contextlib
import json
import socket
import time

import pytest
import websocket

from tests.nodes.client import Client

HANDSHAKE = "/socket.io/?EIO=4&transport=websocket"


@pytest.fixture
def lead(server):
    """The facilitator of the example, as a client."""
    with Client(server.url, server.example["facilitator"]["token"]) as client:
        yield client


def _connect(server, token, **options):
    address = server.url.replace("http://", "ws://") + HANDSHAKE
    return websocket.create_connection(address, header=[f"Authorization: Bearer {token}"], timeout=30, **options)


def _listen(wire, slug):
    wire.recv()
    wire.send("40" + json.dumps({"consultation": slug}))


def _named(wire):
    """Give the next message with a name, as (name, message); pings are answered."""
    while not (frame := wire.recv()).startswith("42"):
        if frame == "2":
            wire.send("3")
    return json.loads(frame[2:])


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_slow_reader_gets_every_frame_whole_and_in_order(server, lead):
    slug, theme = server.example["consultation"], lead.snapshot(server.example["consultation"])["themes"][0]["id"]
    # A small window fills at once, so that the server's writes go through in part only.
    wire = _connect(server, lead.token, sockopt=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)])
    _listen(wire, slug)
    # What was proposed before the greeting is no news.
    while (first := _named(wire))[0] != "hello":
        pass
    for number in range(40):
        why = f"{number} " + "å" * 4900
        lead.done(slug, "propose_goal", theme_id=theme, title=f"Goal {number}", rationale=why)
        lead.done(slug, "propose_goal", theme_id=theme, title=f"Goal {number} again", rationale=why)
    head = lead.snapshot(slug)["revision"]
    time.sleep(2)
    revision, titles = first[1]["revision"], []
    while revision < head:
        name, message = _named(wire)
        if name == "events":
            assert message["after"] == revision
            revision = message["revision"]
            titles += [event["data"]["title"] for event in message["events"] if event["name"] == "goal_proposed"]
    assert len(titles) == 80
    wire.close()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_compression_is_not_taken(server, lead):
    wire = _connect(server, lead.token, extensions=["permessage-deflate"])
    assert "sec-websocket-extensions" not in wire.headers
    wire.close()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_message_that_is_too_large_ends_the_connection_and_nobody_elses(server, lead):
    slug = server.example["consultation"]
    loud, quiet = _connect(server, lead.token), _connect(server, lead.token)
    # The client forgets its socket, without closing it, when the other side goes first.
    with contextlib.closing(loud.sock), contextlib.closing(loud), contextlib.closing(quiet):
        _overdo(loud, quiet, slug, lead)


def _overdo(loud, quiet, slug, lead):
    _listen(loud, slug)
    _listen(quiet, slug)
    with pytest.raises((websocket.WebSocketConnectionClosedException, ConnectionError)):
        loud.send("42" + json.dumps(["hello", "x" * 100_000]))
        while loud.recv():
            pass
        raise ConnectionError("closed in order")
    lead.done(slug, "rename_me", name="Kirsi")
    while '"participant_renamed"' not in quiet.recv():
        pass
