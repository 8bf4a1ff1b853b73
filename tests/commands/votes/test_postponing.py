"""A planned round that the clock opens can be moved later; what is open, over or opened by hand can't."""

from datetime import UTC, datetime, timedelta
from time import sleep
from uuid import uuid4

import pytest

from tests.commands.hall import Hall, one
from workshop.errors import Forbidden, Invalid, NotFound, Refusal

START = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)


def at(minutes: float) -> str:
    """A time so many minutes after tomorrow's start, as a program writes it."""
    return (START + timedelta(minutes=minutes)).isoformat()


def told(minutes: float) -> str:
    """The same time as the wire tells it."""
    return f"{START + timedelta(minutes=minutes):%Y-%m-%dT%H:%M:%S}.000Z"


def plan(hall: Hall, opens=None, closes=None, **more) -> int:
    """Plan a round in the workshop, or where `more` says."""
    times = {name: at(minutes) for name, minutes in (("opens_at", opens), ("closes_at", closes)) if minutes is not None}
    where = {"workshop_id": hall.workshop, "kind": "comment", "title": "Kierros"}
    return hall.do(hall.lead, "create_round", **{**where, **times, **more})["round_id"]


def refused(hall: Hall, round_id: int, minutes=5, account: int | None = None, **more) -> Refusal:
    """Postpone a round in vain and return the refusal; nothing is changed by it."""
    before = hall.seen()["rounds"]
    with pytest.raises(Refusal) as refusal:
        hall.do(account or hall.lead, "postpone_round", round_id=round_id, minutes=minutes, **more)
    assert hall.seen()["rounds"] == before
    return refusal.value


def times(hall: Hall, round_id: int, account: int | None = None) -> tuple[str | None, str | None]:
    """When a round opens and closes, as an account sees it."""
    round_ = one(hall.seen(account)["rounds"], round_id)
    return round_["opens_at"], round_["closes_at"]


def test_opening_and_closing_move_by_as_much_and_nothing_else_changes(hall: Hall):
    round_id = plan(hall, 0, 60, kind="vote", method="dots", points=4, theme_ids=[hall.theme])
    before = one(hall.seen()["rounds"], round_id)
    answer = hall.ask(hall.lead, "postpone_round", round_id=round_id, minutes=15)
    [event] = answer.events
    assert (event.name, event.audience) == ("round_postponed", "everyone")
    moved = {"opens_at": told(15), "closes_at": told(75), "revision": answer.revision}
    assert one(hall.seen()["rounds"], round_id) == event.data == {**before, **moved}
    assert times(hall, round_id, hall.aino) == (told(15), told(75)), "members are told when to come"


def test_without_a_closing_time_only_the_opening_moves(hall: Hall):
    round_id = plan(hall, 0, minutes=30)
    hall.do(hall.lead, "postpone_round", round_id=round_id, minutes=60)
    assert times(hall, round_id) == (told(60), None)
    assert one(hall.seen()["rounds"], round_id)["minutes"] == 30


def test_it_can_be_moved_again_and_by_a_week_at_once(hall: Hall):
    round_id = plan(hall, 0, 60, workshop_id=None)
    for minutes in (1, 7 * 24 * 60):
        hall.do(hall.lead, "postpone_round", round_id=round_id, minutes=minutes)
    assert times(hall, round_id) == (told(10_081), told(10_141))
    for minutes in (0, -5, 7 * 24 * 60 + 1, 10**20):
        refusal = refused(hall, round_id, minutes)
        assert isinstance(refusal, Invalid) and refusal.errors["minutes"].code == "out_of_range"
    for minutes in (None, "", 1.5, "soon"):
        assert isinstance(refused(hall, round_id, minutes), Invalid)


def test_only_a_planned_round_that_the_clock_opens_is_postponed(hall: Hall):
    by_hand = plan(hall)
    assert refused(hall, by_hand).reason == "round_untimed"
    hall.do(hall.lead, "open_round", round_id=by_hand, minutes=60)
    assert refused(hall, by_hand).reason == "round_open"
    hall.do(hall.lead, "close_round", round_id=by_hand)
    assert refused(hall, by_hand).reason == "round_closed"
    gone = plan(hall, 0)
    hall.do(hall.lead, "remove_round", round_id=gone)
    assert isinstance(refused(hall, gone), NotFound)


def test_a_round_that_opens_meanwhile_stays_open(hall: Hall):
    opens_at = datetime.now(UTC) + timedelta(milliseconds=300)
    round_id = plan(hall, opens_at=opens_at.isoformat())
    saw = one(hall.seen()["rounds"], round_id)["revision"]
    sleep(0.4)
    # Nobody has settled it yet: the clock alone has opened it.
    assert one(hall.seen()["rounds"], round_id)["state"] == "planned"
    assert refused(hall, round_id, expect=saw).reason == "changed"
    assert refused(hall, round_id).reason == "round_open"
    hall.do(hall.lead, "rename_me", name="Kirsi")
    opened = one(hall.seen()["rounds"], round_id)
    assert (opened["state"], opened["opened_at"]) == ("open", opened["opens_at"])


def test_a_round_is_not_postponed_into_another_of_its_workshop(hall: Hall):
    first, second = plan(hall, 0, 60), plan(hall, 90, 120)
    assert refused(hall, first, 31).reason == "rounds_meet"
    hall.do(hall.lead, "postpone_round", round_id=first, minutes=30)
    hall.do(hall.lead, "postpone_round", round_id=second, minutes=60)
    assert [times(hall, each) for each in (first, second)] == [(told(30), told(90)), (told(150), told(180))]
    elsewhere = plan(hall, 0, 60, workshop_id=None)
    hall.do(hall.lead, "postpone_round", round_id=elsewhere, minutes=31)


def test_of_two_facilitators_who_saw_the_same_the_second_is_told(hall: Hall):
    round_id = plan(hall, 0, 60)
    saw = one(hall.seen()["rounds"], round_id)["revision"]
    hall.do(hall.lead, "postpone_round", round_id=round_id, minutes=15, expect=saw)
    assert refused(hall, round_id, 15, expect=saw).reason == "changed"
    assert times(hall, round_id) == (told(15), told(75))


def test_the_same_sent_twice_moves_it_once(hall: Hall):
    round_id, key = plan(hall, 0, 60), str(uuid4())
    answers = [hall.ask(hall.lead, "postpone_round", key=key, round_id=round_id, minutes=15) for _ in range(2)]
    assert [answer.replayed for answer in answers] == [False, True]
    assert times(hall, round_id) == (told(15), told(75))


def test_nobody_but_a_facilitator_postpones(hall: Hall):
    assert isinstance(refused(hall, plan(hall, 0), account=hall.aino), Forbidden)


def test_live_figures_that_lost_their_lock_do_not_keep_a_round_from_being_postponed(hall: Hall):
    hall.do(hall.lead, "lock_workshop", workshop_id=hall.workshop)
    vote = {"kind": "vote", "secrecy": "confidential", "results": "live"}
    round_id = plan(hall, 0, 60, **vote)
    hall.do(hall.lead, "lock_workshop", workshop_id=hall.workshop, locked=False)
    hall.do(hall.lead, "postpone_round", round_id=round_id, minutes=15)
    assert times(hall, round_id) == (told(15), told(75)), "there is time to lock it again"
