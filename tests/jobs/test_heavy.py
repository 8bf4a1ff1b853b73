"""A heavy job runs in a process of its own: beside the light ones, under a lease, and never longer than its worker."""

import os
import signal
from dataclasses import replace

import pytest

from tests.jobs.workers import until
from tests.mail.conftest import address
from tests.nodes.family import PROC, family
from workshop.db import database_now
from workshop.engine.jobs import order
from workshop.jobs import KINDS
from workshop.worker import Worker

HEAVY = {name: replace(kind, weight="heavy") for name, kind in KINDS.items() if name == "forget"}


@pytest.fixture
def worker(settings, database, monkeypatch, url) -> Worker:
    """A worker in this process to which forgetting is heavy."""
    monkeypatch.setenv("WORKSHOP_DATABASE_URL", url)
    return Worker(settings, database, KINDS | HEAVY)


def apart(pid: int) -> list[int]:
    """The processes of heavy jobs under a process."""
    return [each for each in family(pid) if each != pid and b"workshop.jobs" in command(each)]


def command(pid: int) -> bytes:
    """What a process was started with; nothing where it has gone."""
    try:
        return (PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return b""


def ask(database, **arguments):
    """Order a forgetting."""
    database.write(lambda session: order(session, "forget", arguments, database_now(session)))


def test_it_runs_apart_while_light_ones_are_done_and_is_put_away_when_it_has_ended(worker, database, letters_to, rows):
    ask(database, round_id=1)
    ask(database, round_id=2)
    assert worker.work() == 1
    assert len(apart(os.getpid())) == 1
    letters_to([address()])
    worker.work()
    assert {job.name for job in rows()} == {"forget"}
    until(lambda: worker.work() == 0 and rows() == [], 60)


def test_one_that_fails_is_tried_again_as_a_light_one_is(worker, database, rows):
    ask(database, no_such="argument")
    worker.work()
    until(lambda: worker.work() == 0 and rows()[0].failure, 60)
    [job] = rows()
    assert (job.tries, job.failure) == (1, "exit status 1")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_it_ends_with_its_worker_and_is_left_to_another(letters_to, rows, start_mail_server, workers, number):
    server = start_mail_server(30)
    process = workers.start(mail=server.address, heavy=["sign_in_link"])
    letters_to([address()])
    until(lambda: server.letters, 60)
    [child] = apart(process.pid)
    process.send_signal(number)
    process.wait(10)
    until(lambda: b"workshop.jobs" not in command(child), 10)
    [job] = rows()
    # Whoever is killed leaves it for as long as the lease lasts; whoever ends gives it back.
    assert job.tries == (1 if number == signal.SIGKILL else 0)
