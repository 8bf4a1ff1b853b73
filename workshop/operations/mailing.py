"""The one place where mails are counted, before they are written down: in the database, for all nodes together.

What a refused request counted is undone with it, and requests at the same moment wait for each other's counts.
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
from workshop.operations.addresses import mailbox_of

FORGOTTEN_AFTER = timedelta(hours=1)
# Kinds of mail that get half of what there is.
INVITATION, ADDRESS = "invitation", "address"
# A sender is ("by_…", who); the word is the one under which Allowed has the rates.
Sender = tuple[str, str | int]


def account_sends(account_id: int) -> Sender:
    """Name an account as the sender."""
    return "by_one", account_id


def stranger_sends(network_address: str) -> Sender:
    """Name those as the sender who are known by where their requests come from alone."""
    return "by_strangers", network_address


def participant_sends(session: Session, me: Participant) -> Sender:
    """Name a participant as the sender: by their account where it has an address, which somebody has confirmed by
    signing in with it; else all guests who lead the consultation as one, since guests can be made at will.
    """
    email = session.get_one(Account, me.account_id).email
    return account_sends(me.account_id) if email else ("by_guests", me.consultation_id)


def order_mail(
    session: Session, job: str, arguments: dict, *, to: str, by: Iterable[Sender], signs_in: bool = True
) -> None:
    """Write down the job of a mail, and count it for the address `to`, which is a normal one, and for its senders.

    Raises TooManyMails. A mail counts whether or not the address turns out to be known. Those with a link that does not
    sign in get half of what one address may get, so that nobody is kept from signing in by them.
    """
    count_mail(session, to, by, signs_in)
    order(session, job, arguments, database_now(session))


def count_mail(session: Session, to: str, by: Iterable[Sender], signs_in: bool = True) -> None:
    """Count a mail; raises TooManyMails, and then nothing of it stays counted.

    The recipient always comes first, so that two who wait for each other's counts can't both wait.
    """
    rules, mailbox = allowed(session), mailbox_of(to)
    _count(session, "to_one", mailbox, rules.to_one)
    if not signs_in:
        _count(session, "to_one", f"{ADDRESS} {mailbox}", _half(rules.to_one))
    for whose, who in by:
        _count(session, whose, who, getattr(rules, whose))


def take_turn(session: Session, job: str) -> None:
    """Count a mail that is about to leave; raises TooManyMails where it has to wait.

    Invitations get half of what may leave, so that however many there are, links to sign in do not wait for them.
    """
    rates = allowed(session).in_all
    if job == INVITATION:
        _count(session, "in_all", INVITATION, _half(rates))
    _count(session, "in_all", "", rates)


def purge_counts(session: Session) -> None:
    """Forget what was counted in windows that ended some time ago."""
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
    """Count one more, and give (number, end of the window): in one statement, so that no two read the same number."""
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
