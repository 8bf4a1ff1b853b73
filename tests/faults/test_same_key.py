"""Sending again has the effect of sending once, however many send at one moment."""

from uuid import uuid4

import pytest

from tests.faults.storm import at_once, refusals, replayed

TIMES = 20


@pytest.fixture
def servers(shared_server, second_server):
    """Both processes, to which a person's tabs turn by turns."""
    return [shared_server, second_server]


def _send_at_once(room, person, servers, command, **arguments):
    tabs, key = room.tabs(person, TIMES, servers), str(uuid4())
    return at_once(lambda tab=tab: tab.do(room.slug, command, key=key, **arguments) for tab in tabs)


def _check_one_effect(answers):
    assert refusals(answers) == []
    assert len(replayed(answers)) == TIMES - 1
    [first] = {answer.content for answer in answers}
    assert first


def test_a_goal_that_is_proposed_twenty_times_with_one_key_is_there_once(room, servers):
    [author] = room.people(1)
    round_id = room.do("create_round", kind="propose", title="Propose")["round_id"]
    room.do("open_round", round_id=round_id)
    for repetition in range(3):
        title = f"Said once ({repetition})"
        answers = _send_at_once(
            room, author, servers, "propose_goal", theme_id=room.theme_id, title=title, measures=[{"text": "Do it"}]
        )
        _check_one_effect(answers)
        seen = author.snapshot(room.slug)
        assert [goal["title"] for goal in seen["goals"]].count({"fi": title}) == 1
        assert len(seen["measures"]) == repetition + 1


@pytest.mark.parametrize("secrecy", ["named", "confidential", "secret"])
def test_a_ballot_that_is_cast_twenty_times_with_one_key_is_cast_once(room, servers, secrecy):
    goals, people = room.goals(3), room.people(3)
    round_id = room.vote(method="dots", points=3, secrecy=secrecy)
    for person in people:
        answers = _send_at_once(room, person, servers, "cast_ballot", round_id=round_id, choices={goals[0]: 3})
        _check_one_effect(answers)
        assert answers[0].json()["result"] == {"round_id": round_id, "version": 1}
    tally = room.finish(round_id)
    assert tally["voters"] == 3
    assert tally["goals"][goals[0]] == {"points": 9, "voters": 3}


def test_a_secret_ballot_is_answered_by_its_key_whatever_the_arguments(room):
    goals, [voter] = room.goals(2), room.people(1)
    round_id = room.vote(method="approve", secrecy="secret")
    key = str(uuid4())
    first = voter.do(room.slug, "cast_ballot", key=key, round_id=round_id, choices={goals[0]: 1})
    again = voter.do(room.slug, "cast_ballot", key=key, round_id=round_id, choices={goals[1]: 1})
    assert (again.status_code, again.content) == (first.status_code, first.content) == (200, first.content)
    assert len(replayed([first, again])) == 1
    other = voter.do(room.slug, "cast_ballot", round_id=round_id, choices={goals[1]: 1})
    assert (other.status_code, other.json()["code"]) == (409, "already_voted")
    tally = room.finish(round_id)
    assert [tally["goals"][goal]["approve"] for goal in goals] == [1, 0]


def test_a_ballot_is_answered_by_its_key_after_the_close_too(room):
    goals, [voter] = room.goals(2), room.people(1)
    round_id = room.vote(method="approve", secrecy="confidential")
    key = str(uuid4())
    first = voter.do(room.slug, "cast_ballot", key=key, round_id=round_id, choices={goals[0]: 1})
    other = voter.do(room.slug, "cast_ballot", key=key, round_id=round_id, choices={goals[1]: 1})
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")
    room.finish(round_id)
    again = voter.do(room.slug, "cast_ballot", key=key, round_id=round_id, choices={goals[0]: 1})
    assert (again.status_code, again.content) == (200, first.content)
    assert len(replayed([again])) == 1


def test_two_people_may_use_the_same_key_without_knowing(room):
    goals, people = room.goals(1), room.people(2)
    round_id = room.vote(method="approve")
    key = str(uuid4())
    answers = at_once(
        lambda person=person: person.do(room.slug, "cast_ballot", key=key, round_id=round_id, choices={goals[0]: 1})
        for person in people
    )
    assert refusals(answers) == []
    assert replayed(answers) == []
    assert room.finish(round_id)["voters"] == 2
