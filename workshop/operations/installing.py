"""The installation's row, and its administrators."""

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.db import database_now
from workshop.models import Account, Consultation, Installation
from workshop.operations.auditing import note
from workshop.operations.numbering import number_the_rest
from workshop.operations.people.accounts import account_by_email
from workshop.operations.people.addresses import new_email


def install(session: Session) -> None:
    """Make the installation's row with its epoch, if there is none; safe to run in several processes at once.

    Numbers what an older version made while the tables were being changed; a new epoch then makes every client reload.
    """
    if session.get(Installation, 1) is None:
        session.add(Installation(id=1, epoch=secrets.token_hex(8), created_at=database_now(session)))
        session.flush()
    if number_the_rest(session):
        session.get_one(Installation, 1).epoch = secrets.token_hex(8)


def make_administrator(session: Session, email: str, name: str | None = None) -> Account:
    """Make the account of an address, new or existing, an administrator; raises Invalid for no address."""
    account = account_by_email(session, new_email(email), name, "fi", database_now(session))
    account.administrator = True
    note(session, "administrator_made", actor_id=None, about_id=account.id)
    return account


def is_empty(session: Session) -> bool:
    """Whether the installation has no consultation yet."""
    return session.scalar(select(Consultation.id).limit(1)) is None
