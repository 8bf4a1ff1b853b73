"""The web surface in this process, without sockets: for what one request says, whoever else is there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from workshop import identity
from workshop.commands.example import make_example
from workshop.config import read_settings
from workshop.db import Database, database_now
from workshop.migrating import migrate
from workshop.models import Account, Workshop
from workshop.operations.installing import install
from workshop.operations.people.accounts import make_token
from workshop.web.app import make_app


@dataclass(frozen=True)
class Site:
    """An app with the example in it, the example's address and code, and a token of its facilitator."""

    app: Flask
    slug: str
    code: str
    token: str


@contextmanager
def site(folder: Path, **env: str) -> Iterator[Site]:
    """Return a site with these settings, on an embedded database of its own."""
    settings = read_settings({"WORKSHOP_DATA": str(folder), **env})
    migrate(settings.database_url)
    database = Database(settings.database_url)
    database.write(install)
    made = make_example(database)
    app = make_app(settings, database)
    try:
        with database.read() as session:
            code = session.get(Workshop, made.workshop_id).code
        token = database.write(lambda session: _token(session, settings, made.facilitator_id))
        yield Site(app, made.slug, code, token)
    finally:
        database.dispose()


def _token(session, settings, account_id):
    row = make_token(session, session.get(Account, account_id), database_now(session))
    return identity.sign_token(settings.secret_key, row)
