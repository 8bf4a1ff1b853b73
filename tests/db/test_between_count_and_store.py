"""What happens between the counting of live figures and their storing, which no lock spans, discloses no ballot."""

import time
from functools import partial

import pytest

from tests.commands.hall import Hall, found
from workshop.db import Database, shared
from workshop.models import RollEntry, Tally
from workshop.operations import publishing
from workshop.operations.live import Count, look
from workshop.operations.publishing import mark_counted, publish_live, store

LEAST = 3


@pytest.fixture
def hall(tables_url):
    database = Database(tables_url)
    hall = found(database)
    hall.do(hall.lead, "edit_consultation", threshold=LEAST)
    hall.first, hall.second = hall.goals(2)
    hall.people = [hall.aino, hall.ville, *(hall.join(f"Person {number}") for number in range(5))]
    hall.do(hall.lead, "lock_workshop", workshop_id=hall.workshop, locked=True)
    yield hall
    database.dispose()


def opened(hall: Hall, secrecy: str) -> int:
    """Open a live round in which the first three have voted for the first goal."""
    about = {"secrecy": secrecy, "results": "live", "workshop_id": hall.workshop}
    round_id = hall.opened("vote", method="approve", **about)
    for person in hall.people[:LEAST]:
        hall.cast(person, round_id, **{f"g{hall.first}": 1})
    return round_id


def counted(hall: Hall, round_id: int) -> Count:
    """Count, and store nothing yet."""
    with hall.database.read() as session:
        count = look(session, round_id)
    assert count is not None
    return count


def stored(hall: Hall, count: Count) -> bool | None:
    """Store what was counted, as `publish_live` does."""
    marked = partial(mark_counted, round_id=count.round_id, changed=count.changed)
    return hall.database.write(marked) and hall.database.write(partial(store, count=count))


def voters(hall: Hall, round_id: int) -> int | None:
    """How many voters are told."""
    with hall.database.read() as session:
        kept = session.get(Tally, round_id)
        return kept and kept.figures["voters"]


def test_who_is_removed_meanwhile_is_not_told(hall):
    round_id = opened(hall, "confidential")
    count = counted(hall, round_id)
    hall.do(hall.lead, "remove_participants", participant_ids=[hall.participant(hall.people[0])])
    assert not stored(hall, count)
    assert voters(hall, round_id) is None


def test_a_ballot_that_is_changed_meanwhile_still_counts_as_changed(hall):
    round_id = opened(hall, "confidential")
    count = counted(hall, round_id)
    hall.cast(hall.people[0], round_id, **{f"g{hall.second}": 1})
    assert stored(hall, count)
    with hall.database.read() as session:
        entry = session.get(RollEntry, (round_id, hall.participant(hall.people[0])))
        assert (entry.version, entry.counted) == (2, 1)
    for person in hall.people[LEAST : LEAST + 2]:
        assert not publish_live(hall.database, round_id)
        hall.cast(person, round_id, **{f"g{hall.first}": 1})
    assert publish_live(hall.database, round_id)
    assert voters(hall, round_id) == LEAST + 2


@pytest.mark.parametrize("secrecy", ["named", "confidential"])
def test_what_is_older_than_what_was_stored_meanwhile_is_not_stored(hall, secrecy):
    round_id = opened(hall, secrecy)
    count = counted(hall, round_id)
    for person in hall.people[LEAST : 2 * LEAST]:
        hall.cast(person, round_id, **{f"g{hall.first}": 1})
    assert publish_live(hall.database, round_id)
    assert stored(hall, count) is None
    assert voters(hall, round_id) == 2 * LEAST


@pytest.mark.parametrize("secrecy", ["named", "confidential"])
def test_a_goal_that_is_hidden_meanwhile_is_not_told(hall, secrecy):
    round_id = opened(hall, secrecy)
    count = counted(hall, round_id)
    hall.do(hall.lead, "hide_goal", goal_id=hall.second, reason="off topic")
    assert stored(hall, count) is None
    assert voters(hall, round_id) is None


@pytest.mark.parametrize("secrecy", ["named", "confidential"])
def test_nothing_is_stored_of_a_round_that_was_closed_meanwhile(hall, secrecy):
    round_id = opened(hall, secrecy)
    count = counted(hall, round_id)
    hall.do(hall.lead, "close_round", round_id=round_id)
    before = voters(hall, round_id)
    assert not stored(hall, count)
    assert voters(hall, round_id) == before == LEAST


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
def test_marking_may_take_longer_than_a_transaction_may_stand_still(hall, monkeypatch):
    round_id = opened(hall, "confidential")

    def slowly(*about, **more):
        time.sleep(0.6)
        return mark_counted(*about, **more)

    monkeypatch.setattr(publishing, "MARKED_AT_ONCE", 1)
    monkeypatch.setattr(publishing, "mark_counted", slowly)
    monkeypatch.setattr(shared, "OPTIONS", "-c timezone=UTC -c idle_in_transaction_session_timeout=1s")
    database = Database(hall.database.url)
    assert publish_live(database, round_id)
    database.dispose()
    assert voters(hall, round_id) == LEAST
