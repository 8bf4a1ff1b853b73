"""What a minute of voting costs each listener does not grow with the number of those who vote."""

import itertools

import pytest

from workshop.sockets.pace import BURST, LONGEST_SECONDS, RATE, Pace


class Clock:
    """A clock that a test moves."""

    def __init__(self):
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def a_minute(votes_a_second: float, size: int) -> list[float]:
    """Let so many votes come in for a minute, each as soon as the pace allows; give when figures went out."""
    clock = Clock()
    pace, sent = Pace(clock), []
    for _ in range(round(60 * votes_a_second)):
        clock.now += 1 / votes_a_second
        if pace.allows(1):
            pace.spend(1, size, clock.now)
            sent.append(clock.now - 100)
    return sent


def test_it_is_at_once_while_it_is_quiet():
    assert len(a_minute(0.5, size=200)) == 30


@pytest.mark.parametrize("votes", [10, 33, 300])
def test_a_minute_costs_no_more_however_many_vote(votes):
    sent = a_minute(votes, size=200)
    assert 200 * len(sent) <= BURST + 60 * RATE + 2 * 200
    assert len(sent) >= 60 / LONGEST_SECONDS


def test_figures_that_are_large_are_never_old():
    sent = a_minute(10, size=20_000)
    gaps = [after - before for before, after in itertools.pairwise(sent)]
    assert max(gaps) <= LONGEST_SECONDS + 0.2


def test_a_burst_of_two_seconds_is_told_ten_times_a_second():
    clock = Clock()
    pace = Pace(clock)
    for _ in range(20):
        clock.now += 0.1
        assert pace.allows(1)
        pace.spend(1, 250, clock.now)


@pytest.mark.parametrize("took", [0.1, 0.4, 0.7])
def test_the_longer_counting_takes_the_sooner_it_is_due(took):
    clock = Clock()
    pace = Pace(clock)
    for _ in range(3):
        began = clock.now
        clock.now += took
        pace.spend(1, 20_000, began)
        assert clock.now + pace.seconds_left(1) + took - began <= max(LONGEST_SECONDS, 2.5 * took) + 0.001
        clock.now += pace.seconds_left(1)
    assert pace.allows(1)


def test_counting_that_takes_very_long_rests_half_as_long():
    clock = Clock()
    pace = Pace(clock)
    began = clock.now
    clock.now += 10
    pace.spend(1, 20_000, began)
    assert pace.seconds_left(1) == pytest.approx(5)
