"""Facilitators are told how many have voted: singly where choices are public, in steps or not at all elsewhere."""

import time

import pytest

from tests.pairs.applying import apply_turnout

VOTERS = 12
STEP = 5
# A process looks at what it has to tell once a second.
TURN_SECONDS = 1.4


@pytest.mark.parametrize(
    ("results", "secrecy", "steps"),
    [
        ("live", "named", list(range(VOTERS + 1))),
        ("live", "confidential", [0, STEP, 2 * STEP]),
        ("on_reveal", "confidential", [0, STEP, 2 * STEP]),
        ("on_reveal", "secret", [None]),
    ],
)
def test_the_turnout_moves_only_as_live_figures_may(room, second_server, secrecy, steps, results):
    goals, people = room.goals(1), room.people(VOTERS)
    # Live figures of a confidential vote are for where nobody new can join.
    room.do("lock_workshop", workshop_id=room.workshop_id, locked=True)
    round_id = room.vote(method="approve", secrecy=secrecy, results=results, workshop_id=room.workshop_id)
    listeners = [room.listen(room.lead, server) for server in (None, second_server)]
    told = [turnout(room.lead, room, round_id)]
    for voter in people:
        voter.done(room.slug, "cast_ballot", round_id=round_id, choices={goals[0]: 1})
        told.append(turnout(room.lead, room, round_id))
    assert sorted(set(told), key=told.index) == steps
    assert told.index(steps[-1]) == (steps[-1] or 0)
    last = {"round_id": round_id, "voters": steps[-1]}
    for listener in listeners if steps[-1] else ():
        listener.wait_for(lambda message: message.name == "turnout" and last.items() <= message.data.items(), 10)
    time.sleep(TURN_SECONDS)
    for listener in listeners:
        heard = [message.data for message in listener.named("turnout")]
        assert {frozenset(frame) for frame in heard} <= {frozenset({"round_id", "voters", "now"})}
        voters = [frame["voters"] for frame in heard if frame["round_id"] == round_id]
        assert voters == sorted(set(voters) & set(steps))
        assert voters[-1:] == [each for each in steps[-1:] if each is not None]


@pytest.mark.parametrize("secrecy", ["named", "confidential"])
def test_only_those_who_lead_are_told(room, secrecy):
    goals, people = room.goals(1), room.people(STEP + 1)
    *voters, watcher = people
    listener = room.listen(watcher)
    before = watcher.snapshot(room.slug)
    round_id = room.vote(method="approve", secrecy=secrecy)
    for voter in voters:
        voter.done(room.slug, "cast_ballot", round_id=round_id, choices={goals[0]: 1})
    time.sleep(TURN_SECONDS)
    assert turnout(room.lead, room, round_id) == STEP
    assert watcher.snapshot(room.slug)["turnouts"] == {}
    assert watcher.changes(room.slug, before["revision"], before["epoch"])["turnouts"] == {}
    assert listener.named("turnout") == []


def test_one_person_who_changes_a_ballot_many_times_is_counted_once(room):
    goals, people = room.goals(2), room.people(2)
    rounds = [room.vote(method="approve", secrecy=secrecy) for secrecy in ("named", "confidential")]
    for _ in range(STEP):
        for goal in goals:
            for round_id in rounds:
                people[0].done(room.slug, "cast_ballot", round_id=round_id, choices={goal: 1})
    assert [turnout(room.lead, room, round_id) for round_id in rounds] == [1, 0]


def test_after_the_close_there_is_none(room):
    goals, people = room.goals(1), room.people(2)
    round_id = room.vote(method="approve", secrecy="named")
    listener = room.listen(room.lead)
    for voter in people:
        voter.done(room.slug, "cast_ballot", round_id=round_id, choices={goals[0]: 1})
    listener.wait_for(lambda message: message.name == "turnout" and message.data["voters"] == 2)
    before = room.lead.snapshot(room.slug)
    late = {"round_id": round_id, "voters": 2}
    assert apply_turnout({**before, "turnouts": {}}, late)["turnouts"] == {str(round_id): 2}
    room.do("close_round", round_id=round_id)
    after = room.lead.snapshot(room.slug)
    assert (before["turnouts"], after["turnouts"]) == ({str(round_id): 2}, {})
    assert apply_turnout(after, late) == after


def test_who_comes_back_is_told_what_they_missed(room):
    goals, people = room.goals(1), room.people(1)
    round_id = room.vote(method="approve", secrecy="named")
    people[0].done(room.slug, "cast_ballot", round_id=round_id, choices={goals[0]: 1})
    first = room.listen(room.lead)
    first.wait_for(lambda message: message.name == "turnout")
    again = room.listen(room.lead)
    again.wait_for(lambda message: message.name == "turnout" and message.data["voters"] == 1)


def turnout(client, room, round_id):
    """The turnout of a round in a client's snapshot, which is also what a client catches up with."""
    seen = client.snapshot(room.slug)
    assert client.changes(room.slug, seen["revision"], seen["epoch"])["turnouts"] == seen["turnouts"]
    return seen["turnouts"].get(str(round_id))
