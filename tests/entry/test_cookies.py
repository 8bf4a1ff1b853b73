"""A browser that keeps no cookie is told so on the next page, and makes nobody twice."""

import time
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlsplit

import pytest
from itsdangerous import TimestampSigner
from sqlalchemy import delete, func, select

from tests.entry.visitor import Visitor, database_of, forms_of, invited, new_link
from tests.nodes.server import Server
from workshop.models import JoinKey, Participant

LOST = {
    "en": "This browser has not kept the cookie that it needs here",
    "fi": "Selain ei ole säilyttänyt evästettä, jota täällä tarvitaan",
    "sv": "Webbläsaren har inte sparat den kaka som behövs här",
}


@pytest.fixture(scope="module")
def server(shared_in_process) -> Server:
    """A server that these tests share."""
    return shared_in_process


class Refusing(Visitor):
    """A browser that takes no cookie."""

    def __init__(self, server: Server, lang: str = "en"):
        super().__init__(server, lang)
        self.http.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    def send(self, page, form_id: str, **typed: str):
        """Send a form of a page and follow where it leads."""
        return self.get(self.submit(page, form_id, **typed).headers["Location"])


def people(server: Server, name: str) -> int:
    """How many participants of a name there are."""
    with database_of(server) as database, database.read() as session:
        return session.scalar(select(func.count()).select_from(Participant).where(Participant.name == name))


def grow_old(server: Server) -> None:
    """Let all join keys be forgotten, as they are after ten minutes."""
    with database_of(server) as database:
        database.write(lambda session: session.execute(delete(JoinKey)))


@pytest.mark.parametrize("lang", LOST)
def test_who_keeps_no_cookie_is_told_so_and_made_once(server, lang):
    code, name = server.example["workshop"]["code"], f"Cookieless {lang}"
    visitor = Refusing(server, lang)
    page = visitor.get(f"/join/{code}")
    assert LOST[lang] not in page.text
    for _ in range(3):
        page = visitor.send(page, "join", name=name, body="-")
        assert page.status_code == 200
        assert urlsplit(page.url).path == f"/join/{code}"
        assert LOST[lang] in page.text
        assert people(server, name) == 1


def test_whoever_then_allows_cookies_is_let_in_as_who_they_are(server):
    code = server.example["workshop"]["code"]
    refusing, allowing = Refusing(server), Visitor(server)
    page = refusing.send(refusing.get(f"/join/{code}"), "join", name="Mended", body="-")
    # The button is pressed at once, and after the page was loaded again.
    answer = allowing.submit(page, "join", name="Mended", body="-")
    assert allowing.get(answer.headers["Location"]).url == f"{server.url}/w/{code}"
    again = Visitor(server)
    page = again.get(urlsplit(page.url).path + "?" + urlsplit(page.url).query)
    assert LOST["en"] in page.text
    assert again.submit(page, "join", name="Mended", body="-").headers["Location"] == f"/w/{code}"
    assert people(server, "Mended") == 1
    assert again.snapshot()["me"]["participant"] == allowing.snapshot()["me"]["participant"]


def test_who_tries_again_much_later_is_not_made_anew_either(server):
    code = server.example["workshop"]["code"]
    visitor = Refusing(server)
    page = visitor.send(visitor.get(f"/join/{code}"), "join", name="Patient", body="-")
    fields = dict(visitor.fill(page, "join", name="Patient", body="-")[1])
    grow_old(server)
    # The mark has its time, too; one that is too old reads like one that is not ours.
    for again in ("x", fields["again"][:-2] + "xx"):
        answer = visitor.post("/join", {**fields, "again": again})
        page = visitor.get(answer.headers["Location"])
        assert LOST["en"] in page.text
        assert people(server, "Patient") == 1
        page = visitor.send(page, "join", name="Patient", body="-")
        assert LOST["en"] in page.text
        assert people(server, "Patient") == 1


def test_a_refused_form_keeps_what_it_knows(server):
    code = server.example["workshop"]["code"]
    visitor = Refusing(server)
    page = visitor.send(visitor.get(f"/join/{code}"), "join", name="Typing", body="-")
    page = visitor.submit(page, "join", name=" ", body="-")
    assert page.status_code == 422
    page = visitor.send(page, "join", name="Typing", body="-")
    assert LOST["en"] in page.text
    assert people(server, "Typing") == 1


def test_who_keeps_cookies_goes_straight_in_also_with_somebody_s_mark(server):
    code = server.example["workshop"]["code"]
    refusing, visitor = Refusing(server), Visitor(server)
    marked = refusing.send(refusing.get(f"/join/{code}"), "join", name="Marked", body="-").url
    visitor.join("Straight")
    assert visitor.get(urlsplit(marked).path + "?" + urlsplit(marked).query).url == f"{server.url}/w/{code}"
    assert LOST["en"] not in visitor.get(f"/join/{code}?again=nonsense").text


def test_a_link_in_a_mail_that_leads_nowhere_says_why(server):
    email = invited(server, "cookieless@example.org")
    visitor = Refusing(server, "fi")
    path = new_link(server, email)
    page = visitor.send(visitor.get(path), "link")
    assert urlsplit(page.url).path == "/sign-in"
    assert LOST["fi"] in page.text
    assert "sign-in" in forms_of(page.text)


def test_over_plain_http_it_is_said_where_the_service_is(start_in_process):
    server = start_in_process(WORKSHOP_URL="https://hall.example")
    code = server.example["workshop"]["code"]
    visitor, plain = Visitor(server), {"Origin": "http://hall.example", "Sec-Fetch-Site": None}
    visitor.http.headers["Host"] = "hall.example"
    page = visitor.get(f"/join/{code}")
    answer = visitor.post(*visitor.fill(page, "join", name="Plain", body="-"), **plain)
    assert answer.status_code == 403
    assert "It knows people only at this one: https://hall.example" in answer.text
    assert people(server, "Plain") == 0
    page = visitor.get(new_link(server, invited(server, "plain@example.org")))
    answer = visitor.post(*visitor.fill(page, "link"), **plain)
    assert answer.status_code == 403
    assert "It knows people only at this one: https://hall.example" in answer.text


def test_an_answer_that_was_on_its_way_takes_no_choice_back_and_the_cookie_is_renewed_once_a_day(server, monkeypatch):
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    visitor, asked = Visitor(server), ("/api/v1/me", f"/api/v1/consultations/{slug}/changes?since=0", f"/w/{code}")
    with monkeypatch.context() as yesterday:
        yesterday.setattr(TimestampSigner, "get_timestamp", lambda signer: int(time.time()) - 25 * 3600)
        visitor.join("Late")
        visitor.post("/language", {"lang": "fi", "page": "/"})
        # The first page says what was done, which is in the cookie until then.
        visitor.get(f"/w/{code}")
    old = visitor.http.cookies.copy()
    for path in asked:
        visitor.http.cookies = old.copy()
        assert ["Set-Cookie" in visitor.get(path).headers for _ in range(3)] == [True, False, False]
        assert visitor.me()
