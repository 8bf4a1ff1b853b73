"""Measures that were counted and then carried by a merge or split: page and exports call them as they were counted."""

import pytest

from tests.commands.hall import Hall, one
from workshop.engine.request_state import place_of
from workshop.queries.record import record
from workshop.web.view.snapshot_view import SnapshotView


@pytest.fixture
def goals(hall: Hall) -> list[int]:
    """Two goals under one theme."""
    return hall.goals(2)


@pytest.fixture
def road(hall: Hall, goals) -> int:
    """A measure for the first of them."""
    return hall.do(hall.lead, "propose_measure", goal_id=goals[0], text="Tie")["measure_id"]


@pytest.fixture
def elsewhere(hall: Hall) -> int:
    """Another theme."""
    return hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]


def counted(hall: Hall, *measures: int) -> int:
    """Hold a named vote on measures, which is over then."""
    asked = {"method": "dots", "points": 9, "secrecy": "named", "results": "at_close", "subject": "measures"}
    voting = hall.opened("vote", **asked, on_ballot={"ids": list(measures)})
    hall.cast(hall.aino, voting, **{f"g{measures[0]}": 1})
    hall.do(hall.lead, "close_round", round_id=voting)
    return voting


def called(hall: Hall, voting: int) -> dict[int, tuple[str, list[str]]]:
    """What measures are called beside the figures of a vote, in pages and exports alike, with what became of them."""
    seen = hall.seen(hall.ville)
    view = SnapshotView(seen)
    (round_,) = (each for each in view.rounds if each.id == voting)
    on_page = {number: (each["number"], sorted(each["since"])) for number, each in view.called_goals(round_).items()}
    with hall.database.read() as session:
        kept = one(record(session, *place_of(session, hall.slug, hall.lead))["rounds"], voting)["called"]
    assert on_page == {each["measure_id"]: (each["number"], sorted(each["since"])) for each in kept}
    return on_page


def merged(hall: Hall, goals: list[int], **more) -> int:
    """Merge goals, and return the family."""
    return hall.do(hall.lead, "merge_goals", goal_ids=goals, title="Yhdessä", **more)["goal_id"]


def test_a_counted_measure_keeps_its_number_when_its_goal_is_merged(hall: Hall, goals, road):
    voting = counted(hall, road)
    family = merged(hall, goals)
    assert one(hall.seen()["measures"], road)["goal_id"] == family
    assert called(hall, voting) == {road: ("1.1.1", [])}
    hall.do(hall.lead, "unmerge_goal", goal_id=family)
    assert called(hall, voting) == {road: ("1.1.1", [])}


def test_a_counted_measure_keeps_its_number_when_its_goal_is_split(hall: Hall, goals, road):
    voting = counted(hall, road)
    hall.do(hall.lead, "split_goal", goal_id=goals[0], titles=["Yksi", "Kaksi"])
    assert called(hall, voting) == {road: ("1.1.1", [])}


def test_a_measure_that_was_counted_in_a_family_keeps_that_number_when_the_merge_is_taken_back(hall: Hall, goals, road):
    family = merged(hall, goals)
    voting = counted(hall, road)
    hall.do(hall.lead, "unmerge_goal", goal_id=family)
    assert one(hall.seen()["measures"], road)["goal_id"] == goals[0]
    assert called(hall, voting) == {road: ("1.3.1", [])}


def test_a_measure_is_moved_only_where_the_goal_is_under_which_it_was_counted(hall: Hall, goals, road, elsewhere):
    voting = counted(hall, road)
    family = merged(hall, goals, theme_id=elsewhere)
    assert called(hall, voting) == {road: ("1.1.1", [])}
    hall.do(hall.lead, "unmerge_goal", goal_id=family)
    assert called(hall, voting) == {road: ("1.1.1", [])}


def test_since_when_a_measure_is_moved_outlasts_a_merge_under_its_earlier_theme(hall: Hall, goals, road, elsewhere):
    voting = counted(hall, road)
    hall.do(hall.lead, "move_goal", goal_id=goals[0], theme_id=elsewhere)
    (before,) = hall.seen()["called_measures"]
    family = merged(hall, goals, theme_id=hall.theme)
    assert called(hall, voting) == {road: ("1.1.1", ["moved"])}
    hall.do(hall.lead, "unmerge_goal", goal_id=family)
    (after,) = hall.seen()["called_measures"]
    assert after["since"] == before["since"]


def test_a_goal_that_is_moved_while_another_stands_for_it_moves_its_counted_measures(
    hall: Hall, goals, road, elsewhere
):
    voting = counted(hall, road)
    merged(hall, goals)
    hall.do(hall.lead, "move_goal", goal_id=goals[0], theme_id=elsewhere)
    assert called(hall, voting) == {road: ("1.1.1", ["moved"])}
