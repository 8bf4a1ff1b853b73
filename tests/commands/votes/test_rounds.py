"""Rounds of one workshop never meet; what is over stays over."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.commands.hall import Hall, one
from workshop.errors import Conflict, Invalid

START = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)


def at(hours: float) -> str:
    """A time so many hours after tomorrow's start."""
    return (START + timedelta(hours=hours)).isoformat()


def plan(hall: Hall, opens=None, closes=None, **more) -> int:
    """Plan a round in the workshop, or where `more` says."""
    times = {name: at(hours) for name, hours in (("opens_at", opens), ("closes_at", closes)) if hours is not None}
    where = {"workshop_id": hall.workshop, "kind": "comment", "title": "Kierros"}
    return hall.do(hall.lead, "create_round", **{**where, **times, **more})["round_id"]


@pytest.mark.parametrize(
    ("opens", "closes", "more"),
    [
        (1, 3, {}),
        (0, 1.5, {}),
        (1.5, 1.75, {}),
        (0, 5, {}),
        (0.5, None, {}),
        (0, None, {"minutes": 61}),
        (1.9, None, {"minutes": 1}),
    ],
)
def test_rounds_of_a_workshop_that_would_be_open_at_once_are_a_conflict(hall: Hall, opens, closes, more):
    plan(hall, 1, 2)
    with pytest.raises(Conflict):
        plan(hall, opens, closes, **more)
    assert len(hall.seen()["rounds"]) == 1


@pytest.mark.parametrize(
    ("opens", "closes", "more"),
    [(2, 3, {}), (0, 1, {}), (0, None, {"minutes": 60}), (None, None, {}), (1, 3, {"workshop_id": None})],
)
def test_rounds_that_only_touch_or_stand_elsewhere_are_none(hall: Hall, opens, closes, more):
    plan(hall, 1, 2)
    if more.get("workshop_id", 0) is None:
        del more["workshop_id"]
        hall.do(hall.lead, "create_round", kind="comment", title="Kierros", opens_at=at(opens), closes_at=at(closes))
    else:
        plan(hall, opens, closes, **more)
    assert len(hall.seen()["rounds"]) == 2


def test_a_round_of_another_workshop_does_not_meet_it(hall: Hall):
    plan(hall, 1, 2)
    plan(hall, 1, 2, workshop_id=hall.do(hall.lead, "create_workshop", title="Toinen")["workshop_id"])
    assert len(hall.seen()["rounds"]) == 2


def test_a_round_can_not_be_moved_or_extended_into_another(hall: Hall):
    plan(hall, 1, 2)
    later = plan(hall, 3, 4)
    with pytest.raises(Conflict):
        hall.do(hall.lead, "edit_round", round_id=later, opens_at=at(1.5))
    by_hand = plan(hall)
    with pytest.raises(Conflict):
        hall.do(hall.lead, "open_round", round_id=by_hand)
    hall.do(hall.lead, "open_round", round_id=by_hand, minutes=60)
    with pytest.raises(Conflict):
        hall.do(hall.lead, "extend_round", round_id=by_hand, closes_at=at(1.5))
    hall.do(hall.lead, "extend_round", round_id=by_hand, closes_at=at(1))
    states = [each["state"] for each in hall.seen()["rounds"]]
    assert states == ["planned", "planned", "open"]


def test_a_removed_round_leaves_its_time_to_others(hall: Hall):
    hall.do(hall.lead, "remove_round", round_id=plan(hall, 1, 2))
    plan(hall, 1, 2)


def test_a_round_closes_after_it_opens_and_not_in_the_past(hall: Hall):
    for opens, closes in ((2, 1), (1, 1), (None, -48)):
        with pytest.raises(Invalid) as refused:
            plan(hall, opens, closes)
        assert refused.value.errors
    assert hall.seen()["rounds"] == []


def test_what_is_over_stays_over(hall: Hall):
    hall.goals(1)
    voting = hall.opened("vote")
    with pytest.raises(Conflict):
        hall.do(hall.lead, "reveal_results", round_id=voting)
    with pytest.raises(Conflict):
        hall.do(hall.lead, "edit_round", round_id=voting, title="Toinen")
    hall.do(hall.lead, "close_round", round_id=voting)
    later = {"minutes": 5}
    for name in ("open_round", "close_round", "extend_round", "postpone_round", "remove_round"):
        more = later if name in ("extend_round", "postpone_round") else {}
        with pytest.raises(Conflict):
            hall.do(hall.lead, name, round_id=voting, **more)
    hall.do(hall.lead, "reveal_results", round_id=voting)
    with pytest.raises(Conflict):
        hall.do(hall.lead, "reveal_results", round_id=voting)
    assert one(hall.seen()["rounds"], voting)["state"] == "revealed"


def test_only_votes_are_revealed_and_only_what_is_empty_is_removed(hall: Hall):
    talking = plan(hall)
    hall.do(hall.lead, "open_round", round_id=talking)
    hall.do(hall.lead, "close_round", round_id=talking)
    hall.goals(1)
    for name, about in (
        ("reveal_results", {"round_id": talking}),
        ("remove_workshop", {"workshop_id": hall.workshop}),
    ):
        with pytest.raises(Conflict):
            hall.do(hall.lead, name, **about)
    with pytest.raises(Invalid):
        hall.do(hall.lead, "remove_theme", theme_id=hall.theme)
