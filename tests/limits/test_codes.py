"""A guesser gains nothing by the limit on codes, and a hall loses nothing; on a clock of its own."""

import pytest
from sqlalchemy import select

from tests.guessing.simulation import FOUNDER, RIGHT, WRONG, fill_a_hall, guess_for_a_day
from workshop.models import RateCounter

HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture(scope="session")
def database_kind() -> str:
    """The arithmetic is in the buckets, which are tested on both databases."""
    return "sqlite"


def guess(world, address, times):
    """Guess as often as that at one moment; gives how many were looked up."""
    return sum(world.type(address, WRONG) == 0 for _ in range(times))


def guess_dry(world):
    """Use up all that the addresses have in common."""
    number = 0
    while guess(world, f"198.18.0.{number}", 60) > 6:
        number += 1


def test_of_many_guesses_at_one_moment_few_are_looked_up(world):
    assert guess(world, HERE, 200) == 6 + 54
    world.now += 5
    assert guess(world, HERE, 200) == 5 * 4, "slowed, and not refused for long"


def test_right_codes_cost_nothing_and_leave_nothing(world):
    assert [world.type(HERE, RIGHT) for _ in range(60)] == [0] * 60
    with world.database.read() as session:
        assert session.scalars(select(RateCounter)).all() == []


def test_addresses_are_not_kept_as_they_are(world):
    guess(world, HERE, 3)
    with world.database.read() as session:
        keys = session.scalars(select(RateCounter.key)).all()
    assert keys and not any("192" in key for key in keys)


def test_when_many_guess_an_address_where_nobody_did_has_its_own(world):
    guess_dry(world)
    assert guess(world, "198.18.0.1", 20) == 0
    assert world.type(ELSEWHERE, RIGHT) == 0
    assert guess(world, ELSEWHERE, 20) == 6
    assert 1 <= world.type(ELSEWHERE, RIGHT) <= 5, "and then waits for seconds"


def test_a_whole_network_of_ipv6_is_few_addresses(world):
    guess_dry(world)
    assert sum(guess(world, f"2001:db8:1:2::{number:x}", 1) for number in range(1, 30)) == 6
    assert sum(guess(world, f"2001:db8:1:{number:x}::1", 1) for number in range(16, 90)) == 48 - 6


def test_newcomers_give_their_address_credit_and_no_other(world):
    guess_dry(world)
    guess(world, HERE, 6), guess(world, ELSEWHERE, 6)
    for _ in range(10):
        world.join(HERE)
    assert [world.type(HERE, RIGHT) for _ in range(5)] == [0] * 5
    assert guess(world, ELSEWHERE, 5) == 0
    assert guess(world, HERE, 30) == 20


def test_who_fills_workshops_of_their_own_with_guests_is_not_paid_for_ever(world):
    guess_dry(world)
    looked_up = 0
    for number in range(400):
        world.join(HERE, FOUNDER)
        looked_up += guess(world, HERE, 3) if number % 20 == 0 else 0
    looked_up += guess(world, HERE, 1000)
    assert looked_up <= 6 + 2 * 300
    world.join(HERE, FOUNDER + 1)
    assert guess(world, HERE, 5) == 2, "who joins the consultation of another is credit"


def test_guesses_of_a_day_come_to_little_and_a_stranger_does_not_wait(world):
    # A short form of `python -m tests.guessing`.
    looked_up, waited = guess_for_a_day(world, 1500, 20)
    assert looked_up <= 20 * 9 + 480
    assert waited == 0


@pytest.mark.parametrize("others_guess", [False, True])
def test_a_hall_of_which_every_third_mistypes_twice_is_in_within_a_minute(world, others_guess):
    if others_guess:
        guess_dry(world)
    within = fill_a_hall(world, 90)
    assert len(within) == 90
    assert max(within) <= 60
