"""How a planned vote is held can be changed until it opens, as a whole that makes sense; a vote on nothing is told."""

import pytest

from tests.commands.hall import Hall, one
from workshop.errors import Conflict, Invalid, NotFound, NothingToVoteOn

HOW = ("method", "points", "secrecy", "results")


def plan(hall: Hall, **more) -> int:
    """Plan a vote between workshops."""
    return hall.do(hall.lead, "create_round", **{"kind": "vote", "title": "Mitkä?", **more})["round_id"]


def edit(hall: Hall, round_id: int, **more) -> dict:
    """Edit a round; gives how it is held then."""
    hall.do(hall.lead, "edit_round", round_id=round_id, **more)
    seen = one(hall.seen()["rounds"], round_id)
    return {name: seen[name] for name in (*HOW, "theme_ids")}


def test_what_is_in_an_edit_changes_and_what_is_not_stays(hall: Hall):
    vote = plan(hall, method="dots", points=3, secrecy="secret", results="at_close", theme_ids=[hall.theme])
    before = {"method": "dots", "points": 3, "secrecy": "secret", "results": "at_close", "theme_ids": [hall.theme]}
    assert edit(hall, vote, title="Mitkä sitten?") == before
    assert edit(hall, vote, points=7) == before | {"points": 7}
    assert edit(hall, vote, secrecy="named", results="live") == before | {
        "points": 7,
        "secrecy": "named",
        "results": "live",
    }
    other = hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]
    assert edit(hall, vote, theme_ids=[other, hall.theme])["theme_ids"] == sorted([other, hall.theme])
    assert edit(hall, vote, theme_ids=[other])["theme_ids"] == [other]
    assert edit(hall, vote, theme_ids=[])["theme_ids"] == []


@pytest.mark.parametrize(
    ("made", "edited", "points"),
    [
        ({"method": "dots", "points": 3}, {"method": "opinion"}, None),
        ({"method": "dots", "points": 3}, {"method": "approve"}, 3),
        ({"method": "dots", "points": 3}, {"method": "approve", "points": None}, None),
        ({"method": "dots", "points": 3}, {"points": None}, 5),
        ({"method": "approve"}, {"method": "dots"}, 5),
        ({"method": "opinion"}, {"method": "dots", "points": 9}, 9),
        ({"method": "opinion"}, {"method": "approve"}, None),
    ],
)
def test_the_number_belongs_to_the_way_of_voting(hall: Hall, made, edited, points):
    assert edit(hall, plan(hall, **made), **edited)["points"] == points


def test_what_makes_no_vote_is_refused_and_nothing_changes(hall: Hall):
    vote, talk = plan(hall, method="opinion"), plan(hall, kind="comment")
    before = hall.seen()["rounds"]
    for round_id, wrong in (
        (vote, {"points": 3}),
        (vote, {"method": "approve", "points": 0}),
        (vote, {"method": "rank-and-file"}),
        (talk, {"method": "dots"}),
        (talk, {"secrecy": "named"}),
        (talk, {"points": 3}),
        (talk, {"results": "live"}),
    ):
        with pytest.raises(Invalid):
            edit(hall, round_id, **wrong)
    with pytest.raises(NotFound):
        edit(hall, vote, theme_ids=[10**6])
    assert hall.seen()["rounds"] == before


def test_an_open_vote_stays_as_it_was_said_to_be(hall: Hall):
    hall.goals(1)
    vote = plan(hall, method="dots", secrecy="confidential")
    hall.do(hall.lead, "open_round", round_id=vote)
    for change in ({"secrecy": "named"}, {"method": "approve"}, {"points": 9}, {"results": "live"}, {"theme_ids": []}):
        with pytest.raises(Conflict):
            edit(hall, vote, **change)


def test_who_needs_goals_is_told_that_there_are_none(hall: Hall):
    empty = hall.do(hall.lead, "create_theme", title="Tyhjä")["theme_id"]
    [goal] = hall.goals(1)
    vote, bound = plan(hall), plan(hall, theme_ids=[empty])
    with pytest.raises(NothingToVoteOn):
        hall.do(hall.lead, "open_round", round_id=bound, need_goals=True)
    hall.do(hall.lead, "hide_goal", goal_id=goal, reason="Kahdesti")
    with pytest.raises(NothingToVoteOn):
        hall.do(hall.lead, "open_round", round_id=vote, need_goals=True)
    assert {each["state"] for each in hall.seen()["rounds"]} == {"planned"}
    hall.do(hall.lead, "restore_goal", goal_id=goal)
    hall.do(hall.lead, "open_round", round_id=vote, need_goals=True)
    # Whoever does not ask for it opens it as before, and other rounds need no goals.
    hall.do(hall.lead, "open_round", round_id=bound)
    hall.do(hall.lead, "open_round", round_id=plan(hall, kind="comment", theme_ids=[empty]), need_goals=True)
