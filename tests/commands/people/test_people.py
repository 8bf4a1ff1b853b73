"""People come, change and go, and there is always a facilitator."""

import pytest
from sqlalchemy import select

from tests.commands.hall import Hall, one
from workshop.errors import Conflict, Invalid, NotFound
from workshop.models import AuditEntry


def test_the_last_facilitator_can_not_leave_be_demoted_or_be_removed(hall: Hall):
    lead = hall.participant(hall.lead)
    for name, arguments in (
        ("leave", {}),
        ("change_participant", {"participant_id": lead, "role": "member"}),
        ("remove_participant", {"participant_id": lead}),
    ):
        with pytest.raises(Conflict):
            hall.do(hall.lead, name, **arguments)
    assert one(hall.seen()["participants"], lead)["role"] == "facilitator"
    hall.do(hall.lead, "change_participant", participant_id=hall.participant(hall.aino), role="facilitator")
    hall.do(hall.lead, "leave")
    with pytest.raises(Conflict):
        hall.do(hall.aino, "leave")
    with pytest.raises(NotFound):
        hall.seen(hall.lead)


def test_several_are_confirmed_in_one_step_or_none_of_them(hall: Hall):
    aino, ville = hall.participant(hall.aino), hall.participant(hall.ville)
    with pytest.raises(NotFound):
        hall.do(hall.lead, "confirm_participants", participant_ids=[aino, 999_999])
    assert not one(hall.seen()["participants"], aino)["confirmed"]
    done = hall.do(hall.lead, "confirm_participants", participant_ids=[aino, ville])
    assert done == {"participant_ids": [aino, ville]}
    assert all(one(hall.seen()["participants"], number)["confirmed"] for number in (aino, ville))
    hall.do(hall.aino, "rename_me", name="Aino Toinen")
    hall.do(hall.lead, "confirm_participants", participant_ids=[ville], confirmed=False)
    assert not any(one(hall.seen()["participants"], number)["confirmed"] for number in (aino, ville))


def test_who_left_finds_their_place_again_and_who_was_removed_does_not(hall: Hall):
    aino, ville = hall.participant(hall.aino), hall.participant(hall.ville)
    hall.do(hall.aino, "leave")
    assert hall.join("Aino taas", account=hall.aino) == hall.aino
    assert hall.participant(hall.aino) == aino
    hall.do(hall.lead, "remove_participant", participant_id=ville)
    with pytest.raises(NotFound):
        hall.join("Ville", account=hall.ville)
    with pytest.raises(NotFound):
        hall.do(hall.ville, "rename_me", name="Ville")
    assert one(hall.seen()["participants"], ville)["removed"]


def test_a_facilitator_who_left_comes_back_as_a_member_and_that_is_noted(hall: Hall):
    hall.do(hall.lead, "change_participant", participant_id=hall.participant(hall.aino), role="facilitator")
    hall.do(hall.lead, "leave")
    hall.join("Kirsi", account=hall.lead)
    assert hall.seen()["me"]["participant"]["role"] == "member"
    noted = select(AuditEntry.details).where(AuditEntry.actor_id == hall.lead, AuditEntry.name == "role_changed")
    with hall.database.read() as session:
        assert session.scalars(noted).all()[-1] == {"before": "facilitator", "role": "member"}


def test_an_address_is_invited_once(hall: Hall):
    hall.do(hall.lead, "invite_participant", email="Liisa@Example.org ", name="Liisa")
    for email in ("liisa@example.org", "LIISA@EXAMPLE.ORG"):
        with pytest.raises(Conflict):
            hall.do(hall.lead, "invite_participant", email=email)
    for email in ("liisa", "liisa@", "a b@example.org", "liisa@example.org\nBcc: x@example.org"):
        with pytest.raises(Invalid):
            hall.do(hall.lead, "invite_participant", email=email)
    assert [person.get("name") for person in hall.seen()["participants"]].count("Liisa") == 1


def test_contributions_of_who_is_removed_stay_and_their_open_ballots_go(hall: Hall):
    hall.opened("propose")
    goal = hall.do(hall.aino, "propose_goal", theme_id=hall.theme, title="Lähijuna")["goal_id"]
    voting = hall.opened("vote", secrecy="named", results="at_close")
    for account in (hall.aino, hall.ville):
        hall.cast(account, voting, **{f"g{goal}": 1})
    hall.do(hall.lead, "remove_participant", participant_id=hall.participant(hall.aino))
    hall.do(hall.lead, "close_round", round_id=voting)
    seen = hall.seen()
    assert one(seen["goals"], goal)["title"] == {"fi": "Lähijuna"}
    assert seen["tallies"][str(voting)]["goals"] == {str(goal): {"approve": 1}}
