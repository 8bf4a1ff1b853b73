"""Goals that say the same are found, and others are not offered, in both halves of the fixture."""

import pytest

from tests.likeness.pairs import AHEAD, HALVES, Told, told


def test_our_half_is_told_apart(reader):
    now = told("ours", reader)
    assert (now.similar, now.different) == (20, 20)
    assert now.good, now


@pytest.mark.parametrize(
    ("half", "similar", "different"), [("harder", 48, 86), ("further", 88, 108), ("programmes", 50, 50)]
)
def test_goals_of_one_field_that_want_something_else_are_told_apart(reader, half, similar, different):
    now = told(half, reader)
    assert (now.similar, now.different) == (similar, different)
    assert now.good, now


def test_the_other_half_is_counted_and_nothing_else(reader, record_property):
    """Whoever tunes must not see which pairs it misses: docs/likeness.md has the figures."""
    now = told("theirs", reader)
    record_property("theirs", str(now))
    assert HALVES == ("ours", "theirs") and (now.similar, now.different) == (20, 20)


def test_goals_that_were_asked_before_tuning_are_counted(reader, record_property):
    now = told(AHEAD, reader)
    record_property(AHEAD, str(now))
    assert (now.similar, now.different) == (30, 30)


def test_the_target_is_what_was_asked_for():
    assert Told(17, 20, 1, 20).good
    assert not Told(16, 20, 1, 20).good
    assert not Told(20, 20, 2, 20).good
