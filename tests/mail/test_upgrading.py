"""Addresses from before they were written in one form are found, and who was invited is not invited twice."""

import pytest
from sqlalchemy import delete, select

from tests.commands.hall import found
from tests.mail.conftest import address, attach
from workshop.db import database_now, plain_engine
from workshop.errors import Conflict
from workshop.migrating import migrate
from workshop.models import MAIL_ISSUER, Account, SignIn
from workshop.operations.people.accounts import account_by_email, make_link, use_link
from workshop.operations.people.addresses import normal_email
from workshop.operations.people.sign_ins import account_of

BEFORE, BEFORE_SIGN_INS = "2026_11_25_2", "2026_11_27_1"
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


def test_an_account_from_before_there_were_sign_ins_has_one_by_mail_and_a_guest_has_none(url, allowing):
    hall, email = found(allowing()), address()
    attach(hall.database, hall.aino, email)
    hall.database.dispose()
    migrate(url, BEFORE_SIGN_INS)
    migrate(url)
    hall.database = allowing()
    with hall.database.read() as session:
        assert account_of(session, MAIL_ISSUER, email).id == hall.aino
        assert not session.scalars(select(SignIn).where(SignIn.account_id == hall.ville)).all()


def test_an_account_that_the_version_before_makes_after_the_upgrade_signs_in_all_the_same(hall):
    email = address()
    hall.database.write(lambda session: account_by_email(session, email, "Aino", "fi", database_now(session)))
    hall.database.write(lambda session: session.execute(delete(SignIn).where(SignIn.subject == email)) and None)

    def sign_in(session):
        return use_link(session, make_link(session, email)).name

    assert [hall.database.write(sign_in) for _ in range(2)] == ["Aino", "Aino"]
    with hall.database.read() as session:
        assert account_of(session, MAIL_ISSUER, email).name == "Aino"
