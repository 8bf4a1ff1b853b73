"""A round is moved by each who postpones it, once, and never after it has opened, whatever happens at once."""

import time
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from tests.faults.storm import at_once, refusals, replayed

AT_ONCE = 8
MINUTES = 5
MINUTE = timedelta(minutes=1)


def test_of_many_who_postpone_at_once_each_counts_and_the_same_sent_again_does_not(room, second_server):
    round_id, opens = _plan(room, timedelta(hours=1))
    tabs = room.tabs(room.lead, AT_ONCE, [room.server, second_server])
    # A double click is one key twice, here in two processes.
    keys = [str(uuid4()) for _ in range(AT_ONCE // 2)] * 2
    answers = at_once(
        lambda tab=tab, key=key: tab.do(room.slug, "postpone_round", key=key, round_id=round_id, minutes=MINUTES)
        for tab, key in zip(tabs, keys, strict=True)
    )
    assert refusals(answers) == []
    assert len(replayed(answers)) == AT_ONCE // 2
    assert _moved(room, round_id, opens) == AT_ONCE // 2 * MINUTES


def test_what_races_the_clock_that_opens_it_moves_it_or_finds_it_open(room, second_server):
    outcomes = set()
    for repetition in range(6):
        round_id, opens = _plan(room, timedelta(seconds=1))
        tabs = room.tabs(room.lead, 2, [room.server, second_server])
        # From clearly before to clearly after, over the repetitions.
        moment = opens.timestamp() - 0.25 + 0.1 * repetition
        time.sleep(max(0, moment - time.time()))
        answers = at_once(
            lambda tab=tab, round_id=round_id: tab.do(room.slug, "postpone_round", round_id=round_id, minutes=MINUTES)
            for tab in tabs
        )
        obeyed = sum(answer.ok for answer in answers)
        assert {answer.json()["reason"] for answer in answers if not answer.ok} <= {"round_open"}
        round_ = _settled(room, round_id)
        if obeyed:
            assert (round_["state"], obeyed) == ("planned", len(tabs)), "once it is moved, it is not open for the other"
            assert _moved(room, round_id, opens) == obeyed * MINUTES
        else:
            assert (round_["state"], round_["opened_at"]) == ("open", round_["opens_at"])
            assert _moved(room, round_id, opens) == 0
        outcomes.add(round_["state"])
    # Otherwise nothing has raced.
    assert outcomes == {"planned", "open"}


def test_everyone_hears_at_once_when_it_opens(room, second_server):
    round_id, opens = _plan(room, timedelta(hours=1))
    [aino] = room.people(1)
    listener = room.listen(aino, second_server)
    room.do("postpone_round", round_id=round_id, minutes=MINUTES)
    event = listener.wait_for_event("round_postponed", id=round_id)
    assert datetime.fromisoformat(event["data"]["opens_at"]) == opens + MINUTES * MINUTE


def _plan(room, ahead: timedelta) -> tuple[int, datetime]:
    opens = (datetime.now(UTC) + ahead).replace(microsecond=0)
    times = {"opens_at": opens.isoformat(), "closes_at": (opens + timedelta(hours=1)).isoformat()}
    return room.do("create_round", kind="pause", title="Break", **times)["round_id"], opens


def _settled(room, round_id: int) -> dict:
    # Any command lets the clock open what is due.
    room.do("rename_me", name="Kirsi")
    return room.round(round_id)


def _moved(room, round_id: int, opens: datetime) -> float:
    round_ = room.round(round_id)
    opens_at, closes_at = (datetime.fromisoformat(round_[name]) for name in ("opens_at", "closes_at"))
    assert closes_at - opens_at == timedelta(hours=1), "both move by as much"
    return (opens_at - opens) / MINUTE
