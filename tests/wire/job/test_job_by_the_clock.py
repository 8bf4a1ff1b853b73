"""Between workshops the clock opens and closes rounds: comments and votes in their time, settled at once."""

import time
from datetime import datetime

import pytest

from tests.nodes.listener import Listener
from tests.wire.room import Room, enter, in_seconds, one, until


@pytest.fixture
def room(shared_server):
    """A consultation of this test's own."""
    room = enter(shared_server)
    yield room
    room.close()


def test_comments_and_votes_go_on_in_rounds_that_the_clock_opens_and_closes(room: Room):
    goal = room.goals(1)[0]
    clock = {"opens_at": in_seconds(3), "closes_at": in_seconds(7)}
    vote = {"method": "opinion", "secrecy": "named", "results": "at_close"}
    voting = room.lead.done(room.slug, "create_round", kind="vote", title="Äänestys", **vote, **clock)["round_id"]
    talking = room.lead.done(room.slug, "create_round", kind="comment", title="Keskustelu", **clock)["round_id"]

    def comment():
        return room.aino.do(room.slug, "add_comment", goal_id=goal, text="klo 9.30", stance="for")

    def cast():
        return room.ville.do(room.slug, "cast_ballot", round_id=voting, choices={str(goal): "agree"})

    assert [answer.json()["code"] for answer in (comment(), cast())] == ["round_closed"] * 2
    with Listener(room.server.url, room.aino.token, room.slug) as hearing:
        wait_until(clock["opens_at"])
        assert comment().status_code == 200
        assert cast().status_code == 200
        for round_id in (voting, talking):
            hearing.wait_for_event("round_opened", id=round_id, state="open", timeout=3)
        assert one(room.aino.snapshot(room.slug)["rounds"], voting)["goal_ids"] == [goal]
        wait_until(clock["closes_at"])
        assert [answer.json()["code"] for answer in (comment(), cast())] == ["round_closed"] * 2
        for round_id in (voting, talking):
            closed = hearing.wait_for_event("round_closed", id=round_id, timeout=3)
            # It closed when it was said to, whenever it was settled.
            assert closed["data"]["closed_at"] == closed["data"]["closes_at"]
    seen = room.ville.snapshot(room.slug)
    assert seen["tallies"][str(voting)]["goals"] == {str(goal): {"agree": 1, "pass": 0, "disagree": 0}}
    assert len(seen["comments"]) == 1


def test_a_round_is_settled_by_the_clock_when_nobody_listens_or_asks_for_anything(room: Room):
    room.goals(1)
    clock = {"opens_at": in_seconds(1), "closes_at": in_seconds(2)}
    round_id = room.lead.done(room.slug, "create_round", kind="vote", title="Äänestys", **clock)["round_id"]
    wait_until(clock["closes_at"])
    until(lambda: one(room.aino.snapshot(room.slug)["rounds"], round_id)["state"] == "closed", 3)
    events = room.aino.changes(room.slug, 0, room.aino.snapshot(room.slug)["epoch"])["events"]
    names = [event["name"] for event in events if event["data"]["id"] == round_id and "round" in event["name"]]
    # Of each thing the last that happened is told.
    assert names == ["round_closed"]


def test_a_clock_that_was_extended_closes_at_the_new_time(room: Room):
    goal = room.goals(1)[0]
    round_id = room.lead.done(room.slug, "create_round", kind="vote", title="Äänestys", closes_at=in_seconds(4))
    round_id = round_id["round_id"]
    first = one(room.lead.snapshot(room.slug)["rounds"], round_id)["closes_at"]
    room.lead.done(room.slug, "open_round", round_id=round_id)
    later = in_seconds(7)
    room.lead.done(room.slug, "extend_round", round_id=round_id, closes_at=later)
    wait_until(first)
    room.aino.done(room.slug, "cast_ballot", round_id=round_id, choices={str(goal): 1})
    wait_until(later)
    late = room.aino.do(room.slug, "cast_ballot", round_id=round_id, choices={str(goal): 1})
    assert (late.status_code, late.json()["code"]) == (409, "round_closed")


def wait_until(moment: str) -> None:
    """Sleep until a moment is past by a tenth of a second, more than the two clocks' roundings."""
    time.sleep(max(0.0, datetime.fromisoformat(moment).timestamp() - time.time()) + 0.1)
