"""The key of a joining stands for one person: with another name or body it is refused, and gives nobody's token."""

from uuid import uuid4

import pytest
from gevent.pool import Pool
from sqlalchemy import update

from tests.commands.hall import Hall
from workshop.commands.joining import join
from workshop.errors import KeyReused
from workshop.models import JoinKey

WRITTEN = ["{0}", " {0} ", "{1} {2}", "https://hall.example/join/{0}"]


def joined(hall: Hall, key: str, name: str, *, account: int | None = None, **more) -> tuple[int, int]:
    """Join with a key, and return the account and the row of the token."""
    asked = {"code": hall.code, "name": name, **more}
    found = join(hall.database, asked, key, account_id=account, lang="fi")
    return found.account.id, found.token.id


@pytest.fixture
def body(hall: Hall) -> str:
    """The key of a body that one may speak for."""
    number = hall.do(hall.lead, "create_body", title="Verkosto")["body_id"]
    return next(each["key"] for each in hall.seen()["bodies"] if each["id"] == number)


def test_the_same_key_and_name_join_once_however_the_code_is_written(hall, body):
    key, code = str(uuid4()), hall.code
    codes = [written.format(code, code[:4], code[4:]) for written in WRITTEN]
    assert len({joined(hall, key, " Aino  V. ", body=body, code=each) for each in codes}) == 1
    assert len({joined(hall, key, "Aino V.", body=body, locale=each) for each in ("fi", "sv")}) == 1


@pytest.mark.parametrize("name", ["Ville", "aino", "Aino V", "\u0410ino"])
def test_another_name_is_refused_and_makes_nobody(hall, name):
    key = str(uuid4())
    first = joined(hall, key, "Aino")
    before = hall.seen()["revision"]
    for account in (None, hall.ville, first[0]):
        with pytest.raises(KeyReused):
            joined(hall, key, name, account=account)
    assert hall.seen()["revision"] == before
    assert joined(hall, key, "Aino") == first


def test_another_body_is_refused(hall, body):
    key = str(uuid4())
    joined(hall, key, "Aino", body=body)
    with pytest.raises(KeyReused):
        joined(hall, key, "Aino")
    key = str(uuid4())
    assert joined(hall, key, "Aino", body="") == joined(hall, key, "Aino")
    with pytest.raises(KeyReused):
        joined(hall, key, "Aino", body=body)


def test_who_was_renamed_since_is_found_by_the_name_that_joined(hall):
    key = str(uuid4())
    first = joined(hall, key, "Aino")
    hall.do(first[0], "rename_me", name="Aino Virtanen")
    assert joined(hall, key, "Aino") == first
    with pytest.raises(KeyReused):
        joined(hall, key, "Aino Virtanen")


def test_a_key_that_an_older_version_stored_is_told_by_the_name_of_its_participant(hall, database):
    key = str(uuid4())
    first = joined(hall, key, "Aino")
    database.write(lambda session: session.execute(update(JoinKey).values(fingerprint=None)) and None)
    assert joined(hall, key, "Aino") == first
    with pytest.raises(KeyReused):
        joined(hall, key, "Ville")


def test_of_many_with_one_key_at_once_one_joins(hall):
    key, people = str(uuid4()), len(hall.seen()["participants"])

    def come(number):
        try:
            return joined(hall, key, f"Osallistuja {number % 2}")
        except KeyReused:
            return None

    tokens = set(Pool(10).map(come, range(10))) - {None}
    assert len(tokens) == 1 and len(hall.seen()["participants"]) == people + 1
