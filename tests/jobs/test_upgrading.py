"""Jobs that the release before ordered are done after the upgrade, also one that its worker had claimed."""

from datetime import timedelta

from sqlalchemy import update

from tests.commands.hall import found
from tests.mail.conftest import address
from workshop.db import database_now, plain_engine
from workshop.migrating import migrate
from workshop.models import Job
from workshop.worker import Worker

BEFORE = "2026_11_26_7"
LEASE_BEFORE = timedelta(minutes=2)


def test_what_was_ordered_before_the_upgrade_is_done_after_it(url, allowing, settings, rows, capsys):
    hall, unknown = found(allowing()), address()
    person, now = hall.participant(hall.aino), hall.database.write(database_now)
    with_letter, invited = address(), address()
    hall.do(hall.lead, "invite_participant", email=invited)
    [invitation] = rows()
    hall.database.dispose()
    migrate(url, BEFORE)
    claimed = {"tries": 1, "due_at": now + LEASE_BEFORE}
    ordered = [
        {"name": "sign_in_link", "arguments": {"email": invited, "account_id": None, "then": "/c/somewhere"}},
        {"name": "sign_in_link", "arguments": {"email": unknown, "account_id": None}},
        {"name": "sign_in_link", "arguments": {"email": with_letter, "account_id": hall.aino, "then": "/"}, **claimed},
        {"name": "invitation", "arguments": {"participant_id": person}},
        {"name": "forget", "arguments": {"round_id": 7}, "failure": "StillRemembered", **claimed},
        {"name": "forget", "arguments": {"round_id": 7}},
        {"name": "forget_devices", "arguments": {"consultation_id": 1}},
    ]
    engine = plain_engine(url)
    with engine.begin() as connection:
        for job in ordered:
            connection.execute(Job.__table__.insert().values(**{"tries": 0, "due_at": now, **job}))
    engine.dispose()
    migrate(url)
    database = allowing()
    worker = Worker(settings, database)
    worker.work()
    assert {(job.name, job.tries) for job in rows()} == {("sign_in_link", 1), ("forget", 1)}
    # Nobody finishes what the old worker had claimed: it was killed.
    database.write(lambda session: session.execute(update(Job).values(due_at=database_now(session))))
    worker.work()
    assert [(job.name, job.failure) for job in rows()] == []
    said = capsys.readouterr().out
    sent = {to: said.count(f"To: {to}") for to in (invited, with_letter, unknown)}
    assert sent == {invited: 2, with_letter: 1, unknown: 0}
    assert invitation.arguments["participant_id"] != person
