"""A participant belongs to the workshops that they joined, a goal knows where it was proposed, and both are told."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from tests.entry.visitor import Visitor, invited, new_link
from tests.nodes.client import Client
from tests.nodes.listener import Listener


@pytest.fixture
def lead(shared_server) -> Client:
    """The facilitator of the example."""
    client = Client(shared_server.url, shared_server.example["facilitator"]["token"])
    client.slug = shared_server.example["consultation"]
    yield client
    client.close()


@pytest.fixture
def workshops(lead) -> list[dict]:
    """Two workshops of their own."""
    made = [lead.done(lead.slug, "create_workshop", title=title)["workshop_id"] for title in ("Eka", "Toka")]
    return [each for each in lead.snapshot(lead.slug)["workshops"] if each["id"] in made]


def test_who_joins_belongs_to_the_workshop_and_to_each_that_they_join_later(shared_server, lead, workshops):
    first, second = workshops
    guest = joined(shared_server, first, "Aino")
    since = lead.snapshot(lead.slug)
    assert place(lead, guest)["workshop_ids"] == [first["id"]]
    for _ in range(2):
        assert guest.join(second["code"], "Aino").status_code == 200
    assert place(lead, guest)["workshop_ids"] == [first["id"], second["id"]]
    told = lead.changes(lead.slug, since["revision"], since["epoch"])["events"]
    assert [(event["name"], event["data"]["workshop_ids"]) for event in told] == [
        ("participant_joined", [first["id"], second["id"]])
    ]
    # Whoever leaves and comes back by another code belongs to both.
    guest.done(guest.slug, "leave")
    assert guest.join(first["code"], "Aino").status_code == 200
    assert place(lead, guest)["workshop_ids"] == [first["id"], second["id"]]
    assert guest.snapshot(guest.slug)["me"]["participant"]["workshop_ids"] == [first["id"], second["id"]]


def test_joining_the_second_workshop_from_several_tabs_at_once_joins_it_once(shared_server, lead, workshops):
    first, second = workshops
    guest = joined(shared_server, first, "Aino")
    tabs = [Client(shared_server.url, guest.token) for _ in range(6)]
    with ThreadPoolExecutor(len(tabs)) as pool:
        answers = list(pool.map(lambda tab: tab.join(second["code"], "Aino").status_code, tabs))
    assert answers == [200] * len(tabs)
    assert place(lead, guest)["workshop_ids"] == [first["id"], second["id"]]


def test_a_goal_knows_the_workshop_whose_round_permitted_it_or_that_it_is_said_to_come_from(
    shared_server, lead, workshops
):
    first, second = workshops
    guest = joined(shared_server, first, "Aino")
    theme = lead.done(lead.slug, "create_theme", title="Teema")["theme_id"]

    def opened(**more):
        about = {"kind": "propose", "title": "Ehdota", "theme_ids": [theme], **more}
        round_id = lead.done(lead.slug, "create_round", **about)["round_id"]
        lead.done(lead.slug, "open_round", round_id=round_id)
        return round_id

    def proposed(client=guest, **more):
        goal = client.done(lead.slug, "propose_goal", theme_id=theme, title="Kuitu", **more)["goal_id"]
        return next(each["workshop_id"] for each in lead.snapshot(lead.slug)["goals"] if each["id"] == goal)

    assert proposed(lead) is None
    assert proposed(lead, workshop_id=second["id"]) == second["id"]
    rounds = [opened(workshop_id=second["id"])]
    assert proposed() == second["id"]
    rounds.append(opened(workshop_id=first["id"]))
    # Both permit it, and the guest came by the first.
    assert proposed() == first["id"]
    assert proposed(workshop_id=second["id"]) == second["id"]
    for round_id in rounds:
        lead.done(lead.slug, "close_round", round_id=round_id)
    opened()
    assert proposed() is None
    refused = guest.do(lead.slug, "propose_goal", theme_id=theme, title="Kuitu", workshop_id=10**6)
    assert refused.json()["code"] == "not_found"


def test_who_is_invited_has_joined_when_they_have_signed_in(shared_server, lead):
    email = f"{uuid4()}@example.org"
    guest = lead.done(lead.slug, "invite_participant", email=email, name="Liisa")["participant_id"]
    asked = by_id(lead, guest)
    assert asked["invited"]
    since = lead.snapshot(lead.slug)
    visitor = Visitor(shared_server)
    page = visitor.get(new_link(shared_server, email))
    assert by_id(lead, guest)["invited"], "looking at the link is not coming"
    assert visitor.submit(page, "link").status_code == 303
    came = by_id(lead, guest)
    assert (came["invited"], came["joined_at"] > asked["joined_at"]) == (False, True)
    told = lead.changes(lead.slug, since["revision"], since["epoch"])["events"]
    assert [(event["name"], event["data"]) for event in told] == [("participant_joined", came)]


def test_who_is_invited_has_joined_when_they_join_with_a_code_or_open_a_page(shared_server, lead, workshops):
    first, _ = workshops
    consultation = lead.slug
    for how in ("code", "page"):
        token = shared_server.cli("token", "--email", invited(shared_server, f"{uuid4()}@example.org")).strip()
        client = Client(shared_server.url, token)
        guest = client.snapshot(consultation)["me"]["participant"]["id"]
        assert by_id(lead, guest)["invited"]
        if how == "code":
            assert client.join(first["code"], "Liisa").status_code == 200
            assert by_id(lead, guest)["workshop_ids"] == [first["id"]]
        else:
            with (
                Listener(shared_server.url, lead.token, consultation) as leading,
                Listener(shared_server.url, token, consultation) as listener,
            ):
                leading.wait_for_event("participant_joined", 15, id=guest)
                leading.wait_for(lambda heard, guest=guest: here(heard, guest), 15)
                assert listener.named("present") == [], "who is present is told to those who lead"
        assert not by_id(lead, guest)["invited"]
        client.close()


def joined(server, workshop: dict, name: str) -> Client:
    """Somebody who has joined a workshop with its code."""
    client = Client(server.url)
    assert client.join(workshop["code"], name).status_code == 200
    return client


def place(lead: Client, client: Client) -> dict:
    """A participant as the facilitator sees them."""
    return by_id(lead, client.participant["id"])


def by_id(lead: Client, number: int) -> dict:
    """The participant with an id, as the facilitator sees them."""
    return next(each for each in lead.snapshot(lead.slug)["participants"] if each["id"] == number)


def here(heard, number: int) -> bool:
    """Whether a message says that a participant is present."""
    return heard.name == "present" and number in heard.data["participant_ids"]
