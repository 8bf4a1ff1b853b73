"""A closed tally is immutable: fixed and committed to at the close, and the same as a recount."""

import hashlib
import json
from collections.abc import Iterator

import pytest

from tests.faults.room import Room
from workshop.db import Database
from workshop.methods import METHODS
from workshop.models import Round
from workshop.operations.counting import ballots_of
from workshop.tally import count

ROUNDS = [
    {"method": "approve", "secrecy": "named"},
    {"method": "dots", "points": 4, "secrecy": "confidential"},
    {"method": "opinion", "secrecy": "secret"},
]
# What else is said with a step that could be taken on an open round.
MORE = {"extend_round": {"minutes": 5}, "postpone_round": {"minutes": 5}, "edit_round": {"title": "Another"}}
CHOICES = {"approve": [1], "dots": [1, 2], "opinion": ["agree", "pass", "disagree"]}


@pytest.fixture(params=ROUNDS, ids=lambda fields: fields["method"])
def fields(request):
    """A kind of voting round."""
    return request.param


@pytest.fixture
def room(shared_in_process) -> Iterator[Room]:
    """A consultation of this test's own: what was counted is the same wherever it is asked."""
    room = Room(shared_in_process)
    yield room
    room.close()


def test_hiding_a_goal_after_the_close_changes_neither_figures_nor_commitment(room, fields):
    goals, round_id = _voted(room, fields)
    room.do("close_round", round_id=round_id)
    committed = room.round(round_id)["commitment"]
    room.do("hide_goal", goal_id=int(goals[0]), reason="Twice")
    revealed = room.reveal(round_id)
    assert set(revealed["goals"]) == set(goals)
    room.do("hide_goal", goal_id=int(goals[1]), reason="Twice")
    assert room.tally(round_id) == revealed
    assert room.round(round_id)["commitment"] == committed


def test_the_commitment_of_the_close_opens_to_the_figures_of_the_reveal(room, fields):
    _, round_id = _voted(room, fields)
    room.do("close_round", round_id=round_id)
    closed = room.round(round_id)
    assert closed["salt"] is None
    tally = room.reveal(round_id)
    revealed = room.round(round_id)
    # In the words of the documents, not with the app's own functions: whoever checks has only those.
    figures = {"voters": tally["voters"], "goals": tally["goals"]}
    text = json.dumps(figures, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256((revealed["salt"] + text).encode()).hexdigest() == closed["commitment"]
    assert revealed["commitment"] == closed["commitment"]


def test_a_recount_from_the_ballots_gives_the_same_figures(room, fields):
    goals, round_id = _voted(room, fields)
    tally = room.finish(round_id)
    room.do("hide_goal", goal_id=int(goals[0]), reason="Twice")
    with _database(room.server) as database, database.read() as session:
        ballots = ballots_of(session, session.get(Round, round_id))
    assert len(ballots) == tally["voters"] == 12
    assert count(METHODS[fields["method"]], ballots, goals) == {"voters": tally["voters"], "goals": tally["goals"]}


def test_a_closed_round_is_not_opened_again(room, fields):
    _, round_id = _voted(room, fields, voters=1)
    tally = room.finish(round_id)
    for step in ("open_round", "extend_round", "edit_round", "postpone_round", "remove_round", "close_round"):
        refused = room.lead.do(room.slug, step, round_id=round_id, **MORE.get(step, {}))
        assert (refused.status_code, refused.json()["code"]) == (409, "conflict"), step
        assert room.tally(round_id) == tally


def _voted(room, fields, voters=12):
    goals = room.goals(3)
    round_id = room.vote(**fields)
    values = CHOICES[fields["method"]]
    for number, person in enumerate(room.people(voters)):
        chosen = {goals[number % 3]: values[number % len(values)], goals[(number + 1) % 3]: values[0]}
        person.done(room.slug, "cast_ballot", round_id=round_id, choices=chosen)
    return goals, round_id


class _database:
    """A database as another process opens it."""

    def __init__(self, server):
        self.database = Database(server.env.get("WORKSHOP_DATABASE_URL") or f"sqlite:///{server.data}/workshop.sqlite")

    def __enter__(self):
        return self.database

    def __exit__(self, *_):
        self.database.dispose()
