"""What happens at one door is heard at every other, in order, and is what replay and a fresh snapshot show."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from uuid import uuid4

import websocket

from tests.pairs.applying import apply_batch, apply_tally
from tests.wire.room import until

SECONDS = 10


def told(start: dict, listener) -> dict:
    """Move a snapshot on by all that a listener heard."""
    known = start
    for message in listener.named("events"):
        known = apply_batch(known, message.data)
        assert known is not None, f"{message.data} does not go on from what was heard before"
    return known


def same(known: dict, fresh: dict) -> bool:
    """Whether two snapshots show the same, but for the moment and one's own part, which is fetched."""
    apart = ("now", "me", "tallies", "turnouts")
    return {k: v for k, v in known.items() if k not in apart} == {k: v for k, v in fresh.items() if k not in apart}


def test_everyone_hears_everything_once_and_in_order(house, room):
    people = room.people(4)
    tabs = [room.tabs(person, 1, [door])[0] for person, door in zip(people, [house.first, house.last] * 2, strict=True)]
    room.do("open_round", round_id=room.do("create_round", kind="propose", title="Propose")["round_id"])
    listeners = [room.listen(tabs[0], house.first), room.listen(tabs[1], house.last)]
    starts = [tab.snapshot(room.slug) for tab in tabs[:2]]

    def propose(tab):
        for number in range(5):
            tab.done(room.slug, "propose_goal", theme_id=room.theme_id, title=f"Goal {number}")

    with ThreadPoolExecutor(4) as crowd:
        list(crowd.map(propose, tabs))
    for start, tab, listener in zip(starts, tabs, listeners, strict=False):
        head = tab.snapshot(room.slug)
        listener.wait_for(lambda m, end=head["revision"]: m.name == "events" and m.data["revision"] >= end, SECONDS)
        assert same(told(start, listener), head)
        missed = tab.changes(room.slug, start["revision"], start["epoch"])
        heard = [event for event in listener.events() if event["revision"] > start["revision"]]
        assert heard == missed["events"]
        assert len(heard) >= 20


def test_a_command_sent_at_both_doors_at_once_is_done_once(house, room):
    [person] = room.people(1)
    room.do("open_round", round_id=room.do("create_round", kind="propose", title="Propose")["round_id"])
    key, tabs = str(uuid4()), room.tabs(person, 10, house.nodes)
    asked = {"theme_id": room.theme_id, "title": "Only once"}
    with ThreadPoolExecutor(10) as crowd:
        answers = list(crowd.map(lambda tab: tab.do(room.slug, "propose_goal", key=key, **asked), tabs))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["result"]["goal_id"] for answer in answers}) == 1
    assert len(room.lead.snapshot(room.slug)["goals"]) == 1


def test_live_figures_end_at_every_door_with_what_the_ballots_say(house, room):
    goals, people = room.goals(3), room.people(6)
    round_id = room.vote(method="dots", points=6, secrecy="named", results="live")
    listeners = [room.listen(people[0], house.first), room.listen(people[1], house.last)]
    start = room.lead.snapshot(room.slug)

    def vote(person):
        [tab] = room.tabs(person, 1, [house.last])
        for points in (1, 2, 3):
            tab.done(room.slug, "cast_ballot", round_id=round_id, choices={goals[0]: points, goals[1]: 1})

    with ThreadPoolExecutor(6) as crowd:
        list(crowd.map(vote, people))
    final = room.finish(round_id)
    assert final["goals"][goals[0]] == {"points": 18, "voters": 6}

    def figures(listener):
        known = start
        for message in listener.named("tally"):
            known = apply_tally(known, message.data) or known
        return known["tallies"].get(str(round_id))

    for listener in listeners:
        until(lambda each=listener: figures(each) == final, SECONDS)


def test_ones_own_ballot_is_told_at_the_other_door(house, room):
    [goal, _], [person] = room.goals(2), room.people(1)
    round_id = room.vote(method="approve", secrecy="named")
    listener = room.listen(person, house.last)
    before = person.snapshot(room.slug)["me"]["version"]
    [tab] = room.tabs(person, 1, [house.first])
    tab.done(room.slug, "cast_ballot", round_id=round_id, choices={goal: 1})
    listener.wait_for(lambda message: message.name == "me" and message.data["version"] > before, SECONDS)
    [other] = room.tabs(person, 1, [house.last])
    assert other.snapshot(room.slug)["me"]["ballots"][str(round_id)] == {goal: 1}


def test_people_are_counted_over_all_doors_and_each_once(house, room):
    people = room.people(3)
    listeners = [room.listen(people[0], house.first), room.listen(people[1], house.last)]
    listeners += [room.listen(people[2], house.first), room.listen(people[2], house.last)]

    def counted():
        return [[each.data["count"] for each in listener.named("presence")][-1:] for listener in listeners]

    until(lambda: counted() == [[3]] * 4, SECONDS)
    leaving = listeners.pop(1)
    leaving.close()
    until(lambda: counted() == [[2]] * 3, SECONDS)


def test_who_never_reads_holds_nobody_up(house, room):
    person, *silent = room.people(6)
    room.do("open_round", round_id=room.do("create_round", kind="propose", title="Propose")["round_id"])
    address = house.last.url.replace("http://", "ws://") + "/socket.io/?EIO=4&transport=websocket"
    with ExitStack() as leaving:
        for each in silent:
            wire = websocket.create_connection(address, header=[f"Authorization: Bearer {each.token}"], timeout=30)
            leaving.enter_context(closing(wire.sock))
            wire.recv()
            wire.send("40" + json.dumps({"consultation": room.slug}))
        listener = room.listen(person, house.last)
        for number in range(40):
            room.do("propose_goal", theme_id=room.theme_id, title=f"Goal {number}", rationale="å" * 4900)
        head = room.lead.snapshot(room.slug)["revision"]
        listener.wait_for(lambda m: m.name == "events" and m.data["revision"] >= head, SECONDS)
