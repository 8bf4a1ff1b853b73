"""Join codes can't be guessed: wrong ones are counted over all doors, and links and right ones are never slowed."""

import itertools
import re
from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.entry.visitor import Visitor
from tests.guessing.dry import let_many_guess, use_up
from tests.nodes.client import Client
from tests.nodes.server import Server

LINK = re.compile(r"/join/(\d{8})\?k=([a-z2-7]{13})\b")
ADDRESSES = (f"203.0.113.{number}" for number in itertools.count(1))


@pytest.fixture(scope="module")
def hall(tmp_path_factory) -> Iterator[Server]:
    """A server that believes a proxy, so that each test has an address of its own."""
    server = Server(tmp_path_factory.mktemp("guessing") / "data", env={"WORKSHOP_PROXIES": "1"})
    server.make_example()
    yield server.start()
    server.stop()


@pytest.fixture(scope="module")
def code(hall) -> str:
    """The code of the example's workshop."""
    return hall.example["workshop"]["code"]


@pytest.fixture(scope="module")
def key(hall, code) -> str:
    """The unguessable part of the link that the desk offers to copy."""
    leader = Client(hall.url, hall.example["facilitator"]["token"])
    found = LINK.search(leader.request("GET", f"/w/{code}/lead").text)
    assert found[1] == code
    return found[2]


@pytest.fixture
def address() -> str:
    """An address that no other test has."""
    return next(ADDRESSES)


@pytest.fixture
def visitor(hall, address) -> Visitor:
    """A browser there."""
    return _at(Visitor(hall), address)


@pytest.fixture
def program(hall, address) -> Client:
    """A program there."""
    return _at(Client(hall.url), address)


def _at(someone, address):
    someone.http.headers["X-Forwarded-For"] = address
    return someone


def test_wrong_codes_are_counted_over_all_doors_together(hall, visitor, program):
    let_many_guess(hall)
    doors = [
        lambda: visitor.get("/join/00000000"),
        lambda: visitor.get("/join?code=0000%200000"),
        lambda: visitor.get("/join?code=https://x.example/join/00000000"),
        lambda: visitor.get("/join/00000000?k=abcdefghijklm"),
        lambda: visitor.get("/w/00000000/wall?key=x"),
        lambda: visitor.post("/join", {"code": "00000000", "name": "x", "page": "/join"}),
        lambda: program.join("00000000", "x"),
        lambda: program.join("00000000", "x", k="abcdefghijklm"),
    ]
    statuses = [doors[number % len(doors)]().status_code for number in range(3 * len(doors))]
    assert statuses == [404] * 6 + [429] * (3 * len(doors) - 6)


def test_what_can_be_no_code_is_not_counted(visitor, program):
    for typed in ("4821 773", "48217730 1", "no", "x" * 100, "12"):
        assert [visitor.get("/join", params={"code": typed}).status_code for _ in range(20)] == [404] * 20
    assert program.join("00000000", "x").status_code == 404


def test_the_link_and_the_qr_code_lead_in_however_many_guess_there(hall, code, key, address, program):
    use_up(hall, program)
    assert _at(Visitor(hall), address).get(f"/join/{code}").status_code == 429
    visitor = _at(Visitor(hall), address)
    page = visitor.get(f"/join/{code}?k={key.upper()}")
    assert page.status_code == 200
    assert visitor.submit(page, "join", name="By the link", body="-").status_code == 303
    pasted = _at(Visitor(hall), address).get(
        "/join", params={"code": f"Come: {hall.url}/join/{code}?lang=fi&k={key} !"}
    )
    assert (pasted.status_code, pasted.url) == (200, f"{hall.url}/join/{code}")
    for more in ({"code": code, "k": key}, {"code": f"{hall.url}/join/{code}?k={key}"}):
        answer = _at(Client(hall.url), address).join(name="A program", **more)
        assert answer.status_code == 200, more


def test_a_wrong_link_is_a_wrong_code_also_with_a_right_one(code, key, visitor, program):
    for wrong in (key[:-1], key + "a", "x", key[::-1], "\x00", "ä", "a" * 3000):
        page = visitor.get(f"/join/{code}", params={"k": wrong})
        assert page.status_code in (404, 429), wrong
        assert "Advisory Board" not in page.text
    assert program.join(code, "Nobody", k="x").status_code in (404, 429)
    assert visitor.get(f"/join/{code}?k=x").status_code in (404, 429)


def test_a_link_that_was_cut_off_says_so_and_the_code_in_it_is_typed_already(hall, visitor, program, code):
    for status in (404, 429):
        page = visitor.get(f"/join/{code}?k=abc")
        assert page.status_code == status
        assert "This link is not complete" in page.text and f'value="{code}"' in page.text
        assert "Refresh" not in page.headers, "it would come to nothing"
        use_up(hall, program)


def test_who_has_the_page_loses_nothing_by_the_guesses_of_others(hall, visitor, program, code):
    page = visitor.get(f"/join/{code}")
    use_up(hall, program)
    answer = visitor.submit(page, "join", name=" ", body="board")
    assert answer.status_code == 422, "a form with a fault is shown again"
    assert visitor.submit(answer, "join", name="Patient", body="board").status_code == 303


def test_who_typed_a_right_code_before_the_guesses_goes_on_in_the_same_browser(hall, visitor, program, code):
    visitor.get(f"/join?code={code}")
    use_up(hall, program)
    assert visitor.get(f"/join/{code}").status_code == 200


def test_a_page_of_before_the_upgrade_that_has_to_wait_keeps_what_was_typed(hall, address, program, code):
    visitor = _at(Visitor(hall), address)
    use_up(hall, program)
    form = {"code": code, "name": "Patient", "body": "board", "key": str(uuid4()), "form": "join"}
    answer = visitor.post("/join", {**form, "page": f"/join/{code}"})
    assert answer.status_code == 429
    assert f"Try again in {answer.headers['Retry-After']} second" in answer.text
    fields = dict(visitor.fill(answer, "join")[1])
    assert (fields["name"], fields["body"], fields["code"]) == ("Patient", "board", code)
    assert "k" not in fields, "a guesser is not told that a code is right"
    assert visitor.me() == {}


def test_newcomers_give_their_address_credit_and_who_leads_or_comes_again_gives_none(hall, address, program, code, key):
    leader = _at(Client(hall.url, hall.example["facilitator"]["token"]), address)
    member = _at(Client(hall.url), address)
    member.join(code, "Once", k=key)
    for someone in (leader, member):
        assert [someone.join(code, "Again", k=key).status_code for _ in range(5)] == [200] * 5
    use_up(hall, program)
    allowed = [program.join("00000000", "x").status_code for _ in range(10)].count(404)
    assert allowed == 0
    for number in range(8):
        assert _at(Client(hall.url), address).join(code, f"New {number}", k=key).status_code == 200
    assert [program.join("00000000", "x").status_code for _ in range(12)] == [404] * 12


def test_a_hall_behind_one_address_joins_by_the_page(hall, address, code):
    for number in range(30):
        visitor = _at(Visitor(hall), address)
        page = visitor.get(f"/join?code={code}")
        assert visitor.submit(page, "join", name=f"Hall {number}", body="-").status_code == 303


def test_with_a_new_code_the_old_link_ends(hall, address):
    leader = Client(hall.url, hall.example["facilitator"]["token"])
    slug = hall.example["consultation"]
    made = leader.done(slug, "create_workshop", title="Moved")["workshop_id"]

    def link():
        code = next(each["code"] for each in leader.snapshot(slug)["workshops"] if each["id"] == made)
        return LINK.search(leader.request("GET", f"/w/{code}/lead").text)[0]

    old = link()
    assert _at(Visitor(hall), address).get(old).status_code == 200
    leader.done(slug, "edit_workshop", workshop_id=made, new_code=True)
    assert _at(Visitor(hall), address).get(old).status_code == 404
    assert _at(Visitor(hall), address).get(link()).status_code == 200


def test_mails_to_one_address_are_few_over_all_doors_together(in_process):
    guest = Visitor(in_process)
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
