"""Reasons in words identify their writer: they are published only as the contract of secrecy says, and else deleted."""

import json
import secrets

import pytest
from sqlalchemy import inspect, select, text

from tests.commands.hall import Hall
from workshop.models import Ballot, DetachedBallot, Tally

LEAST = 3
WHY = ["Liian kallis", "Ei meidän asiamme", "Kuka maksaa?", "Kesken"]


def second(why: str) -> str:
    """What somebody says on the other goal: no part of it is a reason that another gave."""
    return f"toinen: {why[::-1]}"


def voted(hall: Hall, objecting: int, **terms) -> tuple[int, int, int]:
    """A closed and revealed round of consent with four voters, and two goals: all object to the second one but one."""
    hall.do(hall.lead, "edit_consultation", threshold=LEAST)
    one, other = hall.goals(2)
    vote = hall.opened("vote", method="consent", **{"totals": "threshold", **terms})
    for number, why in enumerate(WHY):
        who = hall.join(f"Person {number}")
        objects = {"choice": "object", "reason": why}
        choices = {str(one): objects if number < objecting else {"choice": "agree"}}
        choices |= {} if number else {str(other): {"choice": "object", "reason": second(why)}}
        hall.do(who, "cast_ballot", round_id=vote, choices=choices)
    return vote, one, other


@pytest.fixture(autouse=True)
def why(monkeypatch):
    """Reasons that no other test has given."""
    told = [f"{each} {secrets.token_hex(4)}" for each in WHY]
    monkeypatch.setitem(globals(), "WHY", told)
    return told


def end(hall: Hall, vote: int) -> dict:
    """The tally of a round that is closed and revealed."""
    hall.do(hall.lead, "close_round", round_id=vote)
    hall.do(hall.lead, "reveal_results", round_id=vote)
    return hall.seen(hall.aino)["tallies"][str(vote)]


def everything(hall: Hall) -> str:
    """All that is stored in any row of any table."""
    with hall.database.read() as session:
        tables = inspect(session.connection()).get_table_names()
        rows = [session.execute(text(f'SELECT * FROM "{table}"')).all() for table in tables]
    return json.dumps(rows, default=str, ensure_ascii=False)


@pytest.mark.parametrize("secrecy", ["confidential", "secret"])
def test_reasons_are_shown_where_enough_objected_and_all_others_are_deleted(hall: Hall, secrecy):
    vote, one, _ = voted(hall, LEAST, secrecy=secrecy)
    assert WHY[0] in everything(hall)
    tally = end(hall, vote)
    assert {goal: sorted(reasons) for goal, reasons in tally["reasons"].items()} == {str(one): sorted(WHY[:LEAST])}
    assert tally["goals"][str(one)] == {"agree": 1, "abstain": 0, "object": 3}
    assert second(WHY[0]) not in everything(hall)
    with hall.database.read() as session:
        assert session.scalars(select(Ballot.choices).where(Ballot.round_id == vote)).all() == []
        kept = session.scalars(select(DetachedBallot.choices).where(DetachedBallot.round_id == vote)).all()
    assert sorted(choice["choice"] for choices in kept for choice in choices.values()) == ["agree", *["object"] * 4]
    assert all(set(choice) == {"choice"} for choices in kept for choice in choices.values())


@pytest.mark.parametrize("secrecy", ["confidential", "secret"])
def test_where_too_few_objected_no_reason_is_ever_shown_or_kept(hall: Hall, secrecy):
    vote, one, _ = voted(hall, LEAST - 1, secrecy=secrecy)
    tally = end(hall, vote)
    assert (tally["reasons"], tally["goals"][str(one)]["object"]) == ({}, 2)
    stored = everything(hall)
    assert [why for why in WHY if why in stored] == []


@pytest.mark.parametrize("secrecy", ["confidential", "secret"])
def test_a_round_that_said_so_beforehand_shows_all_reasons(hall: Hall, secrecy):
    vote, one, other = voted(hall, 1, secrecy=secrecy, totals="always")
    assert end(hall, vote)["reasons"] == {str(one): WHY[:1], str(other): [second(WHY[0])]}


def test_a_named_round_shows_all_of_them_and_whose_they_are(hall: Hall):
    vote, one, other = voted(hall, 1, secrecy="named")
    tally = end(hall, vote)
    assert tally["reasons"] == {str(one): WHY[:1], str(other): [second(WHY[0])]}
    assert tally["ballots"][0]["choices"][str(one)] == {"choice": "object", "reason": WHY[0]}


@pytest.mark.parametrize("secrecy", ["named", "confidential", "secret"])
def test_before_the_results_are_shown_no_reason_leaves(hall: Hall, secrecy):
    vote, *_ = voted(hall, 4, secrecy=secrecy)
    assert [why for why in WHY if why in json.dumps(hall.seen(), ensure_ascii=False)] == []
    hall.do(hall.lead, "close_round", round_id=vote)
    for who in (hall.lead, hall.aino):
        assert [why for why in WHY if why in json.dumps(hall.seen(who), ensure_ascii=False)] == []


def test_live_figures_of_a_named_round_tell_no_reason_until_the_close(hall: Hall):
    vote, *_ = voted(hall, 4, secrecy="named", results="live")
    assert [why for why in WHY if why in json.dumps(hall.seen(), ensure_ascii=False)] == []
    hall.do(hall.lead, "close_round", round_id=vote)
    assert set(hall.seen()["tallies"][str(vote)]["reasons"]) != set()


def test_reasons_stand_in_another_order_than_they_came(hall: Hall):
    orders = set()
    for _ in range(8):
        vote, one, _ = voted(hall, 4, secrecy="confidential")
        orders.add(tuple(end(hall, vote)["reasons"][str(one)]))
    assert len(orders) > 1


def test_reasons_on_a_goal_that_was_hidden_meanwhile_are_gone(hall: Hall):
    vote, one, other = voted(hall, 4, secrecy="confidential", totals="always")
    hall.do(hall.lead, "hide_goal", goal_id=other, reason="Kahdesti")
    assert set(end(hall, vote)["reasons"]) == {str(one)}
    assert "toinen" not in json.dumps(extras(hall, vote), ensure_ascii=False)


def extras(hall: Hall, vote: int) -> dict:
    """What is stored besides the figures of a round."""
    with hall.database.read() as session:
        return session.get_one(Tally, vote).extras
