"""A ballot that races the close of its round is counted or refused, never anything else."""

import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from tests.faults.room import Room
from tests.faults.storm import refusals
from tests.nodes.client import Client

PEOPLE = 40
AT_ONCE = 10
SECRECIES = ["named", "confidential", "secret"]


@dataclass
class Hall:
    """A consultation with as many goals as people, who come in by both processes."""

    room: Room
    goals: list[str]
    voters: list[Client]


@pytest.fixture(scope="module")
def hall(shared_server, second_server) -> Iterator[Hall]:
    """One hall for all rounds that many race: who voted in one is there for the next."""
    room = Room(shared_server)
    servers = [shared_server, second_server]
    voters = [
        room.tabs(person, 1, [servers[number % len(servers)]])[0] for number, person in enumerate(room.people(PEOPLE))
    ]
    yield Hall(room, room.goals(PEOPLE), voters)
    room.close()


@pytest.mark.parametrize("secrecy", SECRECIES)
def test_ballots_that_race_a_close_by_hand_are_counted_or_refused(hall, secrecy):
    room, goals, voters = hall.room, hall.goals, hall.voters
    for repetition in range(3):
        round_id = room.vote(method="approve", secrecy=secrecy)
        chance = random.Random(repetition)
        seen_before_the_close = chance.randrange(1, PEOPLE - 2 * AT_ONCE)
        answered = []

        def cast(voter, goal, round_id=round_id, answered=answered):
            answer = voter.do(room.slug, "cast_ballot", round_id=round_id, choices={goal: 1})
            answered.append(answer)
            return answer

        with ThreadPoolExecutor(AT_ONCE) as threads:
            casting = [threads.submit(cast, *each) for each in zip(voters, goals, strict=True)]
            while len(answered) < seen_before_the_close:
                time.sleep(0.001)
            room.do("close_round", round_id=round_id)
            answers = [each.result() for each in casting]
        _check(room, round_id, goals, answers)


def test_a_close_does_not_wait_until_nobody_votes_any_more(room, second_server):
    """Shares of a lock are given past whoever waits for the whole of it, if nobody sees to it that they are not."""
    goals, people = room.goals(1), room.people(AT_ONCE)
    voters = [tab for person in people for tab in room.tabs(person, 2, [room.server, second_server])]
    round_id = room.vote(method="approve", secrecy="named")
    closed = threading.Event()

    def keep_voting(voter):
        answer = voter.do(room.slug, "cast_ballot", round_id=round_id, choices={goals[0]: 1})
        while answer.ok and not closed.is_set():
            answer = voter.do(room.slug, "cast_ballot", round_id=round_id, choices={goals[0]: 1})
        return answer

    with ThreadPoolExecutor(len(voters)) as threads:
        voting = [threads.submit(keep_voting, voter) for voter in voters]
        time.sleep(0.5)
        try:
            room.do("close_round", round_id=round_id)
        finally:
            closed.set()
    assert set(refusals(each.result() for each in voting)) <= {"round_closed"}


@pytest.mark.parametrize("secrecy", SECRECIES)
def test_ballots_that_race_the_clock_are_counted_or_refused(hall, secrecy):
    room, goals, voters = hall.room, hall.goals, hall.voters
    closes_at = datetime.now(UTC) + timedelta(seconds=3)
    round_id = room.vote(method="approve", secrecy=secrecy, closes_at=closes_at.isoformat())
    moments = [closes_at.timestamp() - 0.5 + 0.9 * number / PEOPLE for number in range(PEOPLE)]

    def cast(voter, goal, moment):
        time.sleep(max(0, moment - time.time()))
        return voter.do(room.slug, "cast_ballot", round_id=round_id, choices={goal: 1})

    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(threads.map(cast, voters, goals, moments))
    _check(room, round_id, goals, answers)


def test_a_round_that_the_clock_has_closed_takes_no_ballot_before_anything_has_settled_it(room):
    goals, [voter] = room.goals(1), room.people(1)
    closes_at = datetime.now(UTC) + timedelta(seconds=3)
    round_id = room.vote(method="approve", results="at_close", closes_at=closes_at.isoformat())
    time.sleep(max(0, closes_at.timestamp() - time.time()))
    answer = voter.do(room.slug, "cast_ballot", round_id=round_id, choices={goals[0]: 1})
    assert (answer.status_code, answer.json()["code"]) == (409, "round_closed")
    until = time.monotonic() + 10
    while _state_in(seen := voter.snapshot(room.slug), round_id) == "open":
        assert str(round_id) not in seen["tallies"]
        assert time.monotonic() < until
    # It was closed at its time, whenever it was settled.
    closed_at = datetime.fromisoformat(room.round(round_id)["closed_at"])
    assert abs(closed_at - closes_at) < timedelta(milliseconds=2)
    assert room.tally(round_id)["voters"] == 0


def _state_in(snapshot, round_id):
    return next(each["state"] for each in snapshot["rounds"] if each["id"] == round_id)


def _check(room, round_id, goals, answers):
    acknowledged = {goal for goal, answer in zip(goals, answers, strict=True) if answer.ok}
    assert set(refusals(answers)) == {"round_closed"}
    assert 0 < len(acknowledged) < PEOPLE
    tally = room.reveal(round_id)
    assert tally["voters"] == len(acknowledged)
    assert {goal: cells["approve"] for goal, cells in tally["goals"].items()} == {
        goal: int(goal in acknowledged) for goal in goals
    }
