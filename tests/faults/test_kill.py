"""The server is killed without warning: what was acknowledged is there, and sending the rest again doubles nothing."""

import threading
import time
from uuid import uuid4

import pytest
import requests

from tests.faults.room import Room

KILLS = 3
AUTHORS = 8


@pytest.fixture
def own_room(server):
    """A room on a server of this test's own, which may be killed."""
    room = Room(server)
    yield room
    room.close()


def test_what_was_acknowledged_between_two_kills_is_there_once(own_room):
    room = own_room
    titles = []
    for number in range(KILLS):
        titles.append(f"Acknowledged ({number})")
        room.do("propose_goal", theme_id=room.theme_id, title=titles[-1])
        room.server.kill9()
        room.server.start()
    assert _titles(room) == titles


def test_a_storm_of_proposals_survives_being_killed_in_its_midst(own_room):
    room = own_room
    authors = room.people(AUTHORS)
    _open(room, kind="propose")
    sent: dict[str, str] = {}
    acknowledged: dict[str, int] = {}
    for kill in range(KILLS):
        lost = _storm(
            room,
            authors,
            acknowledged,
            lambda author, key: author.do(room.slug, "propose_goal", key=key, theme_id=room.theme_id, title=sent[key]),
            lambda number, kill=kill: _remember(sent, f"{kill}-{number}"),
        )
        seen = {goal["id"]: goal["title"]["fi"] for goal in room.lead.snapshot(room.slug)["goals"]}
        assert {goal_id: seen.get(goal_id) for goal_id in acknowledged.values()} == {
            goal_id: sent[key] for key, goal_id in acknowledged.items()
        }
        for author, key in lost:
            again = author.done(room.slug, "propose_goal", key=key, theme_id=room.theme_id, title=sent[key])
            acknowledged[key] = again["goal_id"]
    assert len(acknowledged) > KILLS * AUTHORS
    assert sorted(_titles(room)) == sorted(sent.values())
    assert len(set(acknowledged.values())) == len(sent)


@pytest.mark.parametrize("secrecy", ["confidential", "secret"])
def test_a_storm_of_ballots_survives_being_killed_in_its_midst(own_room, secrecy):
    room = own_room
    voters = room.people(30)
    goals = room.goals(len(voters))
    round_id = room.vote(method="approve", secrecy=secrecy)
    whose = {voter.token: goal for voter, goal in zip(voters, goals, strict=True)}
    cast: dict[str, int] = {}
    waiting = list(voters)
    keys = {voter.token: str(uuid4()) for voter in voters}

    def vote(voter, key):
        return voter.do(room.slug, "cast_ballot", key=key, round_id=round_id, choices={whose[voter.token]: 1})

    lost = _storm(room, waiting, cast, vote, lambda number: None, keys=keys, enough=8)
    for voter in voters:
        me = voter.snapshot(room.slug)["me"]
        assert keys[voter.token] not in cast or round_id in me["voted"]
    for voter, key in [*lost, *((voter, keys[voter.token]) for voter in voters)]:
        assert vote(voter, key).json()["result"] == {"round_id": round_id, "version": 1}
    tally = room.finish(round_id)
    assert tally["voters"] == len(voters)
    assert {cells["approve"] for cells in tally["goals"].values()} == {1}


def _storm(room, people, acknowledged, send, prepare, keys=None, enough=40):
    """Let people send, kill the server when enough is acknowledged, start it; return (person, key) without an answer.

    With `keys` (by token) each sends once; without, new ones until the server is gone.
    """
    unanswered, lock = [], threading.Lock()
    begun = len(acknowledged)
    queue = iter(people) if keys else None

    def turn(person):
        number = 0
        while True:
            if keys:
                with lock:
                    person = next(queue, None)
                if person is None:
                    return
            key = keys[person.token] if keys else prepare(f"{person.participant['id']}-{number}")
            number += 1
            try:
                answer = send(person, key)
                assert answer.status_code == 200, answer.text
            except requests.RequestException:
                with lock:
                    unanswered.append((person, key))
                return
            with lock:
                acknowledged[key] = answer.json()["result"].get("goal_id")

    threads = [threading.Thread(target=turn, args=[person]) for person in people[:AUTHORS]]
    for thread in threads:
        thread.start()
    end = time.monotonic() + 60
    while len(acknowledged) < begun + enough and time.monotonic() < end:
        time.sleep(0.001)
    room.server.kill9()
    for thread in threads:
        thread.join(60)
    assert len(acknowledged) >= begun + enough
    assert unanswered
    room.server.start()
    return unanswered


def _remember(sent, title):
    key = str(uuid4())
    sent[key] = title
    return key


def _open(room, **fields):
    round_id = room.do("create_round", title="A round", **fields)["round_id"]
    room.do("open_round", round_id=round_id)


def _titles(room):
    return [goal["title"]["fi"] for goal in room.lead.snapshot(room.slug)["goals"]]
