"""Limits on mails, counted in the database for all processes together, before the mail's job is ordered.

The count of a refused request is rolled back with it; concurrent requests wait for each other's counts.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import case, delete
from sqlalchemy.orm import Session

from workshop.config.allowed import Rates
from workshop.db import allowed, database_now, upsert
from workshop.engine.jobs import order
from workshop.errors import TooManyMails
from workshop.models import Account, MailCount, Participant
from workshop.operations.people.addresses import mailbox_of

FORGOTTEN_AFTER = timedelta(hours=1)
# Kinds of mail that get half of a limit.
INVITATION, ADDRESS = "invitation", "address"
# A sender is ("by_…", who): the word names the field of `Allowed` that has the limits.
Sender = tuple[str, str | int]


def account_sends(account_id: int) -> Sender:
    """Return the account as a sender."""
    return "by_one", account_id


def stranger_sends(network_address: str) -> Sender:
    """Return as a sender all who ask from a network address without having signed in."""
    return "by_strangers", network_address


def participant_sends(session: Session, me: Participant) -> Sender:
    """Return a participant as a sender: their account, if it has a confirmed address; otherwise all facilitators
    without an address in the consultation together, since guests can be made at will.
    """
    email = session.get_one(Account, me.account_id).email
    return account_sends(me.account_id) if email else ("by_guests", me.consultation_id)


def order_mail(
    session: Session, job: str, arguments: dict, *, to: str, by: Iterable[Sender], signs_in: bool = True
) -> None:
    """Order the job of a mail to the normal address `to`, and count it for that address and for its senders.

    Raises TooManyMails. A mail counts whether or not the address is known. Mails whose link does not sign in get half
    of an address's limit, so that they can't keep its owner from signing in.
    """
    count_mail(session, to, by, signs_in)
    order(session, job, arguments, database_now(session))


def count_mail(session: Session, to: str, by: Iterable[Sender], signs_in: bool = True) -> None:
    """Count a mail; raises TooManyMails, which rolls its counts back.

    The recipient is always counted first: the same order everywhere prevents a deadlock.
    """
    rules, mailbox = allowed(session), mailbox_of(to)
    _count(session, "to_one", mailbox, rules.to_one)
    if not signs_in:
        _count(session, "to_one", f"{ADDRESS} {mailbox}", _half(rules.to_one))
    for whose, who in by:
        _count(session, whose, who, getattr(rules, whose))


def take_turn(session: Session, job: str) -> None:
    """Count a mail that is about to be sent; raises TooManyMails where it has to wait.

    Invitations get half of the limit, so that sign-in links never wait for them.
    """
    rates = allowed(session).in_all
    if job == INVITATION:
        _count(session, "in_all", INVITATION, _half(rates))
    _count(session, "in_all", "", rates)


def purge_counts(session: Session) -> None:
    """Delete counts of windows that ended more than `FORGOTTEN_AFTER` ago."""
    session.execute(delete(MailCount).where(MailCount.ends_at < database_now(session) - FORGOTTEN_AFTER))


def _half(rates):
    return tuple((-(-most // 2), seconds) for most, seconds in rates)


def _count(session, whose: str, who: str | int, rates: Rates) -> None:
    now = database_now(session)
    for most, seconds in rates:
        number, ends_at = _counted(session, f"{whose} {seconds} {who}", now, timedelta(seconds=seconds))
        if number > most:
            raise TooManyMails(whose, max(1, -((now - ends_at) // timedelta(seconds=1))))


def _counted(session, name: str, now: datetime, window: timedelta) -> tuple[int, datetime]:
    """Count one more and return (number, end of the window), in one statement: no two requests read the same number."""
    values = {"name_hash": hashlib.sha256(name.encode()).hexdigest(), "number": 1, "ends_at": now + window}
    new, over = upsert(session, MailCount).values(values), MailCount.ends_at <= now
    counted = new.on_conflict_do_update(
        index_elements=[MailCount.name_hash],
        set_={
            "number": case((over, 1), else_=MailCount.number + 1),
            "ends_at": case((over, new.excluded.ends_at), else_=MailCount.ends_at),
        },
    )
    return tuple(session.execute(counted.returning(MailCount.number, MailCount.ends_at)).one())
