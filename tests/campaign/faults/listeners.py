"""Listeners who never read, and those who were asleep."""

import contextlib
import json
import os
import socket
from pathlib import Path

import websocket

from tests.campaign.faults.registry import fault
from tests.campaign.hearing import HANDSHAKE
from tests.campaign.people import propose
from tests.campaign.scene import Scene
from tests.faults.storm import at_once

DEAF = 50
LONG = 4000
# Some 50 frames of 4 kB each for 50 listeners, kept by each of them, would be many times this.
MOST_GROWTH = 40 * 2**20
MEASURES = 20


@fault()
def deaf(scene: Scene) -> None:
    """Fifty listeners finish the handshake and never read: it costs bounded memory and nobody else's time."""
    with contextlib.ExitStack() as standing:
        for number in range(DEAF):
            node = scene.place.nodes[number % len(scene.place.nodes)]
            person = scene.people[number % len(scene.people)]
            standing.enter_context(_deaf_listener(node.url, person.doors[0].token, scene.slug))
        before = _memory(scene.place.nodes)
        for _ in range(int(10 + 50 * scene.pace)):
            at_once(lambda p=person: propose(p, scene.room.theme_id, longest=LONG) for person in scene.people)
        scene.converge()
        growth = _memory(scene.place.nodes) - before

    def memory_stayed_bounded():
        """The nodes together did not grow by much for listeners who never read."""
        assert growth < MOST_GROWTH, f"{growth / 2**20:.0f} MB"

    scene.promises.append(memory_stayed_bounded)


@fault()
def asleep(scene: Scene) -> None:
    """Clients are away while hundreds or thousands of events pass: they catch up or start again.

    The clocks stay as they are: what twenty minutes bring is modelled by what happens in them.
    """
    sleepers = [scene.hearer(person.doors[0].token, f"{person.name}, asleep") for person in scene.people[2:4]]
    scene.hearers += sleepers
    for sleeper in sleepers:
        sleeper.sleep()
    fetched = [sleeper.fetched for sleeper in sleepers]
    with scene.load():
        for _ in range(int(scene.chance.randint(2, 100) * scene.pace) + 1):
            propose(scene.people[-1], scene.room.theme_id, measures=MEASURES)
    # Looked at before anybody wakes: who has started again already would seem to have missed nothing.
    missed = scene.lead.snapshot(scene.slug)["revision"] - min(sleeper.known["revision"] for sleeper in sleepers)
    for sleeper in sleepers:
        sleeper.wake()

    def nobody_started_again_for_little():
        """Those who missed little caught up without a new snapshot."""
        assert missed > 1000 or [sleeper.fetched for sleeper in sleepers] == fetched

    scene.promises.append(nobody_started_again_for_little)


@contextlib.contextmanager
def _deaf_listener(url, token, slug):
    wire = websocket.create_connection(
        url.replace("http://", "ws://") + HANDSHAKE,
        header=[f"Authorization: Bearer {token}"],
        timeout=30,
        # A small window is full at once.
        sockopt=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)],
    )
    plain = wire.sock
    wire.send("40" + json.dumps({"consultation": slug}))
    with contextlib.closing(plain):
        yield plain


def _memory(nodes):
    """Tell how many bytes the processes of the nodes hold together."""
    groups = {node.pid for node in nodes}
    pages = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            after_name = stat.read_text().rpartition(")")[2].split()
            if int(after_name[2]) in groups:
                pages += int(after_name[21])
    return pages * os.sysconf("SC_PAGE_SIZE")
