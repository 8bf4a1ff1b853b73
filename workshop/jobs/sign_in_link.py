"""Mails a link to sign in, or one that adds an address to an account."""

from datetime import timedelta

from sqlalchemy import select

from workshop.jobs.kind import JobContext, Kind
from workshop.jobs.letters import send, sign_in_url, wait_for_turn
from workshop.mail.letters import address_letter, sign_in_letter
from workshop.models import Account
from workshop.operations.people.accounts import make_link

NAME = "sign_in_link"


def run(context: JobContext, email: str, account_id: int | None, then: str = "/") -> None:
    """Mail the link in the language of its account; nothing to an address without an account.

    With `account_id` the link adds the address to that account.
    """
    with context.database.read() as session:
        which = Account.id == account_id if account_id else Account.email == email
        lang = session.scalar(select(Account.lang).where(which))
    if lang is None:
        return
    wait_for_turn(context, NAME)
    secret = context.database.write(lambda session: make_link(session, email, account_id=account_id))
    url, letter = sign_in_url(context.settings, secret, then), address_letter if account_id else sign_in_letter
    send(context, email, lang, lambda name: letter(name, url))


KIND = Kind(
    name=NAME,
    run=run,
    lease=timedelta(minutes=2),
    retry_after=timedelta(seconds=20),
    tries=10,
    weight="light",
)
