"""In a web process a greenlet that waits for PostgreSQL lets the others go on, and nobody gets another's answer."""

import subprocess
import sys

import pytest
from sqlalchemy import text

from workshop.db import Database

pytestmark = pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
# A process of its own, since gevent replaces what Python waits by.
BEGIN = """
from gevent import monkey
monkey.patch_all()
import sys, time, gevent
from sqlalchemy import text
from workshop.db import Database
from workshop.errors import CannotSave
database = Database(sys.argv[1])
def asked(number, seconds=0.0):
    with database.read() as session:
        return session.scalar(text("SELECT :number FROM pg_sleep(:seconds)"), {"number": number, "seconds": seconds})
"""
TOGETHER = """
began = time.monotonic()
waiting = [gevent.spawn(asked, number, 0.5) for number in range(4)]
gevent.joinall(waiting)
print([each.value for each in waiting], time.monotonic() - began < 1.5)
"""
ENDED = """
waiting = gevent.spawn(asked, 1, 0.5)
gevent.sleep(0.1)
waiting.kill()
print([asked(number) for number in range(2, 12)])
"""
LOST = """
def end():
    with database.read() as session:
        session.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(%' "
                             "AND pid <> pg_backend_pid()"))
def refused():
    try:
        return asked(1, 5)
    except CannotSave:
        return "refused"
began, waiting = time.monotonic(), gevent.spawn(refused)
gevent.sleep(0.2)
end()
print(waiting.get(), asked(2), time.monotonic() - began < 3)
"""


def said(database_url: str, script: str) -> str:
    """Return what a process says that gevent runs, and that has `asked` to ask the database."""
    asked = [sys.executable, "-c", BEGIN + script, database_url]
    return subprocess.run(asked, stdout=subprocess.PIPE, text=True, check=True, timeout=60).stdout.strip()


def test_several_wait_at_the_same_time_and_each_gets_its_own_answer(database_url):
    assert said(database_url, TOGETHER) == "[0, 1, 2, 3] True"


def test_after_one_who_was_ended_while_waiting_nobody_gets_their_answer(database_url):
    assert said(database_url, ENDED) == str(list(range(2, 12)))


def test_a_connection_that_is_lost_ends_the_waiting(database_url):
    assert said(database_url, LOST) == "refused 2 True"


def test_what_is_read_again_and_again_is_planned_once(database_url):
    database = Database(database_url)
    again = text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%consultation%'")
    try:
        for _ in range(10):
            with database.read() as session:
                session.execute(text("SELECT count(*) FROM consultation"))
        with database.read() as session:
            assert session.scalar(again) == 1
    finally:
        database.dispose()
