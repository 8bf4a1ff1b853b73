"""A ballot that must wait for a lock does not keep those waiting that were sent together with it."""

import time
from contextlib import contextmanager

import psycopg
import pytest

from tests.faults.storm import at_once

pytestmark = pytest.mark.parametrize("database_kind", ["postgres"], indirect=True, scope="package")
PEOPLE = 12
# Much longer than a group waits for any lock, since a busy machine makes all wait, and shorter than one ballot does.
HELD_SECONDS = 3.6


@contextmanager
def held_roll_entry(server, round_id: int, participant_id: int):
    """Somebody else keeps the lock of one ballot, as a process does that hangs."""
    url = server.storage_url.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(url) as connection:
        about = (round_id, participant_id)
        connection.execute("SELECT * FROM roll WHERE round_id = %s AND participant_id = %s FOR UPDATE", about)
        yield connection


def test_who_waits_for_a_lock_waits_alone(room, shared_server):
    [goal] = room.goals(1)
    round_id = room.vote(method="approve", secrecy="named")
    people = room.people(PEOPLE)
    people[0].done(room.slug, "cast_ballot", round_id=round_id, choices={goal: 1})
    first = people[0].snapshot(room.slug)["me"]["participant"]["id"]
    took = {}

    def cast(number):
        began = time.monotonic()
        answer = people[number].do(room.slug, "cast_ballot", round_id=round_id, choices={goal: 1})
        took[number] = time.monotonic() - began
        return answer

    with held_roll_entry(shared_server, round_id, first) as connection:
        letting_go = [lambda: (time.sleep(HELD_SECONDS), connection.rollback())]
        answers = at_once([*[lambda number=number: cast(number) for number in range(PEOPLE)], *letting_go])[:PEOPLE]
    assert [answer.status_code for answer in answers] == [200] * PEOPLE
    assert answers[0].json()["result"]["version"] == 2
    assert took[0] > HELD_SECONDS - 0.5
    assert max(took[number] for number in range(1, PEOPLE)) < HELD_SECONDS - 0.5
    assert room.finish(round_id)["voters"] == PEOPLE
