"""A job is one worker's while its lease lasts; who lost it to another changes nothing and sends nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.mail.conftest import address
from workshop.db import database_now
from workshop.engine.jobs import order
from workshop.jobs import KINDS
from workshop.jobs.leases import claim, claim_periodic
from workshop.models import Job, PeriodicJob
from workshop.worker import Worker

PERIODIC = {name for name, kind in KINDS.items() if kind.every}


def take(database):
    """Take the next job, as a worker does; None where none is due."""
    return database.write(lambda session: claim(session, KINDS))


def end_leases(database):
    """Let the time of every lease be over."""

    def end(session):
        past = database_now(session) - timedelta(seconds=1)
        session.execute(update(Job).values(due_at=past))
        session.execute(update(PeriodicJob).values(due_at=past))

    database.write(end)


def test_only_one_worker_holds_a_job_and_takes_no_more_than_it_does_now(database, letters_to):
    letters_to(people := [address() for _ in range(3)])
    leases = [take(database) for _ in range(4)]
    assert [lease and lease.arguments["email"] for lease in leases] == [*people, None]
    assert [len(lease.held) for lease in leases[:3]] == [1, 1, 1]


def test_who_was_too_slow_to_renew_changes_nothing_of_what_another_does(database, letters_to, rows):
    letters_to([address()])
    slow = take(database)
    end_leases(database)
    other = take(database)
    assert other.held.keys() == slow.held.keys()
    before = [(job.due_at, job.tries, job.failure) for job in rows()]
    assert database.write(slow.renew) is False
    for change in (
        slow.finish,
        lambda session: slow.fail(session, "no"),
        lambda session: slow.put_off(session, timedelta()),
    ):
        database.write(change)
    assert [(job.due_at, job.tries, job.failure) for job in rows()] == before
    assert database.write(other.renew) is True
    database.write(other.finish)
    assert rows() == []


def test_a_letter_whose_job_another_has_taken_over_is_not_sent(database, settings, letters_to, rows, capsys):
    letters_to([address()])
    kind = KINDS["sign_in_link"]

    def run_late(context, **arguments):
        end_leases(database)
        assert take(database)
        kind.run(context, **arguments)

    late = {kind.name: replace(kind, run=run_late)}
    assert Worker(settings, database, late).work() == 1
    assert "Subject" not in capsys.readouterr().out
    [job] = rows()
    assert (job.tries, job.failure) == (2, None)


def test_of_jobs_that_ask_for_the_same_forgetting_one_run_does_for_all(database, rows):
    def ask(session):
        for round_id in (1, 1, 2, 1):
            order(session, "forget", {"round_id": round_id}, database_now(session))

    database.write(ask)
    ids = [job.id for job in rows()]
    first, second = take(database), take(database)
    assert (list(first.held), first.arguments) == ([ids[0], ids[1], ids[3]], {"round_id": 1})
    assert (list(second.held), second.arguments) == ([ids[2]], {"round_id": 2})
    database.write(first.finish)
    assert [job.id for job in rows()] == [ids[2]]


def test_what_is_periodic_has_one_row_is_done_by_one_worker_and_is_due_again_after_its_time(database):
    def next_one():
        return database.write(lambda session: claim_periodic(session, KINDS))

    leases = [next_one() for _ in PERIODIC]
    assert {lease.kind.name for lease in leases} == PERIODIC
    assert next_one() is None
    database.write(leases[0].finish)
    with database.read() as session:
        row, now = session.get(PeriodicJob, leases[0].kind.name), database_now(session)
        assert len(session.scalars(select(PeriodicJob)).all()) == len(PERIODIC)
    every = leases[0].kind.every
    assert every - timedelta(minutes=1) < row.due_at - now <= every
    end_leases(database)
    assert {next_one().kind.name for _ in PERIODIC} == PERIODIC
    # Who lost it changes nothing: the others would do it again at once.
    for lease in leases:
        database.write(lambda session, lease=lease: lease.put_off(session, timedelta()))
    assert next_one() is None


def test_a_job_of_a_kind_that_is_not_known_is_left_to_a_newer_worker(database, settings, rows):
    database.write(lambda session: order(session, "from_tomorrow", {}, database_now(session)))
    assert Worker(settings, database).work() == 0
    [job] = rows()
    assert (job.tries, job.failure, job.done_at) == (0, None, None)


@pytest.mark.parametrize(("name", "tries"), [("sign_in_link", 10), ("forget", None)])
def test_what_fails_is_tried_again_as_often_as_its_kind_says(database, rows, name, tries):
    database.write(lambda session: order(session, name, {}, database_now(session)))
    for number in range(1, 13):
        lease = take(database)
        if lease is None:
            break
        database.write(lambda session, lease=lease: lease.fail(session, "Refused"))
        [job] = rows()
        assert (job.tries, job.failure) == (number, "Refused")
        end_leases(database)
    [job] = rows()
    assert job.tries == (tries or 12)
    assert (job.done_at is None) == (tries is None)
