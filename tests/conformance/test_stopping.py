"""A process that is told to stop under load: listeners are told, it ends soon, and nothing acknowledged is lost."""

import threading
from contextlib import ExitStack

import pytest
import requests

from tests.faults.room import Room

SECONDS = 20


@pytest.fixture
def leaving(server):
    """A room on a server of this test's own, which will be stopped."""
    room = Room(server)
    yield room
    room.close()


def test_a_process_that_stops_under_load_tells_its_listeners_and_loses_nothing(server, leaving):
    room, stopped = leaving, threading.Event()
    goals, people = room.goals(2), room.people(8)
    round_id = room.vote(method="dots", points=100, secrecy="named")
    room.do("open_round", round_id=room.do("create_round", kind="propose", title="Propose")["round_id"])
    listeners = [room.listen(person) for person in people[:3]]
    acknowledged: list[dict] = [{} for _ in people]

    def go_on(person, mine):
        points = 0
        while not stopped.is_set():
            points += 1
            try:
                answer = person.do(room.slug, "cast_ballot", round_id=round_id, choices={goals[0]: points % 100})
                if answer.status_code == 200:
                    mine["points"] = points % 100
                    mine["version"] = answer.json()["result"]["version"]
            except requests.RequestException:
                return

    with ExitStack() as ending:
        crowd = [threading.Thread(target=go_on, args=pair) for pair in zip(people, acknowledged, strict=True)]
        for each in crowd:
            each.start()
            ending.callback(each.join)
        ending.callback(stopped.set)
        listeners[0].wait_for(lambda message: message.name == "me", SECONDS)
        assert server.terminate(SECONDS) == 0
    for listener in listeners:
        assert listener.wait_for(lambda message: message.name == "bye", SECONDS).data == {"reason": "restart"}
        listener.wait_for(lambda message: message.name == "disconnect", SECONDS)
    server.start()
    for person, mine in zip(people, acknowledged, strict=True):
        stored = person.snapshot(room.slug)["me"]["ballots"][str(round_id)][goals[0]]
        # The last one may have been stored without its answer having come through.
        assert stored in (mine["points"], (mine["points"] + 1) % 100)
    assert room.finish(round_id)["voters"] == len(people)
    people[0].done(room.slug, "propose_goal", theme_id=room.theme_id, title="After the restart")


def test_the_other_process_goes_on_and_takes_over(server, leaving, database_kind):
    room = leaving
    other = server.sibling()
    [person] = room.people(1)
    listener = room.listen(person, other)
    [tab] = room.tabs(person, 1, [other])
    before = tab.snapshot(room.slug)["revision"]
    assert server.terminate(SECONDS) == 0
    tab.done(room.slug, "rename_me", name="On the other process")
    listener.wait_for(lambda m: m.name in ("events", "me"), SECONDS)
    assert tab.snapshot(room.slug)["revision"] > before
    assert not listener.named("bye")
