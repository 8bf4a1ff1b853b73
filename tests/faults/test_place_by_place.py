"""While results are shown place by place, nothing that leaves the server depends on what is not shown yet."""

import json
import re
import time

# The last three places of both votes are the same, all else differs: figures, order, ties, and how many voted.
ALIKE = {0: 0, 1: 1, 2: 1}
ONE = {**ALIKE, 3: 3, 4: 5, 5: 7}
OTHER = {**ALIKE, 3: 6, 4: 6, 5: 2}
VOTERS = 7
TURN_SECONDS = 1.4
# What two rounds never have in common.
OWN = re.compile(
    r'"(?:id|round_id|revision|after|number|position|now|key|commitment|closed_at|opened_at|called_at|at)":\s*(?:"[^"]*"|\d+)'
)


def test_two_votes_that_differ_in_what_is_not_shown_look_the_same_to_everyone(room, second_server):
    goals, people = room.goals(6), room.people(VOTERS)
    votes = [room.vote(method="approve", secrecy="named") for _ in range(2)]
    for round_id, wanted in zip(votes, (ONE, OTHER), strict=True):
        for number, person in enumerate(people):
            chosen = {goals[place]: 1 for place, amount in wanted.items() if amount > number}
            if chosen:
                person.done(room.slug, "cast_ballot", round_id=round_id, choices=chosen)
        room.do("close_round", round_id=round_id)
    watchers = [people[0], room.lead]
    listeners = [room.listen(watcher, server) for watcher in watchers for server in (None, second_server)]
    time.sleep(TURN_SECONDS)
    for step in range(2):
        looks = [_look(room, listeners, watchers, round_id, other) for round_id, other in (votes, votes[::-1])]
        assert looks[0] == looks[1], f"step {step + 1}"
        shown = room.tally(votes[0])
        assert sorted(shown["goals"]) == sorted([goals[0]] if step == 0 else goals[:3])
        assert shown["voters"] is None
    for round_id, voters in zip(votes, (7, 6), strict=True):
        assert room.reveal(round_id)["voters"] == voters


def _look(room, listeners, watchers, round_id, other):
    """Take the next step of a vote; return all that leaves the server, without what tells one round from another."""
    before = [len(listener.heard) for listener in listeners]
    since = room.lead.snapshot(room.slug)["revision"]
    answer = room.lead.do(room.slug, "reveal_next", round_id=round_id)
    assert answer.status_code == 200
    time.sleep(TURN_SECONDS)
    heard = [
        [(message.name, _plain(message.data)) for message in listener.heard[after:] if _says(message)]
        for listener, after in zip(listeners, before, strict=True)
    ]
    read = [_plain(answer.json())]
    for watcher in watchers:
        seen = watcher.snapshot(room.slug)
        read.append(_plain(seen["tallies"][str(round_id)]))
        read.append(_plain(next(each for each in seen["rounds"] if each["id"] == round_id)))
        missed = watcher.changes(room.slug, since, seen["epoch"])
        assert str(other) not in missed["tallies"]
        read.append(_plain([missed["events"], list(missed["tallies"].values())]))
        page = watcher.request("GET", f"/c/{room.slug}/results").text
        read.append(_section(page, round_id))
    return read, heard


def _says(message):
    return not (message.name == "events" and not message.data["events"]) and message.name not in ("presence", "present")


def _plain(data):
    return OWN.sub("", json.dumps(data))


def _section(page, round_id):
    """The round's part of the page of results, as bytes that can be compared."""
    begin = page.index(f'id="results-{round_id}"')
    section = page[begin : page.index("</section>", begin)]
    return re.sub(rf"results-{round_id}\b", "results-N", re.sub(r"[0-9a-f]{64}|\d+[.:]\d\d", "", section))
