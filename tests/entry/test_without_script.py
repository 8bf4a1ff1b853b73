"""The way in for people, in a real browser with scripts off: from the code to the room, and from the mail back in."""

import pytest
from playwright.sync_api import Page, expect

from tests.entry.visitor import link_to


@pytest.fixture
def open_browser(chromium):
    """Open a browser of someone else, with nothing in it: `open_browser()`."""
    contexts = []

    def open_one() -> Page:
        contexts.append(
            chromium.new_context(java_script_enabled=False, locale="en", viewport={"width": 360, "height": 740})
        )
        contexts[-1].set_default_timeout(30_000)
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()


def test_a_member_comes_in_by_the_code_adds_an_address_and_comes_back_by_mail(shared_server, open_browser):
    server, code = shared_server, shared_server.example["workshop"]["code"]
    tablet = open_browser()
    tablet.goto(server.url)
    tablet.get_by_role("textbox", name="The code of your workshop").fill("1111 1111")
    tablet.get_by_role("button", name="Join").click()
    expect(tablet.get_by_text("No workshop has this code.")).to_be_visible()
    field = tablet.get_by_role("textbox", name="The code of your workshop")
    expect(field).to_have_value("1111 1111")
    field.fill(f"{code[:4]}-{code[4:]}")
    tablet.get_by_role("button", name="Join").click()
    tablet.get_by_label("Board", exact=True).check()
    tablet.get_by_role("button", name="Join").click()
    expect(tablet.get_by_role("alert")).to_be_visible()
    expect(tablet.get_by_label("Board", exact=True)).to_be_checked()
    tablet.get_by_label("Your name").fill("Aino Virtanen")
    tablet.get_by_role("button", name="Join").click()
    expect(tablet).to_have_url(f"{server.url}/w/{code}")
    tablet.goto(server.url)
    tablet.get_by_role("link", name="Add an e-mail address").click()
    tablet.get_by_label("Your e-mail address").fill("aino@example.org")
    tablet.get_by_role("button", name="Send me a link").click()
    expect(tablet.get_by_role("heading", level=1)).to_have_text("Check your mail")
    tablet.goto(link_to(server, "aino@example.org"))
    tablet.get_by_role("button", name="Add the address").click()
    expect(tablet.get_by_text("You sign in with aino@example.org")).to_be_visible()
    laptop = open_browser()
    laptop.goto(server.url)
    laptop.get_by_role("link", name="Sign in by e-mail").click()
    laptop.get_by_label("Your e-mail address").fill("aino@example.org")
    laptop.get_by_role("button", name="Send me the link").click()
    laptop.goto(link_to(server, "aino@example.org", 2))
    laptop.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(laptop.get_by_text("You take part as Aino Virtanen.")).to_be_visible()
    laptop.get_by_role("link", name="Go to the workshop").click()
    expect(laptop).to_have_url(f"{server.url}/w/{code}")
