"""Hands that were raised: recorded in open named votes, corrected, and in no other figure."""

import json
import re

import pytest
from sqlalchemy import select

from workshop.errors import Conflict, Invalid
from workshop.models import Consultation, Event

NAMED = {"secrecy": "named", "results": "on_reveal"}


def test_the_newest_numbers_count_goal_by_goal_and_can_be_taken_back(hall):
    first, second = map(str, hall.goals(2))
    vote = hall.opened("vote", method="opinion", **NAMED)
    record = {"round_id": vote}
    hall.do(hall.lead, "record_hands", **record, figures={first: {"agree": 4, "pass": 1, "disagree": 1}})
    hall.do(hall.lead, "record_hands", **record, figures={first: {"agree": 5}, second: {"pass": 2}})
    hall.do(hall.lead, "record_hands", **record, figures={second: None})
    hall.do(hall.lead, "close_round", **record)
    hall.do(hall.lead, "reveal_results", **record)
    shown = hall.seen(hall.aino)["tallies"][str(vote)]
    assert shown["channels"]["hands"] == {"voters": 5, "goals": {first: {"agree": 5, "pass": 0, "disagree": 0}}}
    assert shown["voters"] == 0
    assert shown["channels"]["device"]["voters"] == 0
    with pytest.raises(Conflict):
        hall.do(hall.lead, "record_hands", **record, figures={first: {"agree": 1}})


@pytest.mark.parametrize(("method", "secrecy"), [("dots", "named"), ("rank", "named"), ("score", "named")])
def test_hands_can_be_counted_only_where_a_way_of_voting_says_so(hall, method, secrecy):
    [goal] = map(str, hall.goals(1))
    vote = hall.opened("vote", method=method, secrecy=secrecy)
    with pytest.raises(Invalid) as refusal:
        hall.do(hall.lead, "record_hands", round_id=vote, figures={goal: {"points": 1}})
    assert refusal.value.errors["round_id"].code == "not_by_hands"


@pytest.mark.parametrize("secrecy", ["confidential", "secret"])
def test_hands_are_raised_only_where_names_are_shown(hall, secrecy):
    [goal] = map(str, hall.goals(1))
    vote = hall.opened("vote", method="approve", secrecy=secrecy)
    with pytest.raises(Invalid) as refusal:
        hall.do(hall.lead, "record_hands", round_id=vote, figures={goal: {"approve": 1}})
    assert refusal.value.errors["round_id"].code == "not_by_hands"


def test_what_is_no_figure_of_the_ballot_is_refused_at_its_place(hall):
    [goal] = map(str, hall.goals(1))
    vote = hall.opened("vote", method="approve", **NAMED)
    elsewhere = str(hall.goals(1)[0])
    for figures, place in (
        ({elsewhere: {"approve": 1}}, f"figures.{elsewhere}"),
        ({goal: {"agree": 1}}, f"figures.{goal}.agree"),
        ({goal: {"approve": -1}}, f"figures.{goal}.approve"),
        ({goal: {"approve": "6"}}, f"figures.{goal}.approve"),
        ({}, "figures"),
    ):
        with pytest.raises(Invalid) as refusal:
            hall.do(hall.lead, "record_hands", round_id=vote, figures=figures)
        assert list(refusal.value.errors) == [place]


def test_before_the_results_nothing_that_leaves_tells_how_many_hands_there_were(hall):
    [goal] = map(str, hall.goals(1))
    vote = hall.opened("vote", method="approve", **NAMED)
    hall.do(hall.lead, "record_hands", round_id=vote, figures={goal: {"approve": 4711}})
    # As a number by itself: a code may have its digits.
    told = re.compile(r"\b4711\b")
    for account in (hall.lead, hall.aino):
        assert not told.search(json.dumps(hall.seen(account)))
    with hall.database.read() as session:
        here = select(Event.data).join(Consultation, Consultation.id == Event.consultation_id)
        data = session.scalars(here.where(Consultation.slug == hall.slug)).all()
    assert data
    assert not told.search(json.dumps(data))


def test_with_live_figures_hands_stand_beside_them_at_once(hall):
    [goal] = map(str, hall.goals(1))
    vote = hall.opened("vote", method="approve", secrecy="named", results="live")
    hall.do(hall.lead, "record_hands", round_id=vote, figures={goal: {"approve": 3}})
    before = hall.seen(hall.aino)["tallies"][str(vote)]
    assert (before["voters"], before["channels"]) == (0, {"hands": {"voters": 3, "goals": {goal: {"approve": 3}}}})
    hall.do(hall.lead, "record_hands", round_id=vote, figures={goal: {"approve": 2}})
    after = hall.seen(hall.aino)["tallies"][str(vote)]
    assert after["version"] > before["version"]
    assert after["channels"]["hands"]["voters"] == 2


def test_a_second_look_is_held_against_what_was_seen(hall):
    [goal] = map(str, hall.goals(1))
    vote = hall.opened("vote", method="approve", **NAMED)
    seen = next(each for each in hall.seen()["rounds"] if each["id"] == vote)["revision"]
    about = {"round_id": vote, "expect": seen, "figures": {goal: {"approve": 1}}}
    hall.do(hall.lead, "record_hands", **about)
    with pytest.raises(Conflict) as refusal:
        hall.do(hall.lead, "record_hands", **about)
    assert refusal.value.reason == "changed"
