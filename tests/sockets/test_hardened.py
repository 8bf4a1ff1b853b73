"""WebSockets of a real server against clients that read slowly, offer compression or send too much."""

import contextlib
import json
import socket

import pytest
import websocket

from tests.nodes.client import Client

# About 30 KB each on the wire: in all more than the kernel keeps, less than Line keeps for one listener.
GOALS = 12
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
    """Return the next message with a name, as (name, message); pings are answered."""
    while not (frame := wire.recv()).startswith("42"):
        if frame == "2":
            wire.send("3")
    return json.loads(frame[2:])


def _greeted(wire):
    """Wait for the greeting; gives its revision. What was proposed before it is no news."""
    while (first := _named(wire))[0] != "hello":
        pass
    return first[1]["revision"]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_slow_reader_gets_every_frame_whole_and_in_order(server, lead):
    """What it leaves unread is more than the kernel keeps for it, and less than what it is cut off for."""
    slug, theme = server.example["consultation"], lead.snapshot(server.example["consultation"])["themes"][0]["id"]
    # A small window and small segments: the kernel, which else keeps two megabytes and more, then keeps tens of KB, so
    # that the server's writes go through in part only.
    small = [(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096), (socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)]
    wire, quick = _connect(server, lead.token, sockopt=small), _connect(server, lead.token)
    with contextlib.closing(wire), contextlib.closing(quick):
        revisions = []
        for each in (wire, quick):
            _listen(each, slug)
            revisions.append(_greeted(each))
        for number in range(GOALS):
            why = f"{number} " + "å" * 4900
            lead.done(slug, "propose_goal", theme_id=theme, title=f"Goal {number}", rationale=why)
        head, titles = lead.snapshot(slug)["revision"], [f"Goal {number}" for number in range(GOALS)]
        # Whoever reads has been told all of it, so the slow one was sent it too.
        assert _told(quick, revisions[1], head) == titles
        assert _told(wire, revisions[0], head) == titles


def _told(wire, revision, head):
    """Read on from one revision to another; gives the titles of the goals that were proposed on the way."""
    titles = []
    while revision < head:
        name, message = _named(wire)
        if name == "events":
            assert message["after"] == revision
            revision = message["revision"]
            titles += [event["data"]["title"]["fi"] for event in message["events"] if event["name"] == "goal_proposed"]
    return titles


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
