"""A browser that keeps no cookie: the second arrival says why and what helps, and nobody is made twice."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from tests.entry.visitor import database_of
from tests.nodes.chromium import HALL
from tests.nodes.server import Server
from workshop.models import Participant


def join(page: Page, name: str) -> None:
    """Fill in the form of the door, and send it."""
    page.locator("#join [name=name]").fill(name)
    page.locator("#join [name=body][value='-']").evaluate("each => each.click()")
    page.locator("#join button").last.click()


def people(server: Server, name: str) -> int:
    """How many participants of a name there are."""
    with database_of(server) as database, database.read() as session:
        return session.scalar(select(func.count()).select_from(Participant).where(Participant.name == name))


@pytest.fixture(scope="module")
def secure_server(tmp_path_factory) -> Server:
    """A server that people are to reach over TLS, and that a hall's network reaches without."""
    server = Server(tmp_path_factory.mktemp("secure") / "data", env={"WORKSHOP_URL": f"https://{HALL}"})
    server.make_example()
    yield server.start()
    server.stop()


def test_over_plain_http_the_right_address_is_named(secure_server, person):
    aino = person("phone", "fi", secure_server, origin=f"http://{HALL}:{secure_server.port}")
    aino.spies.forgive("Cross-Origin-Opener-Policy")
    code = secure_server.example["workshop"]["code"]
    page = aino.go(f"/join/{code}")
    aino.spies.forgive("403")
    for _ in range(2):
        join(page, "Aino")
        expect(
            page.get_by_text(f"Palvelu tunnistaa osallistujat vain tässä osoitteessa: https://{HALL}")
        ).to_be_visible()
        expect(page.locator("#join [name=name]")).to_have_value("Aino")
        # Who types on before the browser has brought them there stays where they are, and the browser complains of it.
        expect(page.get_by_role("alert")).to_be_focused()
        assert people(secure_server, "Aino") == 0


def test_who_refuses_cookies_is_told_so_in_their_language(shared_server, person):
    aino = person("phone", "sv")
    code = shared_server.example["workshop"]["code"]

    def without_cookie(route):
        answer = route.fetch(max_redirects=0)
        aino.context.clear_cookies()
        route.fulfill(response=answer, headers={k: v for k, v in answer.headers.items() if k != "set-cookie"})

    aino.page.route(re.compile(r"/(join|w)\b"), without_cookie)
    page = aino.go(f"/join/{code}")
    for _ in range(2):
        # The page that a redirection leads to is not on that route, and its cookie is kept.
        aino.context.clear_cookies()
        join(page, "Without cookies")
        expect(page.get_by_role("alert")).to_contain_text("Webbläsaren har inte sparat den kaka som behövs här")
        expect(page.get_by_role("alert")).to_be_focused()
        assert people(shared_server, "Without cookies") == 1


def test_a_browser_that_says_so_itself_warns_before_one_types(shared_server, person):
    aino = person("phone", "en")
    page = aino.go(f"/join/{shared_server.example['workshop']['code']}")
    warning = page.get_by_text("This browser keeps no cookies.")
    expect(warning).to_be_hidden()
    aino.context.add_init_script("Object.defineProperty(Navigator.prototype, 'cookieEnabled', { get: () => false })")
    page.reload()
    expect(warning).to_be_visible()
