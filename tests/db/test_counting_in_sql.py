"""Counting in SQL gives the same figures as counting ballots one by one, for each way of voting, on both databases."""

import secrets
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from tests.commands.hall import found
from tests.methods.duel import Duel
from tests.tally.ballots import CRITERIA, VALUES, ballots, how_of
from workshop import tally
from workshop.db import Database
from workshop.methods import METHODS
from workshop.models import (
    Ballot,
    DetachedBallot,
    Goal,
    Membership,
    Participant,
    RollEntry,
    Round,
    RoundGoal,
    RoundWorkshop,
)
from workshop.operations.counting import count_by_workshop, count_round

STATES = ("current", "current", "current", "hidden", "withdrawn")
GOALS = 4
VOTERS = 12


@pytest.fixture
def database(tables_url, monkeypatch):
    monkeypatch.setitem(METHODS, Duel.name, Duel())
    database = Database(tables_url)
    yield database
    database.dispose()


@pytest.mark.parametrize("method", [*VALUES, Duel.name])
def test_any_ballots_come_to_the_same_figures(database, method):
    hall = found(database)
    goals = hall.goals(GOALS)
    people = [hall.participant(hall.join(f"Person {number}")) for number in range(VOTERS)]
    halls = [hall.workshop, *(hall.do(hall.lead, "create_workshop", title=each)["workshop_id"] for each in "AB")]
    round_id = hall.opened("vote", method="approve", secrecy="named", results="at_close")
    how = METHODS[method] if method == Duel.name else how_of(method)
    places = st.dictionaries(st.sampled_from(goals).map(str), st.sampled_from(range(1, GOALS + 1)))
    cast = st.lists(places if method == Duel.name else ballots(method, goals), max_size=VOTERS)
    states = st.lists(st.sampled_from(STATES), min_size=GOALS, max_size=GOALS)
    gone = st.sets(st.integers(0, VOTERS - 1))
    # The halls in the order in which each has joined them; the last one is none of the round's.
    joined = st.lists(st.lists(st.sampled_from(halls), unique=True), min_size=VOTERS, max_size=VOTERS)

    class Undone(Exception):
        pass

    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(cast, cast, states, gone, joined)
    def compare(linked, detached, states, gone, joined):
        def work(session):
            round_ = session.get_one(Round, round_id)
            round_.method, round_.points = method, how.terms.points
            round_.criteria = CRITERIA if how.most_criteria else None
            for goal, state in zip(goals, states, strict=True):
                session.get_one(Goal, goal).state = state
            for number in gone:
                session.get_one(Participant, people[number]).state = "removed"
            for number, choices in zip(people, linked, strict=False):
                session.add(RollEntry(round_id=round_id, participant_id=number))
                session.add(Ballot(round_id=round_id, participant_id=number, choices=choices))
            round_.workshop_links = [RoundWorkshop(workshop_id=each) for each in halls[:2]]
            session.execute(delete(Membership).where(Membership.participant_id.in_(people)))
            for number, own in zip(people, joined, strict=True):
                for minute, each in enumerate(own):
                    at = round_.opened_at + timedelta(minutes=minute)
                    session.add(Membership(participant_id=number, workshop_id=each, joined_at=at))
            for choices in detached:
                session.add(DetachedBallot(id=secrets.token_hex(16), round_id=round_id, choices=choices))
            session.flush()
            counted = [goal for goal, state in zip(goals, states, strict=True) if state == "current"]
            there = [choices for number, choices in enumerate(linked) if number not in gone]
            all_cast, present = [*linked, *detached], [*there, *detached]
            assert count_round(session, round_) == tally.count(how, all_cast, counted)
            assert count_round(session, round_, removed=False) == tally.count(how, present, counted)
            last = [str(([each for each in own if each != halls[2]] or [""])[-1]) for own in joined]
            cast_in = {each: [own for own, hall in zip(linked, last, strict=False) if hall == each] for each in last}
            by_hall = {each: tally.count(how, own, counted)["goals"] for each, own in cast_in.items() if any(own)}
            assert count_by_workshop(session, round_) == by_hall
            raise Undone

        with pytest.raises(Undone):
            database.write(work)

    compare()
    with database.read() as session:
        assert session.query(RoundGoal).filter_by(round_id=round_id).count() == GOALS
