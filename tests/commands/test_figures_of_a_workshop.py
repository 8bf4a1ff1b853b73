"""The figures of a workshop count its own people and goals, and each counts what it says."""

from uuid import uuid4

from sqlalchemy import delete

from tests.commands.hall import Hall
from workshop.models import Membership
from workshop.web.view.pulse import Pulse, pulse_of
from workshop.web.view.snapshot_view import SnapshotView


def pulse(hall: Hall, workshop: int | None = None) -> Pulse:
    """The figures at the desk of a workshop, by default the hall's."""
    seen = SnapshotView(hall.seen())
    workshop = workshop or hall.workshop
    return pulse_of(seen, {"id": workshop}, seen.present_round(workshop))


def second(hall: Hall) -> tuple[int, str]:
    """Another workshop: its id and its code."""
    made = hall.ask(hall.lead, "create_workshop", title="Toinen").events[0].data
    return made["id"], made["code"]


def test_an_invitation_is_no_joining_and_who_leads_is_no_guest(hall: Hall):
    assert (pulse(hall).invited, pulse(hall).joined) == (0, 2)
    hall.do(hall.lead, "invite_participant", email=f"{uuid4()}@example.org", name="Liisa")
    assert (pulse(hall).invited, pulse(hall).joined) == (1, 2)
    hall.do(hall.lead, "invite_participant", email=f"{uuid4()}@example.org", name="Olli", role="facilitator")
    assert (pulse(hall).invited, pulse(hall).joined) == (1, 2)
    hall.join("Kaisa")
    assert (pulse(hall).invited, pulse(hall).joined) == (1, 3)


def test_a_workshop_counts_who_joined_it_and_who_joined_none(hall: Hall):
    other, code = second(hall)
    assert (pulse(hall).joined, pulse(hall, other).joined) == (2, 0)
    hall.code, first = code, hall.code
    hall.join("Kaisa")
    assert (pulse(hall).joined, pulse(hall, other).joined) == (2, 1)
    hall.join("Aino", account=hall.aino)
    assert (pulse(hall).joined, pulse(hall, other).joined) == (2, 2)
    # Who came before the upgrade belongs to none, and counts everywhere.
    hall.database.write(lambda session: session.execute(delete(Membership)))
    assert (pulse(hall).joined, pulse(hall, other).joined) == (3, 3)
    hall.code = first


def test_who_joined_only_a_workshop_that_is_gone_counts_in_the_others(hall: Hall):
    other, code = second(hall)
    hall.code = code
    hall.join("Kaisa")
    assert pulse(hall).joined == 2
    hall.do(hall.lead, "remove_workshop", workshop_id=other)
    assert pulse(hall).joined == 3


def test_goals_count_where_they_were_proposed_and_comments_where_their_writers_are(hall: Hall):
    other, code = second(hall)
    hall.code = code
    kaisa = hall.join("Kaisa")
    about = {"theme_id": hall.theme, "title": "Kuitu"}
    for workshop in (hall.workshop, other):
        made = hall.do(hall.lead, "create_round", kind="propose", title="Ehdota", workshop_id=workshop)["round_id"]
        hall.do(hall.lead, "open_round", round_id=made)
    goal = hall.do(hall.aino, "propose_goal", **about, workshop_id=hall.workshop)["goal_id"]
    hall.do(kaisa, "propose_goal", **about, workshop_id=other)
    hall.do(hall.lead, "propose_goal", **about, workshop_id=other)
    hall.opened("comment")
    for account in (hall.aino, hall.ville, kaisa):
        hall.do(account, "add_comment", goal_id=goal, text="Hyvä", stance="for")
    here, there = pulse(hall), pulse(hall, other)
    assert (here.goals, here.proposers, here.comments, here.commenters) == (1, 1, 2, 2)
    assert (there.goals, there.proposers, there.comments, there.commenters) == (2, 2, 1, 1)
    assert [row[1:] for row in here.bodies] == [(2, 1)]


def test_who_leads_is_entitled_once_they_have_voted(hall: Hall):
    goals = hall.goals(1)
    vote = {"kind": "vote", "title": "Äänestys", "secrecy": "named", "workshop_id": hall.workshop}
    made = hall.do(hall.lead, "create_round", **vote)["round_id"]
    hall.do(hall.lead, "open_round", round_id=made)
    assert (pulse(hall).voted, pulse(hall).entitled) == (0, 2)
    hall.cast(hall.lead, made, **{f"g{goals[0]}": 1})
    assert (pulse(hall).voted, pulse(hall).entitled) == (1, 3)
    for account in (hall.aino, hall.ville):
        hall.cast(account, made, **{f"g{goals[0]}": 1})
    assert (pulse(hall).voted, pulse(hall).entitled) == (3, 3)
    # Whoever voted and is a mere observer by now is still one of those who could.
    hall.do(hall.lead, "change_participant", participant_id=hall.participant(hall.ville), role="observer")
    assert (pulse(hall).voted, pulse(hall).entitled) == (3, 3)
