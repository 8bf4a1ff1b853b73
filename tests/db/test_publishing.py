"""Live figures that are counted while a ballot is on its way have that ballot, now or with the next count."""

import threading
import time
from uuid import uuid4

import pytest

from tests.commands.hall import found
from workshop.commands import ENGINE, Request
from workshop.db import queue_for_round
from workshop.operations.publishing import publish_live


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
def test_a_ballot_that_is_changed_while_it_is_counted_is_not_marked_as_counted(database):
    hall = found(database)
    [first, second] = hall.goals(2)
    round_id = hall.opened("vote", method="approve", secrecy="named", results="live")
    hall.cast(hall.aino, round_id, **{f"g{first}": 1})
    change = Request(hall.slug, "cast_ballot", str(uuid4()), {"round_id": round_id, "choices": {str(second): 1}})
    published = threading.Thread(target=publish_live, args=(database, round_id))

    def cast_slowly(session):
        ENGINE.carry_out_in(session, hall.aino, change)
        published.start()
        time.sleep(0.5)

    database.write(cast_slowly)
    published.join(10)
    publish_live(database, round_id)
    told = hall.seen()["tallies"][str(round_id)]["goals"]
    assert told == {str(first): {"approve": 1}, str(second): {"approve": 1}}


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
def test_a_ballot_that_stands_still_does_not_hold_up_the_telling_of_others(database):
    hall = found(database)
    [goal] = hall.goals(1)
    round_id = hall.opened("vote", method="approve", secrecy="named", results="live")
    hall.cast(hall.aino, round_id, **{f"g{goal}": 1})
    moved = []

    def hold(session):
        queue_for_round(session, round_id, share=True)
        beside = threading.Thread(target=lambda: moved.append(publish_live(database, round_id)))
        beside.start()
        beside.join(3)

    database.write(hold)
    assert moved == [True]
    assert not publish_live(database, round_id)


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
def test_live_figures_of_a_locked_workshop_move_with_those_who_were_there(database):
    hall = found(database)
    [goal] = hall.goals(1)
    elsewhere = hall.ask(hall.lead, "create_workshop", title="Other").events[0].data["code"]
    there = [hall.aino, hall.ville, *(hall.join(f"Person {number}") for number in range(3))]
    hall.do(hall.lead, "lock_workshop", workshop_id=hall.workshop)
    about = {"secrecy": "confidential", "results": "live", "totals": "threshold", "workshop_id": hall.workshop}
    round_id = hall.opened("vote", method="approve", **about)
    hall.code = elsewhere
    for voter in (*(hall.join(f"Guest {number}") for number in range(5)), *there[:4]):
        hall.cast(voter, round_id, **{f"g{goal}": 1})
        assert not publish_live(database, round_id)
    hall.cast(there[4], round_id, **{f"g{goal}": 1})
    assert publish_live(database, round_id)
    assert hall.seen()["tallies"][str(round_id)]["voters"] == 10
