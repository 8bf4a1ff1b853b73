"""Mails in this process: a database of each kind, and facilitators of a consultation on it."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest

from tests.commands.hall import Hall, found
from workshop.config.allowed import Allowed
from workshop.db import Database
from workshop.operations.people.accounts import make_link, use_link


@pytest.fixture
def url(tables_url) -> str:
    """The address of a database of this test's own, of each kind, with the tables in it."""
    return tables_url


@pytest.fixture
def allowing(url, allowing_on) -> Callable[..., Database]:
    """Open the database as one more node, under settings of one's own: `allowing(to_one=((3, 3600),))`."""
    return lambda **rules: allowing_on(url, **rules)


@pytest.fixture
def allowing_on() -> Iterator[Callable[..., Database]]:
    """The same for a database that is named: `allowing_on(url)`."""
    databases = []

    def allow(url: str, **rules) -> Database:
        databases.append(database := Database(url, Allowed(**rules)))
        return database

    yield allow
    for database in databases:
        database.dispose()


@pytest.fixture
def hall(allowing) -> Hall:
    """A consultation under the settings as they are by default."""
    return found(allowing())


def attach(database: Database, account: int, email: str) -> None:
    """Give a guest's account an address."""
    secret = database.write(lambda session: make_link(session, email, account_id=account))
    database.write(lambda session: use_link(session, secret, account))


def address() -> str:
    """An address that nobody has yet."""
    return f"{uuid4().hex[:12]}@example.org"


def promoted(hall: Hall, name: str, by: int | None = None) -> int:
    """Let a guest join and be made a facilitator; gives the account."""
    guest = hall.join(name)
    hall.do(by or hall.lead, "change_participant", participant_id=hall.participant(guest), role="facilitator")
    return guest
