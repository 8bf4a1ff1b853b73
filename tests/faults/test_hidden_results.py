"""With hidden results nothing that leaves the server tells one vote from many; live figures move in steps."""

import json
import time

VOTERS = 12
STEP = 5
# A process looks at what it has to tell once a second at least.
TURN_SECONDS = 1.4
SECRECIES = ["named", "confidential", "secret"]
UNLIKE = {"Date", "Content-Length", "Set-Cookie"}
# Facilitators are told how many have voted (test_turnout.py); that is all that they are told.
LEADS_UNLIKE = {*UNLIKE, "ETag"}


def test_one_vote_and_many_look_the_same_to_everyone(room, second_server):
    goals = room.goals(3)
    people = room.people(VOTERS + 1)
    observer = people.pop()
    rounds = {
        room.vote(method="dots", points=5, secrecy=secrecy, results=results): results
        for results in ("on_reveal", "at_close")
        for secrecy in SECRECIES
    }
    watchers = [observer, room.lead]
    listeners = [room.listen(watcher, server) for watcher in watchers for server in (None, second_server)]
    for listener in listeners:
        listener.wait_for(lambda message: message.name == "presence" and message.data["count"] == len(watchers), 10)
    since = room.lead.snapshot(room.slug)["revision"]
    _settle(listeners)
    seen = []
    for voters in (people[:1], people[1:]):
        before = [len(listener.heard) for listener in listeners]
        for number, voter in enumerate(voters):
            for round_id in rounds:
                chosen = {goals[number % 3]: 1 + number % 5}
                voter.done(room.slug, "cast_ballot", round_id=round_id, choices=chosen)
        _settle(listeners)
        heard = [_told(listener, after) for listener, after in zip(listeners, before, strict=True)]
        read = [each for watcher in watchers for each in _bytes(room, watcher, since)]
        seen.append((read, heard))
    (read_after_one, heard_of_one), (read_after_many, heard_of_many) = seen
    for one, many in zip(read_after_one, read_after_many, strict=True):
        assert one == many
    assert heard_of_one == heard_of_many == [[]] * len(listeners)
    for round_id, results in rounds.items():
        tally = room.finish(round_id) if results == "on_reveal" else _close(room, round_id)
        assert tally["voters"] == VOTERS


def test_between_close_and_reveal_nobody_learns_the_results(room):
    goals, people = room.goals(2), room.people(3)
    round_id = room.vote(method="approve", results="on_reveal")
    for person in people:
        person.done(room.slug, "cast_ballot", round_id=round_id, choices={goals[0]: 1})
    room.do("close_round", round_id=round_id)
    for watcher in (room.lead, people[0]):
        seen = watcher.snapshot(room.slug)
        assert str(round_id) not in seen["tallies"]
        assert str(round_id) not in watcher.changes(room.slug, 0, seen["epoch"])["tallies"]
    assert room.reveal(round_id)["goals"][goals[0]] == {"approve": 3}


def test_live_figures_of_a_confidential_round_move_once_in_five_ballots(room):
    goals, people = room.goals(1), room.people(VOTERS)
    round_id = _live(room)
    listener = room.listen(room.lead)
    moves = []
    for voter in people:
        voter.done(room.slug, "cast_ballot", round_id=round_id, choices={goals[0]: 1})
        time.sleep(0.15)
        moves.append(room.lead.snapshot(room.slug)["tallies"].get(str(round_id), {"voters": 0})["voters"])
    _settle([listener])
    assert set(moves) == {0, 5, 10}
    assert moves.index(5) >= 4
    assert moves.index(10) >= 9
    told = [message.data["voters"] for message in listener.named("tally") if message.data["round_id"] == round_id]
    assert told == [5, 10]


def test_one_person_who_changes_a_ballot_many_times_moves_no_live_figure(room):
    goals, people = room.goals(2), room.people(STEP)
    restless = people[0]
    round_id = _live(room)
    listener = room.listen(room.lead)
    for choice in (1, None) * STEP:
        restless.done(room.slug, "cast_ballot", round_id=round_id, choices={goals[0]: choice})
    _settle([listener])
    assert str(round_id) not in room.lead.snapshot(room.slug)["tallies"]
    for voter in people:
        voter.done(room.slug, "cast_ballot", round_id=round_id, choices={goals[1]: 1})
    _settle([listener])
    shown = room.tally(round_id)
    assert shown["voters"] == STEP
    for choice in (1, None) * STEP + (1,):
        restless.done(room.slug, "cast_ballot", round_id=round_id, choices={goals[0]: choice})
    _settle([listener])
    assert room.tally(round_id) == shown
    told = [message.data for message in listener.named("tally") if message.data["round_id"] == round_id]
    assert [each["voters"] for each in told] == [STEP]


def test_live_figures_of_a_secret_round_are_not_there_before_its_close(room):
    goals, people = room.goals(1), room.people(VOTERS)
    round_id = room.vote(method="approve", secrecy="secret", results="live")
    listener = room.listen(room.lead)
    for voter in people:
        voter.done(room.slug, "cast_ballot", round_id=round_id, choices={goals[0]: 1})
    _settle([listener])
    assert str(round_id) not in room.lead.snapshot(room.slug)["tallies"]
    assert listener.named("tally") == []
    assert _close(room, round_id)["voters"] == VOTERS


def _live(room):
    """Open a confidential vote with live figures, in a workshop that is locked for newcomers."""
    room.do("lock_workshop", workshop_id=room.workshop_id, locked=True)
    return room.vote(
        method="approve",
        secrecy="confidential",
        results="live",
        totals="threshold",
        workshop_id=room.workshop_id,
    )


def _close(room, round_id):
    room.do("close_round", round_id=round_id)
    return room.tally(round_id)


def _settle(listeners):
    """Wait until what was to be told would have been told."""
    time.sleep(TURN_SECONDS)
    assert all(listener.connected for listener in listeners)


def _told(listener, after):
    # The heartbeat says nothing but that the connection stands.
    return [
        (message.name, message.data)
        for message in listener.heard[after:]
        if not (message.name == "events" and not message.data["events"]) and message.name != "turnout"
    ]


def _bytes(room, watcher, since):
    """What the two ways of reading give, byte for byte but for what tells the time."""
    seen = []
    for path in ("snapshot", f"changes?since={since}"):
        answer = watcher.request("GET", f"/api/v1/consultations/{room.slug}/{path}")
        assert answer.status_code == 200
        varying = [answer.json()["now"].encode()]
        leads = watcher is room.lead
        if leads:
            turnouts = json.dumps(answer.json()["turnouts"], separators=(",", ":"))
            varying.append(f'"turnouts":{turnouts}'.encode())
        content = answer.content
        for each in varying:
            assert content.count(each) == 1
            content = content.replace(each, b"")
        unlike = LEADS_UNLIKE if leads else UNLIKE
        seen += [content, {name: value for name, value in answer.headers.items() if name not in unlike}]
    return seen
