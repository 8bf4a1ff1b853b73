"""Lanes: who waits for a consultation's lock waits in one queue, in order, and keeps no ballot waiting."""

import contextlib
import time
from concurrent.futures import ThreadPoolExecutor

import gevent
import psycopg
import pytest

from tests.faults.room import Room
from workshop.db.lanes import Turns
from workshop.db.pokes import driver_address
from workshop.errors import CannotSave

JOINERS = 40


def test_turns_are_taken_in_the_order_in_which_one_came():
    turns, order = Turns(), []

    def take(number):
        with turns.turn():
            order.append(number)
            gevent.sleep(0.001)

    gevent.joinall([gevent.spawn(take, number) for number in range(20)])
    assert order == list(range(20))


def test_of_several_connections_nobody_who_comes_later_takes_the_one_that_another_waits_for():
    turns, order = Turns(connections=3), []

    def take(number):
        with turns.turn():
            order.append(number)
            gevent.sleep(0.001)
        # Whoever comes at the moment at which a connection is given back comes after those who wait.
        if number < 10:
            take(number + 100)

    gevent.joinall([gevent.spawn(take, number) for number in range(10)])
    assert order == [*range(10), *range(100, 110)]


def test_who_finds_the_queue_full_is_refused_at_once_and_who_waits_too_long_then():
    turns, refused = Turns(most_waiting=2, longest_seconds=0.05), []

    def take(number, seconds=0.0):
        began = time.monotonic()
        try:
            with turns.turn():
                gevent.sleep(seconds)
        except CannotSave:
            refused.append((number, time.monotonic() - began >= 0.05))

    gevent.joinall([gevent.spawn(take, 0, 0.2), *(gevent.spawn(take, number) for number in (1, 2, 3))])
    assert refused == [(3, False), (1, True), (2, True)]
    with turns.turn():
        pass


def test_who_is_ended_while_waiting_passes_the_turn_on():
    turns, taken = Turns(), []

    def take(number):
        with turns.turn():
            taken.append(number)
            gevent.sleep(0.02)

    waiting = [gevent.spawn(take, number) for number in range(3)]
    gevent.sleep(0.01)
    waiting[1].kill()
    gevent.joinall(waiting)
    assert taken == [0, 2]


@contextlib.contextmanager
def _locked(url: str, slug: str):
    """Hold a consultation's lock, as another process does that has come to a stand."""
    with psycopg.connect(driver_address(url)) as holding:
        holding.execute("SELECT id FROM consultation WHERE slug = %s FOR UPDATE", [slug])
        yield
        holding.rollback()


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
def test_ballots_go_on_while_a_hall_waits_for_the_consultation_and_then_all_are_let_in(server, database_url):
    room = Room(server)
    voters, goals = room.people(6), room.goals(2)
    round_id = room.vote(method="approve", secrecy="named", results="at_close")
    statuses, took = [], []

    def come(number):
        answer = room.person().join(room.code, f"Joiner {number}")
        statuses.append(answer.status_code)

    with ThreadPoolExecutor(JOINERS) as pool:
        with _locked(database_url, room.slug):
            coming = [pool.submit(come, number) for number in range(JOINERS)]
            time.sleep(1)
            assert statuses == []
            for voter in voters:
                began = time.monotonic()
                voter.done(room.slug, "cast_ballot", round_id=round_id, choices={str(goals[0]): 1})
                took.append(time.monotonic() - began)
            assert statuses == []
        for each in coming:
            each.result(15)
    assert max(took) < 1
    assert statuses == [200] * JOINERS
