"""Jobs in this process and in workers of their own: a database of each kind, letters to be sent, a slow mail server."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from tests.jobs.mail_server import MailServer
from tests.jobs.workers import Workers
from tests.mail.conftest import allowing, allowing_on, url  # noqa: F401
from workshop.config import Settings, read_settings
from workshop.db import Database, database_now
from workshop.engine.jobs import order
from workshop.models import Account, Job


@pytest.fixture
def database(allowing) -> Database:  # noqa: F811
    """The database, as this process opens it."""
    return allowing()


@pytest.fixture
def settings(tmp_path) -> Settings:
    """The settings of a worker in this process, whose letters go to the console."""
    return read_settings({}, data=str(tmp_path))


@pytest.fixture
def start_mail_server() -> Iterator[Callable[[float], MailServer]]:
    """Start a mail server that takes so many seconds a letter: `start_mail_server(2)`."""
    servers = []

    def start(seconds: float) -> MailServer:
        servers.append(server := MailServer(seconds))
        return server

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def workers(url, tmp_path) -> Iterator[Workers]:  # noqa: F811
    """Workers as processes on this test's database."""
    workers = Workers(tmp_path, url)
    yield workers
    workers.kill()


@pytest.fixture
def letters_to(database) -> Callable[[list[str]], None]:
    """Order a letter to each of several addresses, which accounts have."""

    def letters(people: list[str]) -> None:
        def work(session):
            now = database_now(session)
            for email in people:
                about = {"name": email, "email": email, "lang": "en", "administrator": False, "stamp": ""}
                session.add(Account(**about, created_at=now))
                order(session, "sign_in_link", {"email": email, "account_id": None}, now)

        database.write(work)

    return letters


@pytest.fixture
def rows(database) -> Callable[[], list[Job]]:
    """Return the jobs that are there."""

    def read() -> list[Job]:
        with database.read() as session:
            return list(session.scalars(select(Job).order_by(Job.id)))

    return read
