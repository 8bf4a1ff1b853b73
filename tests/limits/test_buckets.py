"""Buckets let through what they hold, and then one at a time; nobody has the last token twice."""

import itertools

import pytest

from workshop.limits.buckets import Bucket, earn, give_back, has, held, seconds_to_wait, spend, sweep, take
from workshop.models import RateCounter

THREE, ONE = Bucket("three", holds=3, every=10), Bucket("one", holds=1, every=60)
NOW = 1_800_000_000.0
ALL = list(itertools.product((THREE, ONE), ("a", "b", "")))


@pytest.fixture
def at(database):
    """What calls something in a transaction of its own: `at(take, 5, [...])` five seconds later."""

    def call(what, later, *more):
        def work(session):
            with held(session, NOW + later, ALL) as full:
                return what(full, NOW + later, *more)

        return database.write(work)

    return call


def wait(full, now, *shares):
    """Return `seconds_to_wait` for them."""
    return seconds_to_wait(full, now, [*shares])


@pytest.fixture
def rows(database):
    """What tells how many rows there are."""

    def count():
        with database.read() as session:
            return session.query(RateCounter).count()

    return count


def test_a_bucket_holds_so_many_and_fills_up_one_by_one(at):
    assert [at(take, 0, [(THREE, "a")]) for _ in range(4)] == [True, True, True, False]
    assert at(wait, 4, (THREE, "a")) == pytest.approx(6, abs=0.01)
    assert [at(take, 10, [(THREE, "a")]) for _ in range(2)] == [True, False]
    assert [at(take, 1000, [(THREE, "a")]) for _ in range(4)] == [True, True, True, False]


def test_each_has_a_bucket_of_their_own(at):
    assert [at(take, 0, [(ONE, who)]) for who in ("a", "b", "a", "")] == [True, True, False, True]


def test_in_any_stretch_no_more_is_taken_than_it_holds_and_gains(at):
    taken = [second for second in range(0, 120, 3) if at(take, second, [(THREE, "a")])]
    assert all(len([t for t in taken if begin <= t < begin + 30]) <= 3 + 3 for begin in range(120))
    assert len(taken) >= 12


def test_of_several_all_are_taken_or_none(at):
    assert at(take, 0, [(THREE, "a"), (ONE, "a")])
    assert not at(take, 0, [(THREE, "a"), (ONE, "a")])
    assert [at(take, 0, [(THREE, "a")]) for _ in range(3)] == [True, True, False]


def test_what_is_given_back_can_be_taken_again_and_a_full_bucket_is_no_row(at, rows):
    for _ in range(20):
        assert at(take, 0, [(THREE, "a"), (ONE, "a")])
        at(give_back, 0, [(THREE, "a"), (ONE, "a")])
    assert rows() == 0


def test_a_purse_begins_empty_holds_so_many_and_melts(at):
    purse = (THREE, "a")
    assert not at(spend, 0, purse) and not at(has, 0, purse)
    at(earn, 0, purse, 2)
    assert at(has, 0, purse)
    assert [at(spend, 0, purse) for _ in range(3)] == [True, True, False]
    at(earn, 0, purse, 9)
    assert [at(spend, 0, purse) for _ in range(4)] == [True, True, True, False]
    at(earn, 0, purse, 2)
    assert [at(spend, 10, purse) for _ in range(2)] == [True, False]


def test_what_says_nothing_any_more_is_swept_away(database, at, rows):
    at(take, 0, [(THREE, "a"), (ONE, "a")])
    for later, left in ((9, 2), (11, 1), (61, 0)):
        database.write(lambda session, later=later: sweep(session, NOW + later))
        assert rows() == left
