"""Votes over the API: three methods in three modes of secrecy, extended, closed, revealed."""

import hashlib
import json

import pytest

from tests.wire.room import Room, enter, one

METHODS = {
    "approve": ([1, 1, None], [1, None, None], {"approve": 2}, {"approve": 1}),
    "dots": ([3, 2, None], [1, None, 4], {"points": 4, "voters": 2}, {"points": 2, "voters": 1}),
    "opinion": (
        ["agree", "disagree", "pass"],
        ["agree", "pass", None],
        {"agree": 2, "pass": 0, "disagree": 0},
        {"agree": 0, "pass": 1, "disagree": 1},
    ),
}


@pytest.fixture
def room(shared_server):
    """A consultation of this test's own."""
    room = enter(shared_server)
    yield room
    room.close()


@pytest.mark.parametrize("secrecy", ["named", "confidential", "secret"])
@pytest.mark.parametrize("method", METHODS)
def test_a_round_of_votes_from_the_opening_to_the_revelation(room: Room, method, secrecy):
    ainos, villes, first, second = METHODS[method]
    goals = room.goals(3)
    round_id = room.opened("vote", method=method, secrecy=secrecy)
    late = room.goals(1)[0]
    state = one(room.aino.snapshot(room.slug)["rounds"], round_id)
    assert (state["state"], state["goal_ids"], state["secrecy"]) == ("open", goals, secrecy)
    assert (state["results"], state["commitment"], state["salt"]) == ("on_reveal", None, None)

    stray = room.aino.do(room.slug, "cast_ballot", round_id=round_id, choices={str(late): ainos[0]})
    assert (stray.status_code, list(stray.json()["errors"])) == (422, [f"choices.{late}"])
    cast = room.aino.do(room.slug, "cast_ballot", round_id=round_id, choices=named(goals, ainos)).json()
    assert cast["events"] == []
    assert cast["result"] == {"round_id": round_id, "version": 1}
    room.ville.done(room.slug, "cast_ballot", round_id=round_id, choices=named(goals, villes))
    mine = room.aino.snapshot(room.slug)
    assert mine["tallies"] == {}
    assert mine["me"]["voted"] == [round_id]
    again = room.aino.do(room.slug, "cast_ballot", round_id=round_id, choices={str(goals[2]): None})
    if secrecy == "secret":
        assert (again.status_code, again.json()["code"]) == (409, "already_voted")
        assert mine["me"]["ballots"] == {}
    else:
        assert again.json()["result"]["version"] == 2
        assert mine["me"]["ballots"] == {str(round_id): named(goals, ainos)}

    room.lead.done(room.slug, "close_round", round_id=round_id)
    refused = room.ville.do(room.slug, "cast_ballot", round_id=round_id, choices=named(goals, villes))
    assert (refused.status_code, refused.json()["code"]) == (409, "round_closed")
    closed = room.lead.snapshot(room.slug)
    assert closed["tallies"] == {}
    assert one(closed["rounds"], round_id)["state"] == "closed"
    commitment = one(closed["rounds"], round_id)["commitment"]

    room.lead.done(room.slug, "reveal_results", round_id=round_id)
    seen = room.ville.snapshot(room.slug)
    tally, state = seen["tallies"][str(round_id)], one(seen["rounds"], round_id)
    assert state["state"] == "revealed"
    assert set(tally["goals"]) == {str(goal) for goal in goals}
    assert (tally["voters"], tally["goals"][str(goals[0])], tally["goals"][str(goals[1])]) == (2, first, second)
    figures = {"goals": tally["goals"], "voters": tally["voters"]}
    written = json.dumps(figures, sort_keys=True, separators=(",", ":")).encode()
    assert hashlib.sha256(state["salt"].encode() + written).hexdigest() == state["commitment"] == commitment
    if secrecy == "named":
        last = ainos if secrecy == "secret" else [*ainos[:2], None]
        choices = {ballot["name"]: ballot["choices"] for ballot in tally["ballots"]}
        assert choices == {"Aino": named(goals, last), "Ville": named(goals, villes)}
        assert seen["me"]["ballots"] == {str(round_id): named(goals, villes)}
    else:
        assert "ballots" not in tally
        assert seen["me"]["ballots"] == {}
        shown = [cells for goal in (tally["breakdowns"] or {"body": {}})["body"].values() for cells in goal.values()]
        assert set(shown) <= {None}


def test_two_steps_from_the_same_revision_are_a_conflict(room: Room):
    room.goals(1)
    round_id = room.lead.done(room.slug, "create_round", kind="vote", title="Äänestys", minutes=5)["round_id"]
    planned = one(room.lead.snapshot(room.slug)["rounds"], round_id)
    assert (planned["state"], planned["opens_at"], planned["closes_at"]) == ("planned", None, None)
    room.lead.done(room.slug, "open_round", round_id=round_id, expect=planned["revision"])
    opened = one(room.lead.snapshot(room.slug)["rounds"], round_id)
    assert opened["closes_at"] > opened["opened_at"]
    stale = room.lead.do(room.slug, "close_round", round_id=round_id, expect=planned["revision"])
    assert (stale.status_code, stale.json()["code"]) == (409, "conflict")
    room.lead.done(room.slug, "extend_round", round_id=round_id, minutes=10, expect=opened["revision"])
    extended = one(room.lead.snapshot(room.slug)["rounds"], round_id)
    assert extended["closes_at"] > opened["closes_at"]
    room.lead.done(room.slug, "close_round", round_id=round_id, expect=extended["revision"])
    for step in ("extend_round", "close_round", "open_round"):
        more = {"minutes": 1} if step == "extend_round" else {}
        assert room.lead.do(room.slug, step, round_id=round_id, **more).json()["code"] == "conflict"


def test_one_round_is_open_in_a_workshop_and_any_number_between_workshops(room: Room):
    def planned(**more):
        return room.lead.done(room.slug, "create_round", kind="comment", title="Kierros", **more)["round_id"]

    first, second = planned(workshop_id=room.workshop), planned(workshop_id=room.workshop)
    room.lead.done(room.slug, "open_round", round_id=first)
    met = room.lead.do(room.slug, "open_round", round_id=second)
    assert (met.status_code, met.json()["code"]) == (409, "conflict")
    for round_id in (planned(), planned()):
        room.lead.done(room.slug, "open_round", round_id=round_id)
    room.lead.done(room.slug, "close_round", round_id=first)
    room.lead.done(room.slug, "open_round", round_id=second)
    states = {each["id"]: each["state"] for each in room.aino.snapshot(room.slug)["rounds"]}
    assert list(states.values()) == ["closed", "open", "open", "open"]


def named(goals: list[int], values: list) -> dict:
    """Return choices; None is no choice."""
    return {str(goal): value for goal, value in zip(goals, values, strict=True) if value is not None}
