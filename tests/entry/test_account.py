"""One's own account: an address is added and everything kept; signing out ends it everywhere."""

from uuid import uuid4

import pytest

from tests.entry.visitor import Visitor, forms_of, invited, link_to, new_link, path_of
from tests.nodes.client import Client
from tests.nodes.server import Server


@pytest.fixture(scope="module")
def server(shared_in_process) -> Server:
    """A server that these tests share; each looks only at people of its own."""
    return shared_in_process


@pytest.fixture
def leader(server) -> Client:
    """The facilitator of the example."""
    client = Client(server.url, server.example["facilitator"]["token"])
    client.slug = server.example["consultation"]
    return client


def test_a_guest_who_adds_an_address_keeps_place_authorship_and_votes_and_signs_in_elsewhere(server, leader):
    guest, phone, email = Visitor(server), Visitor(server), "keeper@example.org"
    guest.join("Keeper", body="board")
    goal = propose(leader, guest, "A goal that stays mine")
    round_id = leader.done(leader.slug, "create_round", kind="vote", title="Mine", method="approve", secrecy="named")
    leader.done(leader.slug, "open_round", round_id=round_id["round_id"])
    vote(guest, round_id["round_id"], goal)
    before = guest.snapshot()["me"]
    assert before["mine"]["goals"] == [goal]
    assert before["ballots"] == {str(round_id["round_id"]): {str(goal): 1}}
    answer = guest.submit(guest.get("/me"), "add-address", email="Keeper@Example.org")
    assert answer.status_code == 303
    path = path_of(server, link_to(server, email))
    page = guest.get(path)
    assert "keeper@example.org will belong to the account of Keeper" in page.text
    assert guest.me()["email"] is None
    assert guest.submit(page, "link").headers["Location"] == "/me"
    phone.submit(phone.get(new_link(server, email)), "link")
    assert guest.me()["email"] == phone.me()["email"] == email
    assert strip(phone.snapshot()["me"]) == strip(guest.snapshot()["me"]) == strip(before)
    laptop = Visitor(server)
    laptop.submit(laptop.get("/sign-in"), "sign-in", email=email)
    laptop.submit(laptop.get(path_of(server, link_to(server, email, 2))), "link")
    assert strip(laptop.snapshot()["me"]) == strip(before)
    leader.done(leader.slug, "close_round", round_id=round_id["round_id"])


def test_the_address_of_someone_else_is_not_added_and_the_link_says_so(server):
    guest, owner = Visitor(server), "owner@example.org"
    invited(server, owner)
    guest.join("Borrower")
    asked = guest.submit(guest.get("/me"), "add-address", email=owner)
    # Whether the address is known is told only to the reader of its mail.
    assert asked.status_code == 303 and owner in guest.get("/sign-in/sent").text
    page = guest.get(path_of(server, link_to(server, owner)))
    for _ in range(2):
        answer = guest.submit(page, "link")
        assert answer.status_code == 409
        assert "This address has an account already" in answer.text
    assert guest.me()["email"] is None and guest.me()["name"] == "Borrower"


def test_an_account_that_has_an_address_is_offered_no_other(server):
    visitor, email = Visitor(server), invited(server, "settled@example.org")
    sign_in(server, visitor, email)
    page = visitor.get("/me")
    assert f"You sign in with {email}" in page.text
    assert "add-address" not in forms_of(page.text)
    answer = visitor.post("/me/address", {"email": "second@example.org", "page": "/me", "form": "add-address"})
    assert answer.status_code == 409
    assert visitor.me()["email"] == email


def test_signing_out_ends_the_cookies_of_all_browsers_and_the_tokens(server):
    laptop, phone, email = Visitor(server), Visitor(server), invited(server, "leaving@example.org")
    sign_in(server, laptop, email)
    sign_in(server, phone, email)
    program = Client(server.url, server.cli("token", "--email", email).strip())
    assert program.request("GET", "/api/v1/me").status_code == 200
    stolen = dict(laptop.http.cookies)
    answer = laptop.submit(laptop.get("/me"), "sign-out")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert laptop.me() == {} and phone.me() == {}
    assert program.request("GET", "/api/v1/me").status_code == 401
    laptop.http.cookies.update(stolen)
    assert laptop.me() == {}


def test_a_form_of_ones_account_sent_after_signing_out_leads_to_no_fault(server):
    visitor = Visitor(server)
    visitor.join("Gone")
    page = visitor.get("/me")
    visitor.submit(page, "sign-out")
    for form in ("add-address", f"leave-{server.example['consultation']}", "sign-out"):
        answer = visitor.submit(page, form, email="gone@example.org")
        assert answer.status_code == 401, form


def test_the_only_one_who_leads_is_told_why_they_cannot_leave(server):
    visitor = Visitor(server)
    server.cli("init", "--administrator", "founder@example.org")
    sign_in(server, visitor, "founder@example.org")
    visitor.post("/language", {"lang": "en", "page": "/"})
    made = visitor.submit(visitor.get("/"), "make", title="Uusi kuuleminen")
    assert (made.status_code, made.headers["Location"]) == (303, "/c/uusi-kuuleminen/start")
    answer = visitor.submit(visitor.get("/me"), "leave-uusi-kuuleminen")
    assert answer.status_code == 409
    assert "You are the only one who leads it." in answer.text


def propose(leader: Client, guest: Visitor, title: str) -> int:
    """Let a guest propose a goal, and return its id."""
    round_id = leader.done(leader.slug, "create_round", kind="propose", title="Propose")["round_id"]
    leader.done(leader.slug, "open_round", round_id=round_id)
    theme = leader.snapshot(leader.slug)["themes"][0]["id"]
    goal = done(guest, leader.slug, "propose_goal", theme_id=theme, title=title)["goal_id"]
    leader.done(leader.slug, "close_round", round_id=round_id)
    return goal


def vote(guest: Visitor, round_id: int, goal: int) -> None:
    """Let a guest approve of a goal."""
    done(guest, guest.server.example["consultation"], "cast_ballot", round_id=round_id, choices={str(goal): 1})


def done(visitor: Visitor, slug: str, command: str, **arguments) -> dict:
    """Give a command with a browser's cookie, as a script does, and return its result."""
    url = f"{visitor.server.url}/api/v1/consultations/{slug}/do/{command}"
    headers = {"Sec-Fetch-Site": "same-origin", "Idempotency-Key": str(uuid4())}
    answer = visitor.http.post(url, json=arguments, headers=headers, timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.json()["result"]


def strip(me: dict) -> dict:
    """Give what is one's own without the counter of its changes."""
    return {name: part for name, part in me.items() if name != "version"}


def sign_in(server: Server, visitor: Visitor, email: str) -> None:
    """Sign a browser in as the account of a known address."""
    assert visitor.submit(visitor.get(new_link(server, email)), "link").status_code == 303
