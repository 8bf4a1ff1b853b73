"""The links that open a wall: who may make them, how many, and what stands where of what is secret in them."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.commands.hall import one
from workshop.admission import links_of, open_links
from workshop.commands.walls import MOST_LINKS
from workshop.engine.request_state import place_of
from workshop.errors import Forbidden, Invalid, NotFound
from workshop.models import CommandKey, Event, Installation
from workshop.queries.changes import changes
from workshop.queries.snapshot import snapshot


def made(hall) -> int:
    """Make a link to the wall of the hall's workshop."""
    return hall.do(hall.lead, "create_wall_link", workshop_id=hall.workshop)["wall_link_id"]


def opening(hall) -> list[int]:
    """The links that open the wall now, however they are looked for."""
    with hall.database.read() as session:
        of_the_workshop = [link.id for link in links_of(session, hall.workshop)]
        assert [link.id for link in open_links(session, of_the_workshop)] == of_the_workshop
    return of_the_workshop


def test_a_link_is_made_and_taken_back(hall):
    first, second = made(hall), made(hall)
    assert opening(hall) == [first, second]
    hall.do(hall.lead, "revoke_wall_link", wall_link_id=first)
    assert opening(hall) == [second]
    assert one(hall.seen()["wall_links"], first)["removed"]
    with pytest.raises(NotFound):
        hall.do(hall.lead, "revoke_wall_link", wall_link_id=first)


def test_taking_a_link_back_lets_every_process_look_again_at_who_listens(hall):
    link = made(hall)
    with hall.database.read() as session:
        before = session.scalar(select(Installation.access_version))
    hall.do(hall.lead, "revoke_wall_link", wall_link_id=link)
    with hall.database.read() as session:
        assert session.scalar(select(Installation.access_version)) > before


def test_only_those_who_lead_make_links_take_them_back_and_see_them(hall):
    link = made(hall)
    for command, about in (
        ("create_wall_link", {"workshop_id": hall.workshop}),
        ("revoke_wall_link", {"wall_link_id": link}),
    ):
        with pytest.raises(Forbidden):
            hall.do(hall.aino, command, **about)
    assert hall.seen(hall.aino)["wall_links"] == []
    assert [each["id"] for each in hall.seen()["wall_links"]] == [link]


def test_there_are_at_most_a_few_links_to_one_wall(hall):
    links = [made(hall) for _ in range(MOST_LINKS)]
    with pytest.raises(Invalid):
        made(hall)
    hall.do(hall.lead, "revoke_wall_link", wall_link_id=links[0])
    made(hall)


def test_a_workshop_that_is_removed_takes_its_links_with_it(hall):
    workshop = hall.do(hall.lead, "create_workshop", title="Turha")["workshop_id"]
    link = hall.do(hall.lead, "create_wall_link", workshop_id=workshop)["wall_link_id"]
    answer = hall.ask(hall.lead, "remove_workshop", workshop_id=workshop)
    assert [event.name for event in answer.events] == ["wall_link_revoked", "workshop_removed"]
    assert one(hall.seen()["wall_links"], link)["removed"]


def test_the_same_key_gives_the_same_link(hall):
    key = str(uuid4())
    first, again = (hall.ask(hall.lead, "create_wall_link", key=key, workshop_id=hall.workshop) for _ in range(2))
    assert again.replayed
    assert (again.result, [e.data for e in again.events]) == (first.result, [e.data for e in first.events])


def test_neither_the_journal_nor_the_key_holds_more_than_the_links_number(hall):
    key = str(uuid4())
    link = hall.ask(hall.lead, "create_wall_link", key=key, workshop_id=hall.workshop).result["wall_link_id"]
    with hall.database.read() as session:
        kept = session.scalar(select(CommandKey).where(CommandKey.key == key))
        event = session.scalar(
            select(Event).where(Event.name == "wall_link_created", Event.data["id"].as_integer() == link)
        )
    assert kept.result == {"wall_link_id": link}
    assert set(event.data) == {"id", "revision", "key", "workshop_id", "created_at"}
    assert event.audience == "lead"


def test_a_wall_reads_what_everyone_sees_and_nobodys_own_part(hall):
    made(hall)
    hall.goals(1)
    with hall.database.read() as session:
        consultation, _ = place_of(session, hall.slug, hall.lead)
        wall = snapshot(session, consultation, None)
        heard = changes(session, consultation, None, 0, None)
    member = hall.seen(hall.aino)
    own = ("me", "notices", "now")
    assert {name: part for name, part in wall.items() if name not in own} == {
        name: part for name, part in member.items() if name not in own
    }
    assert (wall["me"], wall["notices"], heard["me"]) == (None, [], None)
    told = {event["name"] for event in heard["events"]}
    assert "goal_proposed" in told
    assert not told & {"participant_joined", "authorship_recorded", "wall_link_created"}
