"""A member corrects their own name and body, a facilitator anybody's; the body stays while a vote is counted by it."""

import pytest
from sqlalchemy import select

from tests.commands.hall import Hall, one
from workshop.errors import Conflict, Forbidden, Invalid
from workshop.models import Account


@pytest.fixture
def body(hall: Hall) -> dict:
    """A body to speak for."""
    number = hall.do(hall.lead, "create_body", title="Verkosto")["body_id"]
    return one(hall.seen()["bodies"], number)


def of(hall: Hall, account: int) -> dict:
    """A participant as the facilitator sees them."""
    return one(hall.seen()["participants"], hall.participant(account))


def test_a_member_mends_their_name_and_body_and_what_is_left_out_stays(hall: Hall, body):
    hall.do(hall.aino, "change_me", body=body["key"])
    assert (of(hall, hall.aino)["name"], of(hall, hall.aino)["body_id"]) == ("Aino", body["id"])
    hall.do(hall.aino, "change_me", name="Aino Åberg")
    assert (of(hall, hall.aino)["name"], of(hall, hall.aino)["body_id"]) == ("Aino Åberg", body["id"])
    for none in (None, ""):
        hall.do(hall.aino, "change_me", body=body["key"])
        hall.do(hall.aino, "change_me", body=none)
        assert of(hall, hall.aino)["body_id"] is None
    hall.do(hall.aino, "change_me")
    assert of(hall, hall.aino)["name"] == hall.seen(hall.aino)["me"]["participant"]["name"] == "Aino Åberg"


def test_a_guests_account_is_called_as_they_call_themselves(hall: Hall):
    hall.do(hall.aino, "change_me", name="Aino Åberg")
    with hall.database.read() as session:
        assert session.scalar(select(Account.name).where(Account.id == hall.aino)) == "Aino Åberg"


def test_only_a_body_that_is_there_can_be_spoken_for(hall: Hall, body):
    hall.do(hall.lead, "remove_body", body_id=body["id"])
    for key in (body["key"], "toinen", str(body["id"])):
        with pytest.raises(Invalid) as refused:
            hall.do(hall.aino, "change_me", name="Toinen", body=key)
        assert refused.value.errors["body"].code == "not_a_choice"
    assert of(hall, hall.aino)["name"] == "Aino"


@pytest.mark.parametrize("secrecy", ["named", "confidential", "secret"])
def test_the_body_stays_while_a_vote_that_is_counted_by_it_is_open(hall: Hall, body, secrecy):
    hall.goals(1)
    planned = hall.do(hall.lead, "create_round", kind="vote", title="Äänestys", secrecy=secrecy)["round_id"]
    hall.do(hall.aino, "change_me", body=body["key"])
    hall.do(hall.lead, "open_round", round_id=planned)
    them = {"participant_id": hall.participant(hall.aino)}
    if secrecy == "secret":
        hall.do(hall.aino, "change_me", body=None)
        hall.do(hall.lead, "change_participant", **them, body_id=body["id"])
    else:
        for account, name, about in (
            (hall.aino, "change_me", {"body": None}),
            (hall.lead, "change_participant", {**them, "body_id": None}),
            (hall.ville, "change_me", {"body": body["key"]}),
            (hall.ville, "rename_me", {"name": "Ville", "body_id": body["id"]}),
        ):
            with pytest.raises(Conflict) as refused:
                hall.do(account, name, **about)
            assert refused.value.reason == "counted_in_open_vote"
    # The name, and the body that it is already, can be given at any time.
    hall.do(hall.aino, "change_me", name="Aino Åberg", body=body["key"])
    hall.do(hall.lead, "change_participant", **them, role="observer", body_id=body["id"])
    hall.do(hall.lead, "close_round", round_id=planned)
    hall.do(hall.aino, "change_me", body=None)
    assert of(hall, hall.aino)["body_id"] is None


def test_practice_keeps_nobody_from_mending_their_body(hall: Hall, body):
    hall.opened("vote", practice=True, question="Tee vai kahvi?")
    hall.do(hall.aino, "change_me", body=body["key"])
    assert of(hall, hall.aino)["body_id"] == body["id"]


def test_a_facilitator_mends_a_name_and_takes_a_body_away(hall: Hall, body):
    them = {"participant_id": hall.participant(hall.aino)}
    hall.do(hall.lead, "change_participant", **them, name="Aino Äijälä", body_id=body["id"])
    assert (of(hall, hall.aino)["name"], of(hall, hall.aino)["body_id"]) == ("Aino Äijälä", body["id"])
    hall.do(hall.lead, "change_participant", **them, role="observer")
    assert (of(hall, hall.aino)["role"], of(hall, hall.aino)["body_id"]) == ("observer", body["id"])
    hall.do(hall.lead, "change_participant", **them, body_id=None)
    assert of(hall, hall.aino)["body_id"] is None
    with pytest.raises(Forbidden):
        hall.do(hall.ville, "change_participant", **them, name="Joku muu")


def test_what_a_member_expects_is_their_own_revision(hall: Hall):
    saw = hall.seen(hall.aino)["me"]["participant"]["revision"]
    # Whatever the consultation's own texts have become meanwhile.
    hall.do(hall.lead, "edit_consultation", description="Kuvaus")
    hall.do(hall.aino, "change_me", name="Aino Åberg", expect=saw)
    assert of(hall, hall.aino)["name"] == "Aino Åberg"
    with pytest.raises(Conflict):
        hall.do(hall.aino, "change_me", name="Aino", expect=saw)
