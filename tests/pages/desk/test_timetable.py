"""The clock times of an agenda follow from what has been: a workshop that runs late is planned anew."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from workshop.web.view.timetable import timetable

NINE = datetime(2026, 11, 27, 7, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    """A time so many minutes after nine."""
    return NINE + timedelta(minutes=minutes)


def round_(number: int, state="planned", minutes=10, **times) -> SimpleNamespace:
    """A round; its times are given in minutes after nine."""
    names = ("opens_at", "closes_at", "opened_at", "closed_at", "paused_at")
    about = {name: at(times[name]) if name in times else None for name in names}
    return SimpleNamespace(id=number, state=state, minutes=minutes, **about)


def clocks(rounds, now: float, starts: datetime | None = NINE):
    """When each begins and ends, in minutes after nine, and how late it is."""
    times = timetable(rounds, starts, at(now))

    def minutes(time):
        return None if time is None else (time - NINE) / timedelta(minutes=1)

    return [(minutes(step.begins), minutes(step.ends)) for step in times.steps], times.late


@pytest.mark.parametrize(
    ("rounds", "now", "steps", "late"),
    [
        ([round_(1), round_(2), round_(3, minutes=5)], -60, [(0, 10), (10, 20), (20, 25)], None),
        ([round_(1), round_(2)], 7, [(7, 17), (17, 27)], 7),
        (
            [round_(1, "closed", opened_at=0, closed_at=18), round_(2, "open", opened_at=20), round_(3)],
            22,
            [(0, 18), (20, 30), (30, 40)],
            10,
        ),
        ([round_(1, "open", opened_at=0), round_(2)], 25, [(0, 25), (25, 35)], 15),
        ([round_(1, "open", opened_at=0, closes_at=8), round_(2)], 2, [(0, 8), (8, 18)], -2),
        # Its clock has stood for seven minutes.
        ([round_(1, "open", opened_at=0, closes_at=10, paused_at=4), round_(2)], 11, [(0, 17), (17, 27)], 7),
        # The time of the first would be over before it can begin; what comes after it begins no sooner.
        ([round_(1, opens_at=0, closes_at=10), round_(2)], 15, [(15, 10), (15, 25)], 15),
        ([round_(1, minutes=None), round_(2)], -5, [(0, None), (0, 10)], None),
        ([round_(1, "closed", opened_at=0, closed_at=5), round_(2, opens_at=30)], 6, [(0, 5), (30, 40)], 20),
        ([round_(1, "revealed", opened_at=0, closed_at=5)], 9, [(0, 5)], None),
        ([], 0, [], None),
    ],
)
def test_what_is_to_come_follows_from_what_has_been(rounds, now, steps, late):
    assert clocks(rounds, now) == (steps, late)


def test_without_a_beginning_there_are_no_times_until_the_first_round_is_open():
    assert clocks([round_(1), round_(2)], 0, starts=None) == ([(None, None), (None, None)], None)
    assert clocks([round_(1, "open", opened_at=5), round_(2)], 6, starts=None) == ([(5, 15), (15, 25)], None)


def test_a_round_that_the_clock_would_open_too_early_is_marked():
    rounds = [round_(1, "open", opened_at=0, closes_at=40), round_(2, opens_at=30)]
    one, two = timetable(rounds, NINE, at(5)).steps
    assert (one.late, two.late, two.begins) == (False, True, at(40))
