"""Addresses from before they were written in one form are found, and who was invited is not invited twice."""

import pytest

from tests.commands.hall import found
from tests.mail.conftest import address
from workshop.db import database_now, plain_engine
from workshop.errors import Conflict
from workshop.migrating import migrate
from workshop.models import Account
from workshop.operations.accounts import account_by_email
from workshop.operations.addresses import normal_email

BEFORE = "2026_11_25_2"
KEPT = {"Aino": "aino@xn--mki-qla.example", "Ville": "ville@mäki.example", "Liisa": "li\u200bisa@example.org."}
TWICE = {"Eero": "eero@mäki.example", "Eerika": "eero@xn--mki-qla.example"}


def test_addresses_that_were_kept_in_other_forms_are_found(empty_database_url, allowing_on):
    migrate(empty_database_url, BEFORE)
    engine, database = plain_engine(empty_database_url), allowing_on(empty_database_url)
    now = database.write(database_now)
    with engine.begin() as connection:
        for name, email in {**KEPT, **TWICE}.items():
            about = {"name": name, "email": email, "lang": "fi", "administrator": False, "stamp": "", "created_at": now}
            connection.execute(Account.__table__.insert().values(**about))
    engine.dispose()
    migrate(empty_database_url)

    def holder(email):
        return database.write(lambda session: account_by_email(session, normal_email(email), None, "fi", now).name)

    assert {name: holder(email) for name, email in KEPT.items()} == {name: name for name in KEPT}
    # Of two who would share one address from now on, the one who wrote it as it is read keeps it.
    assert [holder(email) for email in TWICE.values()] == ["Eero", "Eero"]


def test_who_was_invited_before_the_upgrade_is_not_invited_twice(url, allowing):
    hall, email = found(allowing()), address()
    hall.do(hall.lead, "invite_participant", email=email)
    hall.database.dispose()
    migrate(url, BEFORE)
    migrate(url)
    hall.database = allowing()
    with pytest.raises(Conflict):
        hall.do(hall.lead, "invite_participant", email=email)
