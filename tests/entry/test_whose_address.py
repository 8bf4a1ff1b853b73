"""An address is added where that was asked, and nowhere else: elsewhere its link shows a code to be typed there."""

import re
from uuid import uuid4

import pytest

from tests.commands.conftest import database, hall
from tests.entry.inside import Browser, app_on
from workshop.models import Account
from workshop.operations.people.accounts import make_link

__all__ = ["database", "hall"]
CODE = re.compile(r'<p class="code-shown" translate="no">(\d{3}) (\d{3})</p>')


@pytest.fixture(scope="module")
def app(database, tmp_path_factory):
    return app_on(database, tmp_path_factory.mktemp("pages"))


@pytest.fixture
def guest(app, hall):
    """A guest in a browser of their own, who may add an address."""
    browser = Browser(app)
    browser.join(hall.code, "Mallory")
    return browser


@pytest.fixture
def asked(database, guest, hall):
    """Ask in the guest's browser to add an address, and return the link in the mail as the worker makes it."""

    def ask(email):
        assert guest.submit(guest.get("/me"), "add-address", email=email).status_code == 303
        with database.read() as session:
            account = session.query(Account).filter_by(name="Mallory").order_by(Account.id.desc()).first()
        return "/sign-in/" + database.write(lambda session: make_link(session, email, account_id=account.id))

    return ask


def test_what_the_victim_confirms_in_their_own_browser_attaches_nothing_and_shows_a_code(app, guest, asked):
    email = f"{uuid4()}@example.org"
    link, victim = asked(email), Browser(app)
    page = victim.get(link)
    assert "Somebody who is called “Mallory”" in page.text
    assert not CODE.search(page.text), "a scanner that follows links sees no code"
    shown = victim.get(victim.submit(page, "link").headers["Location"])
    assert CODE.search(shown.text) and victim.me() == {} and guest.me()["email"] is None
    assert CODE.search(victim.get(link).text), "after a reload it is there still"
    for wrong in ("", "000 000", "12", "x", "٣٣٣"):
        assert guest.submit(guest.get("/me"), "address_code", code=wrong).status_code == 422
    assert guest.me()["email"] is None


@pytest.mark.parametrize("written", ["{0}{1}", " {0} {1} ", "{0}-{1}"])
def test_the_code_typed_where_it_was_asked_adds_the_address(app, guest, asked, written):
    email = f"{uuid4()}@example.org"
    link, phone = asked(email), Browser(app)
    shown = phone.get(phone.submit(phone.get(link), "link").headers["Location"])
    stranger = Browser(app)
    code = written.format(*CODE.search(shown.text).groups())
    assert stranger.post("/me/address/code", [("code", code), ("page", "/me")]).status_code == 401
    answer = guest.submit(guest.get("/me"), "address_code", code=code)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me")
    assert guest.me()["email"] == email and phone.me() == {}


def test_another_guest_who_has_heard_of_the_code_gets_nothing(app, hall, guest, asked):
    email = f"{uuid4()}@example.org"
    link, other = asked(email), Browser(app)
    other.join(hall.code, "Other")
    shown = other.get(other.submit(other.get(link), "link").headers["Location"])
    code = "".join(CODE.search(shown.text).groups())
    answer = other.post("/me/address/code", [("code", code), ("page", "/me"), ("form", "address_code")])
    assert answer.status_code == 422 and other.me()["email"] is None
    assert guest.submit(guest.get("/me"), "address_code", code=code).status_code == 303


def test_a_code_is_over_after_five_tries(app, guest, asked):
    link, phone = asked(f"{uuid4()}@example.org"), Browser(app)
    shown = phone.get(phone.submit(phone.get(link), "link").headers["Location"])
    code = "".join(CODE.search(shown.text).groups())
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    tried = [guest.submit(guest.get("/me"), "address_code", code=each).status_code for each in [*[wrong] * 5, code]]
    assert tried == [422] * 6 and guest.me()["email"] is None


def test_in_the_browser_that_asked_the_button_adds_it_at_once(app, guest, asked):
    email = f"{uuid4()}@example.org"
    page = guest.get(asked(email))
    assert f"{email} will belong to the account of Mallory" in page.text
    assert guest.submit(page, "link").headers["Location"] == "/"
    assert guest.me()["email"] == email


def test_who_has_an_address_by_now_gets_no_second_one_and_is_told(app, guest, asked, database):
    first, second = f"{uuid4()}@example.org", f"{uuid4()}@example.org"
    link = asked(first)
    later = asked(second)
    assert guest.submit(guest.get(link), "link").status_code == 303
    answer = guest.submit(guest.get(later), "link")
    assert answer.status_code == 409 and "an account has one address" in answer.text
    assert guest.me()["email"] == first


@pytest.mark.parametrize("lang, sentence", [("fi", "Näytä koodi"), ("sv", "Visa koden")])
def test_the_page_is_in_the_language_of_whoever_reads_it(app, asked, lang, sentence):
    assert sentence in Browser(app, lang).get(asked(f"{uuid4()}@example.org")).text
