"""A workshop can be locked for newcomers: who has joined stays in, who is invited comes in, nobody new does."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.commands.hall import Hall, one
from workshop.commands.joining import join
from workshop.errors import Conflict, Forbidden
from workshop.models import Account


@pytest.fixture
def locked(hall: Hall) -> Hall:
    """A hall whose workshop is locked."""
    hall.do(hall.lead, "lock_workshop", workshop_id=hall.workshop, locked=True)
    return hall


def turned_away(hall: Hall, **more) -> str:
    """For what reason joining is refused."""
    with pytest.raises(Conflict) as refused:
        hall.join("Newcomer", **more)
    return refused.value.reason


def accounts(hall: Hall) -> int:
    """How many accounts there are."""
    with hall.database.read() as session:
        return len(session.scalars(select(Account.id)).all())


def test_nobody_new_joins_and_nothing_is_left_of_who_tried(locked: Hall):
    before = accounts(locked)
    assert turned_away(locked) == "workshop_locked"
    assert accounts(locked) == before


def test_everyone_sees_that_it_is_locked_and_only_who_leads_changes_it(locked: Hall):
    assert one(locked.seen(locked.aino)["workshops"], locked.workshop)["locked"] is True
    with pytest.raises(Forbidden):
        locked.do(locked.aino, "lock_workshop", workshop_id=locked.workshop, locked=False)


def test_who_has_joined_comes_in_again_also_after_leaving(locked: Hall):
    assert locked.join("Aino", account=locked.aino) == locked.aino
    locked.do(locked.ville, "leave")
    assert locked.join("Ville", account=locked.ville) == locked.ville


def test_a_key_that_was_used_before_the_lock_gives_the_same_again(hall: Hall):
    key, asked = str(uuid4()), {"code": hall.code, "name": "Late"}
    first = join(hall.database, asked, key, account_id=None, lang="fi")
    hall.do(hall.lead, "lock_workshop", workshop_id=hall.workshop, locked=True)
    again = join(hall.database, asked, key, account_id=None, lang="fi")
    assert again.participant.id == first.participant.id


def test_who_is_invited_by_name_comes_in(locked: Hall):
    email = f"{uuid4()}@example.org"
    locked.do(locked.lead, "invite_participant", email=email)
    with locked.database.read() as session:
        account = session.scalar(select(Account.id).where(Account.email == email))
    assert locked.join("Invited", account=account) == account


def test_a_guest_of_another_workshop_of_the_consultation_is_a_newcomer_here(locked: Hall):
    other = locked.ask(locked.lead, "create_workshop", title="Other").events[0].data
    asked = {"code": other["code"], "name": "Guest"}
    account = join(locked.database, asked, str(uuid4()), account_id=None, lang="fi").account.id
    assert turned_away(locked, account=account) == "workshop_locked"


def test_a_new_code_does_not_unlock(locked: Hall):
    locked.do(locked.lead, "edit_workshop", workshop_id=locked.workshop, new_code=True)
    locked.code = one(locked.seen()["workshops"], locked.workshop)["code"]
    assert turned_away(locked) == "workshop_locked"


def test_it_lets_newcomers_in_again(locked: Hall):
    locked.do(locked.lead, "lock_workshop", workshop_id=locked.workshop, locked=False)
    locked.join("Newcomer")
    assert one(locked.seen()["workshops"], locked.workshop)["locked"] is False
