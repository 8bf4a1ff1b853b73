"""A practice vote is voted in like any other, and nothing of it is ever counted, shown or kept."""

import pytest
from sqlalchemy import func, select

from tests.commands.hall import Hall
from workshop.engine.request_state import place_of
from workshop.errors import Conflict, Forbidden
from workshop.models import Ballot, DetachedBallot, RollEntry, RunningSum, Tally
from workshop.queries.record import record


def kept(hall: Hall, round_id: int) -> list[int]:
    """How many rows there are of a round, by table."""
    with hall.database.read() as session:
        tables = (Ballot, DetachedBallot, RollEntry, RunningSum, Tally)
        return [session.scalar(select(func.count()).where(table.round_id == round_id)) for table in tables]


@pytest.mark.parametrize("secrecy", ["named", "confidential", "secret"])
@pytest.mark.parametrize("results", ["live", "on_reveal"])
def test_ballots_are_taken_and_nothing_of_them_is_told_or_kept(hall: Hall, secrecy, results):
    goals = hall.goals(2)
    terms = {"method": "dots", "secrecy": secrecy, "results": results}
    vote = hall.opened("vote", practice=True, question="Kahvi vai tee?", **terms)
    (round_,) = (each for each in hall.seen()["rounds"] if each["id"] == vote)
    assert (round_["practice"], round_["question"], round_["results"]) == (True, {"fi": "Kahvi vai tee?"}, "at_close")
    hall.cast(hall.aino, vote, **{f"g{goals[0]}": 5})
    hall.cast(hall.ville, vote, **{f"g{goals[1]}": 3})
    assert hall.seen(hall.aino)["me"]["voted"] == [vote]
    assert (hall.seen()["tallies"], hall.seen()["turnouts"]) == ({}, {})
    hall.do(hall.lead, "close_round", round_id=vote)
    seen = hall.seen(hall.aino)
    (round_,) = (each for each in seen["rounds"] if each["id"] == vote)
    assert (round_["state"], round_["commitment"], round_["salt"], seen["tallies"]) == ("closed", None, None, {})
    assert (seen["me"]["voted"], seen["me"]["ballots"]) == ([], {})
    assert kept(hall, vote) == [0, 0, 0, 0, 0]
    with pytest.raises(Conflict):
        hall.do(hall.lead, "reveal_results", round_id=vote)


def test_it_stands_in_no_record(hall: Hall):
    hall.goals(1)
    vote = hall.opened("vote", practice=True)
    hall.do(hall.lead, "close_round", round_id=vote)
    with hall.database.read() as session:
        rounds = record(session, *place_of(session, hall.slug, hall.aino))["rounds"]
    assert rounds == []


@pytest.mark.parametrize("secrecy", ["named", "confidential", "secret"])
def test_everybody_may_practise_observers_too_whoever_else_may_vote(hall: Hall, secrecy):
    goals = hall.goals(2)
    hall.do(hall.lead, "change_participant", participant_id=hall.participant(hall.ville), role="observer")
    vote = hall.opened("vote", practice=True, method="approve", secrecy=secrecy, electorate={"confirmed": True})
    (round_,) = (each for each in hall.seen()["rounds"] if each["id"] == vote)
    assert round_["electorate"] is None
    for account in (hall.aino, hall.ville):
        hall.cast(account, vote, **{f"g{goals[0]}": 1})
    assert hall.seen(hall.ville)["me"]["voted"] == [vote]
    assert (hall.seen()["tallies"], hall.seen()["turnouts"]) == ({}, {})
    hall.do(hall.lead, "close_round", round_id=vote)
    assert (hall.seen(hall.ville)["me"]["voted"], kept(hall, vote)) == ([], [0, 0, 0, 0, 0])


def test_what_is_counted_stays_closed_to_observers(hall: Hall):
    goals = hall.goals(1)
    hall.do(hall.lead, "change_participant", participant_id=hall.participant(hall.ville), role="observer")
    vote = hall.opened("vote", method="approve")
    with pytest.raises(Forbidden):
        hall.cast(hall.ville, vote, **{f"g{goals[0]}": 1})
