"""Signing in by a link in a mail: it works once, by a button, and nothing tells whether an address is known."""

import re
from datetime import timedelta

import pytest
from babel.messages.pofile import read_po

from tests.entry.visitor import Visitor, database_of, invited, link_to, mails_to, new_link, path_of
from tests.house.tree import ROOT
from tests.nodes.server import Server
from workshop.queries.sign_in_links import look_at_link

SECRET = re.compile(r"/sign-in/([^?\s]+)")


@pytest.fixture(scope="module")
def server(shared_in_process) -> Server:
    """A server that these tests share; each asks for links of an address of its own, or of the command line."""
    return shared_in_process


def test_a_link_signs_in_once_by_its_button(server):
    visitor, other = Visitor(server), Visitor(server)
    path = path_of(server, ask(server, visitor, invited(server, "once@example.org")))
    page = visitor.get(path)
    assert page.status_code == 200 and visitor.me() == {}
    answer = visitor.submit(page, "link")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert visitor.me()["email"] == "once@example.org"
    again = other.submit(page, "link")
    assert again.status_code == 404 and "This link no longer works" in again.text
    assert other.get(path).status_code == 404
    assert other.me() == {}


def test_looking_at_a_link_does_not_use_it_up(server):
    scanner, visitor = Visitor(server), Visitor(server)
    path = path_of(server, ask(server, visitor, invited(server, "scanned@example.org")))
    assert [scanner.get(path).status_code for _ in range(5)] == [200] * 5
    scanner.http.head(server.url + path, timeout=30)
    assert scanner.me() == {}
    assert visitor.submit(visitor.get(path), "link").status_code == 303
    assert visitor.me()["email"] == "scanned@example.org"


def test_a_link_expires_after_twenty_minutes(server):
    visitor = Visitor(server)
    link = ask(server, visitor, invited(server, "late@example.org"))
    with database_of(server) as database, database.read() as session:
        kept = look_at_link(session, SECRET.search(link)[1])
    assert kept.expires_at - kept.created_at == timedelta(minutes=20)
    late = new_link(server, "late@example.org", minutes=0)
    page = visitor.get(late)
    assert page.status_code == 404 and "You can have a new one at once" in page.text
    assert visitor.post(late, {"next": "/"}).status_code == 404
    assert visitor.me() == {}


def test_a_dead_link_has_the_way_to_a_new_one(server):
    visitor, email = Visitor(server), invited(server, "anew@example.org")
    assert visitor.submit(visitor.get("/sign-in/unknown"), "sign-in", email=email).status_code == 303
    assert visitor.submit(visitor.get(path_of(server, link_to(server, email))), "link").status_code == 303
    assert visitor.me()["email"] == email


def test_the_link_goes_to_the_configured_address_whatever_the_host_header_says(server):
    visitor, email = Visitor(server), invited(server, "host@example.org")
    page = visitor.get("/sign-in")
    action, fields = visitor.fill(page, "sign-in", email=email)
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Origin": "http://evil.example"}
    assert visitor.post(action, fields, **headers, Forwarded="host=evil.example").status_code == 303
    assert link_to(server, email).startswith(f"{server.url}/sign-in/")


def test_an_unknown_address_gets_the_same_answer_and_no_mail(server):
    known, unknown = invited(server, "known@example.org"), "other@example.org"
    answers = []
    for email in (unknown, known):
        visitor = Visitor(server)
        answer = visitor.submit(visitor.get("/sign-in"), "sign-in", email=email)
        page = visitor.get(answer.headers["Location"])
        headers = {name: value for name, value in answer.headers.items() if name not in ("Date", "Set-Cookie")}
        answers.append((answer.status_code, headers, answer.content, page.status_code, plain(page.text, email)))
    assert answers[0] == answers[1]
    # Jobs are done in their order, so the mail to the known one says that the unknown one had its turn.
    link_to(server, known)
    assert mails_to(server, unknown) == []


def test_an_address_is_known_in_any_case_of_letters(server):
    visitor, email = Visitor(server), invited(server, "capital@example.org")
    visitor.submit(visitor.get("/sign-in"), "sign-in", email="  Capital@Example.ORG ")
    assert link_to(server, email)


@pytest.mark.parametrize(
    "typed", ["", "aino", "a@b", "aino@example.org\nBcc: all@example.org", "ä" * 300 + "@example.org"]
)
def test_what_is_no_address_is_shown_again_with_a_reason(server, typed):
    visitor = Visitor(server)
    answer = visitor.submit(visitor.get("/sign-in?next=/me"), "sign-in", email=typed)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    fields = dict(visitor.fill(answer, "sign-in")[1])
    assert (fields["email"], fields["next"]) == (typed.strip("\n"), "/me")


def test_a_page_that_needs_signing_in_is_reached_after_it_also_from_another_device(server):
    visitor, phone = Visitor(server), Visitor(server)
    email = invited(server, "onward@example.org")
    page = visitor.get("/me?tab=1")
    assert page.url == f"{server.url}/sign-in?next=/me?tab%3D1"
    visitor.submit(page, "sign-in", email=email)
    answer = phone.submit(phone.get(path_of(server, link_to(server, email))), "link")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me?tab=1")


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_the_mail_is_in_the_language_that_the_person_reads(server, lang):
    visitor, email = Visitor(server), invited(server, f"{lang}@example.org")
    visitor.submit(visitor.get(new_link(server, email)), "link")
    visitor.post("/language", {"lang": lang, "page": "/"})
    visitor.post("/api/v1/sign-out", {"page": "/"})
    ask(server, visitor, email)
    with (ROOT / "workshop/translations" / lang / "LC_MESSAGES/messages.po").open("rb") as file:
        subject = read_po(file, locale=lang).get("Your sign-in link").string
    assert [each for each, _ in mails_to(server, email)] == [subject]
    assert subject != "Your sign-in link"


def ask(server: Server, visitor: Visitor, email: str) -> str:
    """Ask for a link by the page and return the one that came by mail."""
    answer = visitor.submit(visitor.get("/sign-in"), "sign-in", email=email)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in/sent")
    return link_to(server, email)


def plain(page: str, email: str) -> str:
    """Return a page without what differs from one showing to the next: the typed address and forms' keys."""
    return re.sub(r'name="key" value="[^"]*"', "", page).replace(email, "ADDRESS")
