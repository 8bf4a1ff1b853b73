"""A process that hangs in a transaction does not keep its locks."""

import time

import pytest
from sqlalchemy import text

from workshop.db import Database, pause_long
from workshop.errors import CannotSave

pytestmark = pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
MANY = text("UPDATE installation SET epoch = :name")
SOON = text("SET LOCAL idle_in_transaction_session_timeout = 200")


@pytest.fixture
def database(database_url):
    database = Database(database_url)
    yield database
    database.dispose()


@pytest.mark.parametrize("values", [{"name": "A"}, [{"name": "A"}, {"name": "B"}]], ids=["one", "many"])
def test_a_transaction_that_stands_still_is_ended_whatever_it_did_last(database, values):
    def hang(session):
        session.execute(SOON)
        session.execute(MANY, values)
        time.sleep(1)
        session.execute(text("SELECT 1"))

    with pytest.raises(CannotSave):
        database.write(hang)


def test_one_that_works_on_what_it_read_may_stand_still_for_longer_and_no_other_after_it(database):
    def work(session):
        session.execute(SOON)
        pause_long(session)
        time.sleep(1)
        return session.scalar(text("SELECT 1"))

    assert database.write(work) == 1
    held = text("SELECT current_setting('idle_in_transaction_session_timeout')")
    assert database.write(lambda session: session.scalar(held)) == "5s"


def test_the_rows_that_many_values_changed_are_counted(database):
    def change(session):
        return session.execute(MANY, [{"name": "A"}, {"name": "B"}]).rowcount

    assert database.write(change) == 2
