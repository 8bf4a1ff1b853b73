"""Live figures come from running sums of all processes, and are those that a whole count of the ballots gives."""

import random
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from tests.commands.hall import Hall, found
from tests.methods.duel import Duel
from tests.tally.ballots import VALUES
from workshop import tally
from workshop.db import Database
from workshop.errors import Refusal
from workshop.methods import METHODS, way_of
from workshop.models import Ballot, Counting, Participant, Round, RunningSum, Tally
from workshop.operations import live
from workshop.operations.counting import counted_goals
from workshop.operations.live import WHOLE_EVERY
from workshop.operations.publishing import publish_live

GOALS, PEOPLE, STEPS = 3, 7, 40
LEAST = 3


@pytest.fixture
def halls(tables_url, monkeypatch):
    """One hall, seen by two processes."""
    monkeypatch.setitem(METHODS, Duel.name, Duel())
    databases = [Database(tables_url), Database(tables_url)]
    hall = found(databases[0])
    yield [hall, replace(hall, database=databases[1])]
    for database in databases:
        database.dispose()


def moved(hall: Hall, round_id: int) -> bool:
    """Let live figures move, also where another process has counted a moment ago."""
    while (told := publish_live(hall.database, round_id)) is None:
        time.sleep(0.02)
    return told


def figures(hall: Hall, round_id: int) -> dict | None:
    """The figures that are told."""
    with hall.database.read() as session:
        kept = session.get(Tally, round_id)
        return kept and kept.figures


def recount(hall: Hall, round_id: int) -> dict:
    """Count the ballots of those who were not removed, one by one."""
    with hall.database.read() as session:
        round_ = session.get_one(Round, round_id)
        there = select(Ballot.choices).join(Participant, Participant.id == Ballot.participant_id)
        there = there.where(Ballot.round_id == round_id, Participant.state != "removed")
        return tally.count(way_of(round_), session.scalars(there), counted_goals(session, round_))


def rows(hall: Hall, model, round_id: int) -> int:
    """How many rows a table has of a round."""
    with hall.database.read() as session:
        return session.scalar(select(func.count()).select_from(model).where(model.round_id == round_id))


def choices(rng: random.Random, method: str, goals: list[int]) -> dict:
    """Choices on some goals, as they may be sent: null takes one back."""
    values = [None, *VALUES.get(method, range(1, GOALS + 1))]
    return {f"g{goal}": rng.choice(values) for goal in rng.sample(goals, rng.randint(0, len(goals)))}


def locked(hall: Hall, secrecy: str, method: str) -> int:
    """Open a live round in the workshop, which is locked."""
    hall.do(hall.lead, "edit_consultation", threshold=LEAST)
    hall.do(hall.lead, "lock_workshop", workshop_id=hall.workshop, locked=True)
    points = {"points": 5} if METHODS[method].points and METHODS[method].points.kind == "budget" else {}
    points |= {"criteria": ["importance", "feasibility"]} if METHODS[method].most_criteria else {}
    known = method if method in VALUES else "approve"
    about = {"method": known, "secrecy": secrecy, "results": "live", "workshop_id": hall.workshop}
    round_id = hall.opened("vote", **about, **points)
    # What a round may be made with was settled when the app was imported, without the way that was made up.
    this = update(Round).where(Round.id == round_id).values(method=method)
    hall.database.write(lambda session: session.execute(this))
    return round_id


def step(rng: random.Random, halls: list[Hall], round_id: int, method: str, goals: list[int], people: list[int]) -> str:
    """Let something happen at either process; refusals are as good as anything."""
    hall, person, goal = rng.choice(halls), rng.choice(people), rng.choice(goals)
    what = rng.choices(["cast", "hide_goal", "restore_goal", "leave", "remove"], [30, 2, 3, 1, 1])[0]
    try:
        if what == "cast":
            hall.cast(person, round_id, **choices(rng, method, goals))
        elif what == "leave":
            hall.do(person, "leave")
        elif what == "remove":
            hall.do(hall.lead, "remove_participants", participant_ids=[hall.participant(person)])
        else:
            reason = {"reason": "off topic"} if what == "hide_goal" else {}
            hall.do(hall.lead, what, goal_id=goal, **reason)
    except Refusal:
        return "refused"
    return what


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("method", [*VALUES, Duel.name])
def test_after_any_series_of_steps_the_figures_are_those_of_the_ballots(halls, method, seed, caplog):
    rng, hall = random.Random(f"{method} {seed}"), halls[0]
    goals = hall.goals(GOALS)
    people = [hall.join(f"Person {number}") for number in range(PEOPLE)]
    round_id = locked(hall, "named", method)
    for _ in range(STEPS):
        step(rng, halls, round_id, method, goals, people)
        if rng.random() < 0.4:
            moved(rng.choice(halls), round_id)
            told = figures(hall, round_id)
            counted = recount(hall, round_id)
            assert told == counted or (told is None and not counted["voters"])
    hall.do(hall.lead, "close_round", round_id=round_id)
    assert figures(hall, round_id) == recount(hall, round_id)
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
    assert rows(hall, RunningSum, round_id) == rows(hall, Counting, round_id) == 0


@pytest.mark.parametrize("seed", range(3))
def test_confidential_figures_are_those_of_the_ballots_whenever_they_move_and_have_no_sums(halls, seed):
    rng, hall, method = random.Random(seed), halls[0], "approve"
    goals = hall.goals(GOALS)
    people = [hall.join(f"Person {number}") for number in range(PEOPLE)]
    round_id = locked(hall, "confidential", method)
    moves = 0
    for _ in range(STEPS):
        step(rng, halls, round_id, method, goals, people)
        before = figures(hall, round_id)
        if moved(rng.choice(halls), round_id):
            told, counted = figures(hall, round_id), recount(hall, round_id)
            # Where a goal was hidden and too few have changed, the other figures stay.
            assert told == counted or told["goals"].items() < before["goals"].items()
            moves += 1
    assert moves
    assert rows(hall, RunningSum, round_id) == 0
    hall.do(hall.lead, "close_round", round_id=round_id)
    assert rows(hall, Counting, round_id) == 0


@pytest.fixture
def voted(halls):
    """A named round with live figures in which two have voted, at two processes; and its goals."""
    hall, other = halls
    goals = hall.goals(2)
    round_id = hall.opened("vote", method="approve", secrecy="named", results="live")
    hall.cast(hall.aino, round_id, **{f"g{goals[0]}": 1})
    other.cast(other.ville, round_id, **{f"g{goals[0]}": 1, f"g{goals[1]}": 1})
    return round_id, goals


def test_each_process_has_sums_of_its_own(halls, voted):
    with halls[0].database.read() as session:
        found = session.execute(select(RunningSum.node, RunningSum.goal, RunningSum.cell, RunningSum.amount)).all()
    one, other = {row[0] for row in found if row[1:] != ("", "voters", 2)}, len({row[0] for row in found})
    assert (len(one), other) == (2, 2)
    assert sum(row[3] for row in found if row[1:3] == ("", "changes")) == 2
    assert sum(row[3] for row in found if row[1:3] == (str(voted[1][0]), "approve")) == 2


def test_what_another_process_has_just_counted_is_not_counted_again_at_once(halls, voted, monkeypatch):
    # A busy machine takes longer than the real one.
    monkeypatch.setattr(live, "MOMENT", timedelta(hours=1))
    round_id, goals = voted
    hall, other = halls
    assert publish_live(hall.database, round_id)
    hall.cast(hall.aino, round_id, **{f"g{goals[1]}": 1})
    assert publish_live(other.database, round_id) is None
    assert publish_live(hall.database, round_id)
    assert publish_live(hall.database, round_id) is False
    other.cast(other.ville, round_id, **{f"g{goals[1]}": None})
    monkeypatch.setattr(live, "MOMENT", timedelta(0))
    assert publish_live(other.database, round_id)
    assert figures(hall, round_id) == recount(hall, round_id)


def test_a_round_that_was_opened_by_a_version_without_sums_begins_with_a_whole_count(halls, voted):
    round_id, (first, second) = voted
    hall, other = halls
    # As the migration finds it: ballots, and nothing else.
    hall.database.write(lambda session: session.query(RunningSum).delete())
    assert moved(hall, round_id)
    assert figures(hall, round_id) == approvals(2, {first: 2, second: 1})
    other.cast(other.ville, round_id, **{f"g{first}": None, f"g{second}": None})
    assert moved(other, round_id)
    assert figures(hall, round_id) == approvals(1, {first: 1, second: 0})


def approvals(voters: int, goals: dict[int, int]) -> dict:
    """Figures as they are stored."""
    return {"voters": voters, "goals": {str(goal): {"approve": number} for goal, number in goals.items()}}


def spoil(hall: Hall, round_id: int) -> None:
    """Put something wrong into the sums."""
    about = (RunningSum.round_id == round_id, RunningSum.cell == "approve")
    hall.database.write(lambda session: session.execute(update(RunningSum).where(*about).values(amount=40)))


def test_the_close_goes_by_the_ballots_and_says_so_where_the_sums_were_wrong(halls, voted, caplog):
    round_id, _ = voted
    hall = halls[0]
    assert moved(hall, round_id)
    spoil(hall, round_id)
    counted = recount(hall, round_id)
    hall.do(hall.lead, "close_round", round_id=round_id)
    assert figures(hall, round_id) == counted
    assert "the running sums of round" in caplog.text


def test_wrong_sums_are_found_within_a_minute_and_mended(halls, voted, caplog):
    round_id, goals = voted
    hall = halls[0]
    assert moved(hall, round_id)
    spoil(hall, round_id)

    def let_time_pass(session):
        session.get_one(Counting, round_id).whole_at -= WHOLE_EVERY + timedelta(seconds=1)

    hall.database.write(let_time_pass)
    hall.cast(hall.aino, round_id, **{f"g{goals[1]}": 1})
    assert moved(hall, round_id)
    assert figures(hall, round_id) == recount(hall, round_id)
    assert "the running sums of round" in caplog.text
    caplog.clear()
    hall.cast(hall.aino, round_id, **{f"g{goals[1]}": None})
    assert moved(hall, round_id)
    assert figures(hall, round_id) == recount(hall, round_id)
    assert caplog.text == ""
