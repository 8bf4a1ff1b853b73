"""What moves without events: live tallies, one's own ballot in another tab, who is present, heartbeats."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from tests.nodes.client import Client
from tests.nodes.listener import Listener
from tests.wire.node_listener import NodeListener, chain_of
from tests.wire.room import Room, enter, until

CLIENTS = [Listener, NodeListener]


@pytest.fixture
def room(shared_server):
    """A consultation of this test's own."""
    room = enter(shared_server)
    yield room
    room.close()


def put_together(listener, round_id):
    """Make a tally from the frames of a round, as a client does."""
    tally = {"version": 0, "voters": 0, "goals": {}}
    for message in listener.named("tally"):
        frame = message.data
        if frame["round_id"] == round_id and frame["version"] >= tally["version"]:
            goals = frame["goals"] if frame["whole"] else {**tally["goals"], **frame["goals"]}
            tally = {"version": frame["version"], "voters": frame["voters"], "goals": goals}
    return tally


def figures(tally):
    """The part of a tally that frames have too."""
    return {name: tally[name] for name in ("version", "voters", "goals")}


@pytest.mark.parametrize(
    ("method", "values"),
    [("approve", [1, None]), ("dots", [1, 2, 3]), ("opinion", ["agree", "pass", "disagree"])],
)
def test_live_tallies_are_right_and_coalesced(room: Room, method, values):
    goals = room.goals(3)
    voting = room.opened("vote", method=method, secrecy="named", results="live")
    with ExitStack() as leaving:
        both = [
            leaving.enter_context(kind(room.server.url, client.token, room.slug))
            for kind, client in zip(CLIENTS, (room.aino, room.ville), strict=True)
        ]

        def vote(client, turns=12):
            for turn in range(turns):
                choices = {str(goals[turn % 3]): values[turn % len(values)]}
                answer = client.do(room.slug, "cast_ballot", round_id=voting, choices=choices)
                assert answer.status_code in (200, 422)

        with ThreadPoolExecutor(3) as crowd:
            list(crowd.map(vote, (room.aino, room.ville, room.lead)))
        # The frames end with what the ballots say, and with what everyone else sees.
        ballots = [c.snapshot(room.slug)["me"]["ballots"][str(voting)] for c in (room.aino, room.ville, room.lead)]
        wanted = recount(method, ballots, goals)
        until(lambda: all(put_together(listener, voting)["goals"] == wanted for listener in both), 5)
        tally = live(room, voting)
        assert (tally["voters"], tally["goals"]) == (3, wanted)
        for listener in both:
            assert put_together(listener, voting)["goals"] == tally["goals"]
            frames = [message.data for message in listener.named("tally")]
            assert len(frames) < 36
            assert frames[0]["whole"]
            versions = [frame["version"] for frame in frames]
            assert versions == sorted(set(versions))
        room.lead.done(room.slug, "close_round", round_id=voting)
        for listener in both:
            end = live(room, voting)
            last = listener.wait_for(lambda m, end=end: m.name == "tally" and m.data["version"] == end["version"])
            assert last.data["whole"]
            assert last.data["goals"] == end["goals"] == wanted


def recount(method, ballots, goals):
    """Count ballots anew, without the code under test."""

    def cells(values):
        if method == "opinion":
            return {opinion: values.count(opinion) for opinion in ("agree", "pass", "disagree")}
        return {"approve": len(values)} if method == "approve" else {"points": sum(values), "voters": len(values)}

    return {str(goal): cells([b[str(goal)] for b in ballots if str(goal) in b]) for goal in goals}


def test_a_hiding_sends_the_whole_tally_without_the_goal(room: Room):
    goals = room.goals(2)
    voting = room.opened("vote", secrecy="named", results="live")
    with NodeListener(room.server.url, room.aino.token, room.slug) as listener:
        room.ville.done(room.slug, "cast_ballot", round_id=voting, choices={str(goal): 1 for goal in goals})
        listener.wait_for(lambda message: message.name == "tally" and len(message.data["goals"]) == 2)
        room.lead.done(room.slug, "hide_goal", goal_id=goals[0], reason="Kahdesti")
        after = listener.wait_for(lambda message: message.name == "tally" and len(message.data["goals"]) == 1)
        assert after.data["whole"]
        assert after.data["goals"] == {str(goals[1]): {"approve": 1}}
        assert figures(live(room, voting)) == put_together(listener, voting)


def test_who_comes_is_told_a_whole_tally_first_and_then_the_changes(room: Room):
    one, other = (str(goal) for goal in room.goals(2))
    voting = room.opened("vote", secrecy="named", results="live")

    def vote(client, goal, listeners, voters):
        client.done(room.slug, "cast_ballot", round_id=voting, choices={goal: 1})
        told = [
            each.wait_for(lambda heard: heard.name == "tally" and heard.data["voters"] == voters) for each in listeners
        ]
        return [(frame.data["whole"], set(frame.data["goals"])) for frame in told]

    with Listener(room.server.url, room.aino.token, room.slug) as early:
        assert vote(room.aino, one, [early], 1) == [(True, {one, other})]
        with Listener(room.server.url, room.ville.token, room.slug) as late:
            # They may hold figures from before they lost the connection.
            assert vote(room.ville, one, [early, late], 2) == [(False, {one}), (True, {one, other})]
            assert vote(room.lead, other, [early, late], 3) == [(False, {other}), (False, {other})]


def test_confidential_live_tallies_move_only_when_enough_ballots_have_changed(room: Room):
    goal = str(room.goals(1)[0])
    crowd = [room.aino, room.ville, room.lead]
    for name in ("Kaisa", "Pekka"):
        crowd.append(Client(room.server.url))
        assert crowd[-1].join(room.code, name).status_code == 200
    # Live figures of a confidential vote are for where nobody new can join.
    room.lead.done(room.slug, "lock_workshop", workshop_id=room.workshop, locked=True)
    voting = room.opened("vote", secrecy="confidential", results="live", workshop_id=room.workshop)
    with Listener(room.server.url, room.aino.token, room.slug) as listener:
        for client in crowd[:4]:
            client.done(room.slug, "cast_ballot", round_id=voting, choices={goal: 1})
        time.sleep(2.5)
        assert listener.named("tally") == []
        assert room.aino.snapshot(room.slug)["tallies"] == {}
        crowd[4].done(room.slug, "cast_ballot", round_id=voting, choices={goal: 1})
        frame = listener.wait_for(lambda message: message.name == "tally").data
        assert (frame["voters"], frame["goals"]) == (5, {goal: {"approve": 5}})
    for client in crowd[3:]:
        client.close()


def test_hidden_results_send_no_tally_before_they_are_revealed(room: Room):
    goal = str(room.goals(1)[0])
    voting = room.opened("vote", secrecy="named")
    with NodeListener(room.server.url, room.aino.token, room.slug) as listener:
        room.ville.done(room.slug, "cast_ballot", round_id=voting, choices={goal: 1})
        room.lead.done(room.slug, "close_round", round_id=voting)
        listener.wait_for_event("round_closed", id=voting)
        time.sleep(1.5)
        assert listener.named("tally") == []
        room.lead.done(room.slug, "reveal_results", round_id=voting)
        listener.wait_for_event("results_revealed", id=voting)
        frame = listener.wait_for(lambda message: message.name == "tally").data
        assert (frame["whole"], frame["voters"], frame["goals"]) == (True, 1, {goal: {"approve": 1}})
        assert figures(live(room, voting)) == put_together(listener, voting)


@pytest.mark.parametrize("secrecy", ["named", "confidential", "secret"])
def test_casting_in_one_tab_is_told_to_the_others_of_the_same_person_alone(room: Room, secrecy):
    goal = str(room.goals(1)[0])
    voting = room.opened("vote", secrecy=secrecy)
    with ExitStack() as leaving:
        tabs = [leaving.enter_context(kind(room.server.url, room.aino.token, room.slug)) for kind in CLIENTS]
        other = leaving.enter_context(Listener(room.server.url, room.ville.token, room.slug))
        held = room.aino.snapshot(room.slug)
        room.aino.done(room.slug, "cast_ballot", round_id=voting, choices={goal: 1})
        now = room.aino.snapshot(room.slug)["me"]["version"]
        assert now > held["me"]["version"]
        for tab in tabs:
            tab.wait_for(lambda message: message.name == "me" and message.data == {"version": now}, 3)
        mine = room.aino.changes(room.slug, held["revision"], held["epoch"])["me"]
        assert mine["version"] == now
        assert mine["voted"] == [voting]
        assert mine["ballots"] == ({} if secrecy == "secret" else {str(voting): {goal: 1}})
        time.sleep(1.2)
        assert other.named("me") == []


def test_presence_counts_people_and_not_tabs(room: Room):
    def told(listener, count):
        return listener.wait_for(lambda message: message.name == "presence" and message.data == {"count": count})

    with Listener(room.server.url, room.aino.token, room.slug) as first:
        told(first, 1)
        with NodeListener(room.server.url, room.ville.token, room.slug) as second:
            told(first, 2)
            told(second, 2)
            with Listener(room.server.url, room.ville.token, room.slug) as tab:
                told(tab, 2)
                time.sleep(1.5)
        before = len(first.heard)
        assert {"count": 3} not in [message.data for message in first.named("presence")]
        first.wait_for(lambda message: message.name == "presence" and message.data == {"count": 1}, after=0)
        first.wait_for(lambda m: m.name == "presence" and m.data == {"count": 1}, 5, after=before - 1)


# A process beats by its own clock; it has asked its database already.
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True, scope="module")
def test_a_frame_comes_every_twenty_seconds_at_least_also_when_nothing_happens(room: Room):
    with ExitStack() as leaving:
        both = [
            leaving.enter_context(kind(room.server.url, client.token, room.slug))
            for kind, client in zip(CLIENTS, (room.aino, room.ville), strict=True)
        ]
        goal = str(room.goals(1)[0])
        voting = room.opened("vote")
        head = room.lead.snapshot(room.slug)["revision"]
        until(lambda: all(chain_of(listener)[-1:] and chain_of(listener)[-1][1] == head for listener in both), 5)
        quiet, beats = time.monotonic(), [len(chain_of(listener)) for listener in both]
        # Ballots ring without any event, and must not put the heartbeat off.
        while time.monotonic() < quiet + 20 and any(
            len(chain_of(listener)) == seen for listener, seen in zip(both, beats, strict=True)
        ):
            room.aino.done(room.slug, "cast_ballot", round_id=voting, choices={goal: 1})
            time.sleep(0.45)
        for listener, seen in zip(both, beats, strict=True):
            beat = listener.named("events")[seen]
            assert beat.at - quiet < 20
            assert (beat.data["after"], beat.data["revision"], beat.data["events"]) == (head, head, [])


def live(room, voting):
    """The tally that a snapshot shows."""
    return room.ville.snapshot(room.slug)["tallies"][str(voting)]
