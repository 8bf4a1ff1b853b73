"""One place counts all mails: by recipient, by sender and in all, also for requests at once and on several nodes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import gevent
import pytest
from sqlalchemy import func, select, update

from tests.commands.hall import found
from tests.mail.conftest import address, attach, promoted
from tests.mail.test_addresses import WRITTEN
from workshop.commands.founding import create_consultation
from workshop.config import read_settings
from workshop.db import database_now
from workshop.errors import Forbidden, TooManyMails
from workshop.models import Account, Job, MailCount, Participant
from workshop.operations.mailing import purge_counts, stranger_sends
from workshop.operations.people.accounts import LINK_MINUTES, ask_for_link
from workshop.worker import Worker

HERE = stranger_sends("192.0.2.1/32")


def ask(database, email, **more):
    """Ask for a link; returns whether it was ordered."""
    try:
        database.write(lambda session: ask_for_link(session, email, **more))
    except TooManyMails:
        return False
    return True


def invites(hall, who, email=None):
    """Invite a person; returns whether it was done."""
    try:
        hall.do(who, "invite_participant", email=email or address())
    except TooManyMails:
        return False
    return True


def jobs(database, name):
    """The jobs of a name that are to be done."""
    with database.read() as session:
        return list(session.scalars(select(Job).where(Job.name == name).order_by(Job.id)))


def pass_time(database):
    """Let all windows of time end, and the jobs that wait for it be due."""

    def end(session):
        session.execute(update(MailCount).values(ends_at=database_now(session)))
        session.execute(update(Job).values(due_at=database_now(session)))

    database.write(end)


def test_one_recipient_is_one_however_the_address_is_written_and_whoever_asks(hall, allowing):
    nodes = [hall.database, allowing()]
    ways = [*WRITTEN.values(), "aino+a@mäki.example", "Aino+B@mäki.example"]
    asked = [ask(nodes[n % 2], way, by=[stranger_sends(f"192.0.2.{n}")]) for n, way in enumerate(ways)]
    assert asked == [True] * 10 + [False] * (len(ways) - 10)
    # Another kind of mail counts with them.
    assert not invites(hall, hall.lead, "aino+c@mäki.example")
    assert not ask(hall.database, "aino@mäki.example", account_id=hall.aino)
    assert {job.arguments["email"].partition("@")[2] for job in jobs(hall.database, "sign_in_link")} == {"mäki.example"}
    pass_time(hall.database)
    assert ask(hall.database, "aino@mäki.example")


def test_guests_who_ask_to_add_an_address_keep_nobody_from_signing_in_with_it(hall):
    email = address()
    assert [ask(hall.database, email, account_id=hall.aino) for _ in range(8)] == [True] * 5 + [False] * 3
    assert [ask(hall.database, email) for _ in range(6)] == [True] * 5 + [False]


def test_who_is_refused_for_what_others_asked_for_has_a_link_that_works(hall):
    email = address()
    assert [ask(hall.database, email) for _ in range(11)] == [True] * 10 + [False]
    with hall.database.read() as session:
        ends_at, now = session.scalar(select(func.min(MailCount.ends_at))), database_now(session)
    # The first of the links was asked for when the time began that is waited for.
    assert ends_at - now <= timedelta(minutes=LINK_MINUTES)


def test_of_requests_at_once_on_two_nodes_as_many_are_let_through_as_one_after_the_other(url, allowing, database_kind):
    nodes, email = [allowing(), allowing()], address()
    if database_kind == "sqlite":
        tries = [gevent.spawn(ask, nodes[0], email) for _ in range(40)]
        gevent.joinall(tries)
        asked = [each.value for each in tries]
    else:
        with ThreadPoolExecutor(8) as pool:
            asked = list(pool.map(lambda number: ask(nodes[number % 2], email), range(40)))
    assert asked.count(True) == len(jobs(nodes[1], "sign_in_link")) == 10


def test_a_sender_is_one_in_all_consultations_and_what_was_refused_leaves_nothing(allowing):
    database = allowing(by_one=((3, 3600),))
    hall, other = found(database), found(database)
    other.do(other.lead, "invite_participant", email=(email := address()), role="facilitator")
    hall.do(hall.lead, "invite_participant", email=email, role="facilitator")
    with database.read() as session:
        deputy = session.scalar(select(Account.id).where(Account.email == email))
    before = len(jobs(database, "invitation"))
    sent = [invites((hall, other)[number % 2], deputy) for number in range(4)]
    assert sent == [True, True, True, False]
    assert len(jobs(database, "invitation")) == before + 3
    refused = address()
    assert not invites(other, deputy, refused)
    with database.read() as session:
        assert session.scalar(select(Account.id).where(Account.email == refused)) is None
        assert session.scalar(select(Participant.id).where(Participant.invited_as == refused)) is None
    # Nobody else's mails count with the deputy's.
    assert invites(hall, hall.lead)


def test_a_guest_who_was_promoted_writes_to_few_strangers_also_with_guests_of_their_own(hall):
    guest = promoted(hall, "Vieras")
    mine = [guest, *(promoted(hall, f"Vieras {number}", by=guest) for number in range(3))]
    obeyed = [invites(hall, mine[number % 4]) for number in range(120)]
    assert obeyed == [True] * 10 + [False] * 110
    # A facilitator with a confirmed address invites on, and so does the guest who has one.
    assert invites(hall, hall.lead)
    attach(hall.database, guest, address())
    assert sum(invites(hall, guest) for _ in range(70)) == 60


def test_from_one_network_address_only_so_many_strangers_ask(allowing):
    database = allowing(by_strangers=((5, 3600),))
    assert [ask(database, address(), by=[HERE]) for _ in range(7)] == [True] * 5 + [False] * 2
    assert ask(database, address(), by=[stranger_sends("192.0.2.2/32")])


def test_when_as_many_as_may_have_left_the_others_wait_and_none_is_lost(allowing, tmp_path, capsys):
    hall = found(database := allowing(in_all=((4, 3600),)))
    worker = Worker(read_settings({}, data=str(tmp_path)), database)
    people = [address() for _ in range(8)]
    for email in people[:5]:
        hall.do(hall.lead, "invite_participant", email=email)
    # Unknown addresses get no mail, so that asking for them takes nothing from anybody.
    for number in range(10):
        ask(database, f"unknown-{number}@example.org")
    for email in people[:5]:
        ask(database, email)
    left = []
    for _ in range(4):
        worker.work()
        printed = capsys.readouterr().out
        left.append((printed.count("Subject: Kutsu"), printed.count("Subject: Kirjautumislinkki")))
        pass_time(database)
    assert left == [(2, 2), (2, 2), (1, 1), (0, 0)]
    assert jobs(database, "invitation") == jobs(database, "sign_in_link") == []


def test_what_waits_for_its_turn_was_not_tried(allowing, tmp_path):
    hall = found(database := allowing(in_all=((0, 3600),)))
    hall.do(hall.lead, "invite_participant", email=address())
    worker = Worker(read_settings({}, data=str(tmp_path)), database)
    for _ in range(3):
        pass_time(database)
        assert worker.work() == 1
    [job] = jobs(database, "invitation")
    assert (job.tries, job.failure, job.done_at) == (0, None, None)


def test_what_was_counted_is_forgotten_after_its_time(hall, allowing):
    ask(hall.database, address(), by=[HERE])
    hall.database.write(purge_counts)
    with hall.database.read() as session:
        names = session.scalars(select(MailCount.name_hash)).all()
    assert len(names) == 2 and all(len(name) == 64 for name in names)
    long_ago = update(MailCount).values(ends_at=datetime(2020, 1, 1, tzinfo=UTC))
    hall.database.write(lambda session: session.execute(long_ago))
    hall.database.write(purge_counts)
    with hall.database.read() as session:
        assert session.scalars(select(MailCount.name_hash)).all() == []


@pytest.mark.parametrize("founders", ["administrators", "facilitators"])
def test_who_may_make_consultations_is_a_setting_and_guests_never_may(allowing, founders):
    hall = found(database := allowing(founders=founders))
    hall.do(hall.lead, "invite_participant", email=(email := address()), role="facilitator")
    with database.read() as session:
        deputy = session.scalar(select(Account.id).where(Account.email == email))

    def makes(account):
        try:
            create_consultation(database, account, str(uuid4()), {"title": "Uusi"})
        except Forbidden:
            return False
        return True

    guest = promoted(hall, "Vieras")
    assert [makes(account) for account in (hall.lead, deputy, guest, hall.aino)] == [
        True,
        founders == "facilitators",
        False,
        False,
    ]
    attach(database, guest, address())
    assert makes(guest) == (founders == "facilitators")
