"""Writers who meet at a constraint of the database are told what they would be told one after another, or refused."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import JSON, UniqueConstraint, insert, select
from sqlalchemy.exc import IntegrityError

from tests.commands.hall import Hall, found
from workshop.commands.founding import create_consultation
from workshop.db import Database
from workshop.db.races import GONE, QUICKER, DoneAgain
from workshop.errors import Conflict, NotFound
from workshop.models import Account, Base, Consultation, Participant
from workshop.operations.installing import install

NOW = datetime(2026, 1, 1, tzinfo=UTC)
VALUES = {str: "1", bool: False, bytes: b"1", datetime: NOW, date: NOW.date()}


@pytest.fixture
def database(tables_url) -> Iterator[Database]:
    """A database of each kind with the tables in it."""
    database = Database(tables_url)
    database.write(install)
    yield database
    database.dispose()


def test_every_unique_constraint_and_every_reference_of_the_models_is_named_in_the_one_place():
    unique, references = set(), set()
    for table in Base.metadata.tables.values():
        counted = table.autoincrement_column is not None and len(table.primary_key.columns) == 1
        unique |= set() if counted else {table.primary_key.name}
        unique |= {each.name for each in table.constraints if isinstance(each, UniqueConstraint)}
        unique |= {index.name for index in table.indexes if index.unique}
        references |= {each.name for each in table.foreign_key_constraints}
    assert unique == QUICKER
    assert references == GONE


def test_at_each_of_them_a_writer_is_refused_and_nothing_breaks(database):
    for table in Base.metadata.sorted_tables:
        for constraint in table.constraints:
            if constraint.name in QUICKER:
                with pytest.raises(Conflict, match="sent_twice"):
                    database.write(_meeting(table, constraint))
            if constraint.name in GONE:
                with pytest.raises(NotFound):
                    database.write(_pointing(table, constraint))


def test_what_no_race_can_cause_stays_a_fault(database):
    nameless = insert(Account).values(name=None, lang="fi", stamp="1", created_at=NOW)
    with pytest.raises(IntegrityError):
        database.write(lambda session: session.execute(nameless))


def test_work_that_others_were_quicker_with_is_done_again_from_its_beginning(database):
    tries = []

    def work(session):
        tries.append(session)
        if len(tries) < 3:
            raise DoneAgain
        return "done"

    assert database.write(work) == "done"
    assert len(tries) == 3
    assert len(set(map(id, tries))) == 3


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
def test_one_address_is_invited_to_six_consultations_at_once_and_is_one_account(database):
    halls = [found(database) for _ in range(6)]

    def invite(hall: Hall):
        return hall.do(hall.lead, "invite_participant", email="sama@example.org", role="member")

    assert len(at_once([lambda hall=hall: invite(hall) for hall in halls])) == 6
    with database.read() as session:
        accounts = session.scalars(select(Account.id).where(Account.email == "sama@example.org")).all()
        invited = session.scalars(select(Participant).where(Participant.account_id.in_(accounts))).all()
    assert (len(accounts), len(invited)) == (1, 6)


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
def test_twelve_consultations_of_one_title_at_once_are_twelve_with_addresses_of_their_own(database):
    lead = found(database).lead

    def make():
        return create_consultation(database, lead, str(uuid4()), {"title": "Sama otsikko"}).result["slug"]

    slugs = at_once([make] * 12)
    assert sorted(slugs) == sorted(["sama-otsikko", *(f"sama-otsikko-{number}" for number in range(2, 13))])


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
def test_one_founding_that_is_sent_six_times_at_once_is_one_consultation(database):
    lead, key = found(database).lead, str(uuid4())

    def make():
        return create_consultation(database, lead, key, {"title": "Kerran"}).result["slug"]

    assert set(at_once([make] * 6)) == {"kerran"}
    with database.read() as session:
        assert len(session.scalars(select(Consultation).where(Consultation.key == key)).all()) == 1


def at_once(works: list[Callable]) -> list:
    """Do all of them in threads that begin together; gives what each returned."""
    start = Barrier(len(works))

    def begin(work):
        start.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(begin, works))


def _row(table):
    """Return a row of any table, with another number in each column, as rows that are not to be one thing have."""
    row = {}
    for place, column in enumerate(table.columns, 1):
        kind = getattr(column.type, "impl_instance", column.type)
        value = {} if isinstance(kind, JSON) else VALUES.get(kind.python_type, place)
        row[column.name] = None if column.foreign_keys and column.nullable else value
    return row


def _meeting(table, constraint):
    """Write two rows that differ in everything but what a constraint is about."""
    row = _row(table)
    row |= {column.name: 1 for column in constraint.columns if row[column.name] is None}
    other = {name: value + 100 if type(value) is int else value for name, value in row.items()}
    other |= {column.name: row[column.name] for column in constraint.columns}

    # In one statement: what they refer to, which is not there either, would be looked for after it.
    return lambda session: session.execute(insert(table).values([row, other]))


def _pointing(table, reference):
    """Write a row that refers to something that is not there; a comment is always on one thing."""
    named = set(reference.columns.keys())
    if table.name == "comment" and not named & {"goal_id", "measure_id"}:
        named.add("goal_id")
    missing = {name: "999" if name.endswith(("code", "into")) else 999_999 for name in named}
    return lambda session: session.execute(insert(table).values(_row(table) | missing))
