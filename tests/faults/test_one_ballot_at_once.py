"""One person, many tabs, one ballot: no interleaving overspends a budget or wipes an acknowledged choice."""

import random
from uuid import uuid4

import pytest

from tests.faults.storm import at_once, refusals, results

REQUESTS = 100


def test_a_hundred_parallel_ballots_of_one_person_never_overspend(room, shared_server, second_server):
    budget = 40
    goals = room.goals(REQUESTS)
    round_id = room.vote(method="dots", points=budget, secrecy="confidential")
    [voter] = room.people(1)
    asked = [{goal: 1 + number % 3} for number, goal in enumerate(goals)]
    answers = _cast_at_once(room, voter, round_id, asked, [shared_server, second_server])

    acknowledged = [choices for choices, answer in zip(asked, answers, strict=True) if answer.ok]
    refused = [choices for choices, answer in zip(asked, answers, strict=True) if not answer.ok]
    assert set(refusals(answers)) == {"invalid"}
    assert _ballot(room, voter, round_id) == {goal: dots for each in acknowledged for goal, dots in each.items()}
    spent = sum(_ballot(room, voter, round_id).values())
    # Nothing was refused that would have fitted in: what was refused last fits no better now.
    assert budget - min(sum(each.values()) for each in refused) < spent <= budget
    assert sorted(each["version"] for each in results(answers)) == list(range(1, len(acknowledged) + 1))
    tally = room.finish(round_id)
    assert tally["voters"] == 1
    assert sum(cells["points"] for cells in tally["goals"].values()) == spent


@pytest.mark.parametrize("method", ["dots", "opinion"])
def test_what_is_on_the_ballot_is_what_the_acknowledged_answers_give_in_their_order(
    room, shared_server, second_server, method
):
    goals = room.goals(8)
    round_id = room.vote(method=method, **({"points": 12} if method == "dots" else {}))
    [voter] = room.people(1)
    values = [None, 1, 2, 3, 5] if method == "dots" else [None, "agree", "pass", "disagree"]
    chance = random.Random(11)
    asked = [{goal: chance.choice(values) for goal in chance.sample(goals, 3)} for _ in range(REQUESTS)]
    answers = _cast_at_once(room, voter, round_id, asked, [shared_server, second_server])

    done = [(answer.json()["result"]["version"], n) for n, answer in enumerate(answers) if answer.ok]
    assert [version for version, _ in sorted(done)] == list(range(1, len(done) + 1))
    ballot: dict = {}
    for _, number in sorted(done):
        ballot = {goal: value for goal, value in {**ballot, **asked[number]}.items() if value is not None}
        assert method != "dots" or sum(ballot.values()) <= 12
    assert _ballot(room, voter, round_id) == ballot
    assert set(refusals(answers)) <= {"invalid"}
    assert len(done) == REQUESTS if method == "opinion" else 5 < len(done) < REQUESTS


def test_of_many_parallel_secret_ballots_of_one_person_one_counts(room, shared_server, second_server):
    goals = room.goals(20)
    round_id = room.vote(method="approve", secrecy="secret")
    [voter] = room.people(1)
    asked = [{goal: 1} for goal in goals]
    answers = _cast_at_once(room, voter, round_id, asked, [shared_server, second_server])
    [counted] = [choices for choices, answer in zip(asked, answers, strict=True) if answer.ok]
    assert refusals(answers) == ["already_voted"] * 19
    tally = room.finish(round_id)
    assert tally["voters"] == 1
    assert {goal: cells["approve"] for goal, cells in tally["goals"].items() if cells["approve"]} == counted


def _cast_at_once(room, voter, round_id, asked, servers):
    tabs = room.tabs(voter, len(asked), servers)
    return at_once(
        lambda tab=tab, choices=choices: tab.do(
            room.slug, "cast_ballot", key=str(uuid4()), round_id=round_id, choices=choices
        )
        for tab, choices in zip(tabs, asked, strict=True)
    )


def _ballot(room, voter, round_id):
    return voter.snapshot(room.slug)["me"]["ballots"][str(round_id)]
