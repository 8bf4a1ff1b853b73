"""The clock of an open round can be stopped: the round goes on, and closes later by as long as its clock stood."""

from datetime import datetime, timedelta
from time import sleep

import pytest

from tests.commands.hall import Hall, one
from workshop.errors import Conflict, Forbidden
from workshop.operations.publishing import close_due_rounds_of


def round_of(hall: Hall, round_id: int) -> dict:
    """A round as it is stored."""
    return one(hall.seen()["rounds"], round_id)


def moment(text: str) -> datetime:
    """A time of the wire."""
    return datetime.fromisoformat(text)


def closing_in(hall: Hall, seconds: float, kind: str = "vote", **more) -> int:
    """Open a round that the clock closes in a moment."""
    vote = {"method": "approve"} if kind == "vote" else {}
    round_id = hall.opened(kind, **vote, **more)
    at = datetime.now().astimezone() + timedelta(seconds=seconds)
    hall.do(hall.lead, "extend_round", round_id=round_id, closes_at=at.isoformat())
    return round_id


def tick(hall: Hall) -> int:
    """Let the clock do its part."""
    return close_due_rounds_of(hall.database, hall.seen()["consultation"]["id"])


def reason(hall: Hall, name: str, **arguments) -> str:
    """Why a command is refused."""
    with pytest.raises(Conflict) as refused:
        hall.do(hall.lead, name, **arguments)
    return refused.value.reason


def test_while_the_clock_stands_the_round_is_not_closed_and_ballots_count(hall: Hall):
    [goal] = hall.goals(1)
    round_id = closing_in(hall, 0.5)
    closes_at = moment(round_of(hall, round_id)["closes_at"])
    [event] = hall.ask(hall.lead, "pause_round", round_id=round_id).events
    assert (event.name, event.audience) == ("round_paused", "everyone")
    paused_at = moment(round_of(hall, round_id)["paused_at"])
    sleep(0.6)
    assert tick(hall) == 0
    hall.cast(hall.aino, round_id, **{f"g{goal}": 1})
    assert round_of(hall, round_id)["state"] == "open"
    hall.do(hall.lead, "resume_round", round_id=round_id)
    then = round_of(hall, round_id)
    later = moment(then["closes_at"]) - closes_at
    assert then["paused_at"] is None
    assert timedelta(seconds=0.6) < later < datetime.now().astimezone() - paused_at + timedelta(milliseconds=2)
    hall.do(hall.lead, "close_round", round_id=round_id)
    hall.do(hall.lead, "reveal_results", round_id=round_id)
    assert hall.seen()["tallies"][str(round_id)]["voters"] == 1


def test_it_closes_by_the_clock_again_when_that_runs_on(hall: Hall):
    round_id = closing_in(hall, 0.4, "comment")
    hall.do(hall.lead, "pause_round", round_id=round_id)
    sleep(0.5)
    hall.do(hall.lead, "resume_round", round_id=round_id)
    assert tick(hall) == 0
    sleep(0.5)
    assert tick(hall) == 1
    closed = round_of(hall, round_id)
    assert (closed["state"], closed["closed_at"]) == ("closed", closed["closes_at"])


def test_closed_by_hand_while_its_clock_stands_it_stands_no_more(hall: Hall):
    round_id = hall.opened("comment", minutes=5)
    hall.do(hall.lead, "pause_round", round_id=round_id)
    hall.do(hall.lead, "close_round", round_id=round_id)
    assert (round_of(hall, round_id)["state"], round_of(hall, round_id)["paused_at"]) == ("closed", None)


def test_more_minutes_are_given_to_a_clock_that_stands_but_no_time_of_day(hall: Hall):
    round_id = hall.opened("comment", minutes=5)
    before = moment(round_of(hall, round_id)["closes_at"])
    hall.do(hall.lead, "pause_round", round_id=round_id)
    hall.do(hall.lead, "extend_round", round_id=round_id, minutes=5)
    assert moment(round_of(hall, round_id)["closes_at"]) - before == timedelta(minutes=5)
    at = "2100-01-01T00:00:00Z"
    assert reason(hall, "extend_round", round_id=round_id, closes_at=at) == "round_paused"


def test_a_clock_is_stopped_once_and_only_where_there_is_one(hall: Hall):
    endless = hall.opened("comment")
    assert reason(hall, "pause_round", round_id=endless) == "round_endless"
    assert reason(hall, "resume_round", round_id=endless) == "clock_runs"
    round_id = hall.opened("propose", minutes=5)
    assert reason(hall, "resume_round", round_id=round_id) == "clock_runs"
    hall.do(hall.lead, "pause_round", round_id=round_id)
    assert reason(hall, "pause_round", round_id=round_id) == "round_paused"
    with pytest.raises(Forbidden):
        hall.do(hall.aino, "resume_round", round_id=round_id)
    hall.do(hall.lead, "close_round", round_id=round_id)
    assert reason(hall, "resume_round", round_id=round_id) == "round_closed"


def test_a_clock_can_not_be_stopped_where_the_clock_opens_the_next_round(hall: Hall):
    here = {"workshop_id": hall.workshop, "kind": "comment", "title": "Kierros"}
    first = hall.do(hall.lead, "create_round", **here, minutes=5)["round_id"]
    hall.do(hall.lead, "open_round", round_id=first)
    later = (datetime.now().astimezone() + timedelta(minutes=10)).isoformat()
    second = hall.do(hall.lead, "create_round", **here, opens_at=later)["round_id"]
    assert reason(hall, "pause_round", round_id=first) == "clock_opens_next"
    hall.do(hall.lead, "edit_round", round_id=second, opens_at=None)
    hall.do(hall.lead, "pause_round", round_id=first)
    assert reason(hall, "edit_round", round_id=second, opens_at=later) == "rounds_meet"
