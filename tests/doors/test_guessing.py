"""Join codes can't be guessed: wrong ones are counted over all doors, and right ones are not."""

import pytest

from tests.doors.visitor import Visitor
from tests.nodes.client import Client
from tests.nodes.http import new_http

ALLOWED = 60


@pytest.fixture
def database_kind() -> str:
    """One database will do, since the counts are not in it."""
    return "sqlite"


def test_wrong_codes_are_counted_over_all_doors_together(server):
    code, http = server.example["workshop"]["code"], new_http()
    http.headers["Accept-Language"] = "en"
    doors = [
        lambda: http.get(f"{server.url}/join/00000000", timeout=30),
        lambda: http.get(f"{server.url}/join?code=00000000", timeout=30),
        lambda: http.post(f"{server.url}/join", data={"code": "00000000", "name": "x", "page": "/join"}, timeout=30),
        lambda: Client(server.url).join("00000000", "x"),
    ]
    statuses = [doors[number % len(doors)]().status_code for number in range(ALLOWED + 8)]
    assert statuses == [404] * ALLOWED + [429] * 8
    page = http.get(f"{server.url}/join/{code}", timeout=30)
    assert page.status_code == 429 and "Too many attempts" in page.text


def test_a_form_that_is_refused_for_others_guesses_keeps_what_was_typed(server):
    visitor, code = Visitor(server), server.example["workshop"]["code"]
    page = visitor.get(f"/join/{code}")
    for _ in range(ALLOWED):
        visitor.get("/join/00000000")
    answer = visitor.submit(page, "join", name="Patient", body="board")
    assert answer.status_code == 429
    fields = dict(visitor.fill(answer, "join")[1])
    assert (fields["name"], fields["body"], fields["code"]) == ("Patient", "board", code)
    assert visitor.me() == {}


def test_a_hall_behind_one_address_joins_by_the_page(server):
    for number in range(ALLOWED + 30):
        Visitor(server).join(f"Hall {number}")


def test_mails_to_one_address_are_few_over_all_doors_together(server):
    guest = Visitor(server)
    guest.join("Mailing")
    doors = [("/sign-in", "sign-in"), ("/me", "add-address")]
    statuses = []
    for number in range(12):
        path, form = doors[number % 2]
        statuses.append(guest.submit(guest.get(path), form, email="many@example.org").status_code)
    assert statuses == [303] * 10 + [429] * 2
    answer = guest.submit(guest.get("/sign-in"), "sign-in", email="MANY@example.org")
    assert answer.status_code == 429
    assert dict(guest.fill(answer, "sign-in")[1])["email"] == "MANY@example.org"
