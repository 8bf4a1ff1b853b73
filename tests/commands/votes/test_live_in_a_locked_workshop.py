"""Live figures of a confidential vote only where nobody new can join, and then per threshold of distinct people."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from tests.commands.hall import Hall, one
from workshop.commands.joining import join
from workshop.db import database_now
from workshop.errors import Conflict, Invalid
from workshop.fields import rfc3339
from workshop.models import Consultation, Round
from workshop.operations.groups.electorate import is_locked
from workshop.operations.publishing import close_due_rounds_of, publish_live

K = 5
LIVE = {"kind": "vote", "title": "Vote", "method": "approve", "secrecy": "confidential", "results": "live"}


def lock(hall: Hall, locked: bool = True) -> None:
    """Lock the workshop for newcomers, or unlock it."""
    hall.do(hall.lead, "lock_workshop", workshop_id=hall.workshop, locked=locked)


def opened(hall: Hall, people: int = 12) -> tuple[int, int, list[int]]:
    """Let people join, lock the workshop and open a live vote in it; gives round, goal and people."""
    there = [hall.join(f"Person {number}") for number in range(people)]
    [goal, _] = hall.goals(2)
    lock(hall)
    made = hall.do(hall.lead, "create_round", workshop_id=hall.workshop, **LIVE)["round_id"]
    hall.do(hall.lead, "open_round", round_id=made)
    return made, goal, there


def told(hall: Hall, round_id: int) -> int | None:
    """Let live figures move if they may, and return the number of voters in them."""
    publish_live(hall.database, round_id)
    tally = hall.seen(hall.aino)["tallies"].get(str(round_id))
    return tally and tally["voters"]


def guest(hall: Hall, code: str) -> int:
    """Join with another code; gives the account."""
    return join(hall.database, {"code": code, "name": "Guest"}, str(uuid4()), account_id=None, lang="fi").account.id


def refused(hall: Hall, name: str, **arguments) -> dict[str, str]:
    """The faults by field that a command is refused for."""
    with pytest.raises(Invalid) as fault:
        hall.do(hall.lead, name, **arguments)
    return {field: found.code for field, found in fault.value.errors.items()}


def test_it_is_not_opened_where_anyone_can_join_again_and_again(hall: Hall):
    beside = hall.do(hall.lead, "create_round", **LIVE)["round_id"]
    inside = hall.do(hall.lead, "create_round", workshop_id=hall.workshop, **LIVE)["round_id"]
    assert refused(hall, "open_round", round_id=beside) == {"results": "live_between_workshops"}
    assert refused(hall, "open_round", round_id=inside) == {"results": "live_needs_lock"}
    lock(hall)
    hall.do(hall.lead, "open_round", round_id=inside)
    assert refused(hall, "open_round", round_id=beside) == {"results": "live_between_workshops"}


@pytest.mark.parametrize("change", [{"secrecy": "named"}, {"secrecy": "secret"}, {"results": "at_close"}])
def test_the_ways_out_are_open(hall: Hall, change):
    round_id = hall.do(hall.lead, "create_round", **LIVE)["round_id"]
    hall.do(hall.lead, "edit_round", round_id=round_id, **change)
    hall.do(hall.lead, "open_round", round_id=round_id)


def test_the_clock_is_not_told_to_open_it_either(hall: Hall):
    soon = in_an_hour(hall)
    about = {**LIVE, "workshop_id": hall.workshop, "opens_at": soon}
    assert refused(hall, "create_round", **about) == {"results": "live_needs_lock"}
    planned = hall.do(hall.lead, "create_round", **{**about, "opens_at": None})["round_id"]
    assert refused(hall, "edit_round", round_id=planned, opens_at=soon) == {"results": "live_needs_lock"}
    lock(hall)
    hall.do(hall.lead, "edit_round", round_id=planned, opens_at=soon)


def test_what_the_clock_opens_in_a_workshop_that_was_unlocked_shows_nothing_before_its_close(hall: Hall):
    lock(hall)
    about = {**LIVE, "workshop_id": hall.workshop, "opens_at": in_an_hour(hall)}
    planned = hall.do(hall.lead, "create_round", **about)["round_id"]
    lock(hall, False)
    then = "UPDATE round SET opens_at = '2026-01-01T00:00:00.000000Z' WHERE id = :id"
    hall.database.write(lambda session: session.execute(text(then), {"id": planned}))
    with hall.database.read() as session:
        number = session.query(Consultation.id).filter_by(slug=hall.slug).scalar()
    close_due_rounds_of(hall.database, number)
    now = one(hall.seen()["rounds"], planned)
    assert (now["state"], now["results"]) == ("open", "at_close")


def test_figures_move_per_threshold_of_distinct_people(hall: Hall):
    round_id, goal, people = opened(hall)
    moves = []
    for person in people:
        hall.cast(person, round_id, **{f"g{goal}": 1})
        moves.append(told(hall, round_id))
    assert moves == [None] * 4 + [5] * 5 + [10] * 3


def test_one_with_guests_made_elsewhere_moves_nothing(hall: Hall):
    # Guests that came by another workshop's code after the lock can be as many as one likes, and may vote.
    code = hall.ask(hall.lead, "create_workshop", title="Other").events[0].data["code"]
    round_id, goal, people = opened(hall)
    for person in people[:K]:
        hall.cast(person, round_id, **{f"g{goal}": 1})
    assert told(hall, round_id) == K
    for _ in range(K - 1):
        hall.cast(guest(hall, code), round_id, **{f"g{goal}": 1})
    hall.cast(people[K], round_id, **{f"g{goal}": 1})
    assert told(hall, round_id) == K
    for person in people[K + 1 : 2 * K]:
        hall.cast(person, round_id, **{f"g{goal}": 1})
    assert told(hall, round_id) == 3 * K - 1


def test_nobody_is_told_apart_by_those_who_come_and_go(hall: Hall):
    round_id, goal, people = opened(hall)
    for person in people[:K]:
        hall.cast(person, round_id, **{f"g{goal}": 1})
    assert told(hall, round_id) == K
    for person in people[K : 2 * K - 1]:
        hall.cast(person, round_id, **{f"g{goal}": 1})
        hall.cast(person, round_id, **{f"g{goal}": None})
    hall.cast(people[-1], round_id, **{f"g{goal}": 1})
    assert told(hall, round_id) == K


def test_a_ballot_that_is_sent_again_as_it_was_is_no_change(hall: Hall):
    round_id, goal, people = opened(hall)
    for person in people[:K]:
        hall.cast(person, round_id, **{f"g{goal}": 1})
    assert told(hall, round_id) == K
    for person in people[: K - 1]:
        hall.cast(person, round_id, **{f"g{goal}": 1})
        hall.cast(person, round_id)
    hall.cast(people[K], round_id, **{f"g{goal}": 1})
    assert told(hall, round_id) == K


def test_figures_do_not_move_to_those_of_a_few_who_are_left(hall: Hall):
    round_id, goal, people = opened(hall)
    for person in people[: K + 1]:
        hall.cast(person, round_id, **{f"g{goal}": 1})
    assert told(hall, round_id) == K + 1
    for person in people[:K]:
        hall.cast(person, round_id, **{f"g{goal}": None})
    assert told(hall, round_id) == K + 1
    hall.do(hall.lead, "close_round", round_id=round_id)
    seen = hall.seen()
    assert (str(round_id) in seen["tallies"], one(seen["rounds"], round_id)["withheld"]) == (False, True)


def test_a_goal_that_comes_back_moves_no_figure_by_itself(hall: Hall):
    round_id, goal, people = opened(hall)
    for person in people[:K]:
        hall.cast(person, round_id, **{f"g{goal}": 1})
    assert told(hall, round_id) == K
    hall.do(hall.lead, "hide_goal", goal_id=goal, reason="Elsewhere")
    assert publish_live(hall.database, round_id)
    assert str(goal) not in hall.seen()["tallies"][str(round_id)]["goals"]
    assert not publish_live(hall.database, round_id)


def test_who_comes_since_the_lock_stays_a_newcomer_however_often_it_is_locked(hall: Hall):
    code = hall.ask(hall.lead, "create_workshop", title="Other").events[0].data["code"]
    round_id, goal, _ = opened(hall)
    guests = [guest(hall, code) for _ in range(K)]
    lock(hall)
    for person in guests:
        hall.cast(person, round_id, **{f"g{goal}": 1})
    assert told(hall, round_id) is None


def test_it_is_not_unlocked_while_figures_are_live(hall: Hall):
    round_id, _, _ = opened(hall, 0)
    with pytest.raises(Conflict) as conflict:
        lock(hall, False)
    assert conflict.value.reason == "live_in_open_vote"
    with hall.database.read() as session:
        assert is_locked(session, session.get(Round, round_id))
    hall.do(hall.lead, "close_round", round_id=round_id)
    lock(hall, False)


def test_a_round_that_was_live_before_goes_on_as_it_was_promised(hall: Hall):
    round_id, goal, people = opened(hall)
    before = "UPDATE workshop SET locked_at = NULL WHERE id = :id"
    hall.database.write(lambda session: session.execute(text(before), {"id": hall.workshop}))
    for person in people[:K]:
        hall.cast(person, round_id, **{f"g{goal}": 1})
    assert told(hall, round_id) == K


def in_an_hour(hall: Hall) -> str:
    """The time in an hour, as the wire has it."""
    with hall.database.read() as session:
        return rfc3339(database_now(session) + timedelta(hours=1))
