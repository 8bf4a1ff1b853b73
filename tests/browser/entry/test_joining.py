"""Joining on a phone: nothing is chosen for anybody, the button is in sight, and one lands on a welcome by name."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Person
from tests.guessing.dry import use_up
from tests.nodes.client import Client
from workshop.identity import link_key

BODIES = ("Advisory Board for Small Municipalities", "Rural network", "Working group on schools", "Unit for culture")


@pytest.fixture
def door(room) -> str:
    """The path of the door into a room where four bodies are spoken for."""
    for title in BODIES:
        room.do("create_body", title=title)
    return f"/join/{room.code}"


def came(person: Person, path: str) -> Page:
    """Someone before the door."""
    person.page.goto(person.origin + path)
    return person.page


@pytest.mark.parametrize(
    "lang, sentences",
    [
        ("fi", ["Kirjoita nimesi.", "Valitse, mitä tahoa edustat."]),
        ("en", ["Write your name.", "Choose whom you speak for."]),
    ],
)
@pytest.mark.parametrize("script", [True, False])
def test_what_joining_lacks_is_named_at_its_field_and_what_was_typed_stays(person, door, lang, sentences, script):
    aino = person("phone", lang, java_script_enabled=script)
    aino.spies.forgive("status of 422")
    page = came(aino, door)
    expect(page.locator("[name=body]:checked")).to_have_count(0)
    page.locator("form#join button").tap()
    expect(page.locator("#join .fault:visible")).to_have_text(sentences)
    expect(page.locator(".summary a")).to_have_text(sentences)
    page.locator("[name=name]").fill("Aino")
    page.locator("form#join button").tap()
    expect(page.locator("#join .fault:visible")).to_have_text(sentences[1:])
    expect(page.locator("[name=name]")).to_have_value("Aino")
    page.locator("[name=body]").last.check()
    page.locator("form#join button").tap()
    page.wait_for_url("**/w/*")


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_the_button_is_on_the_first_screen_of_a_phone(person, door, lang):
    page = came(person("phone", lang), door)
    box = page.locator("form#join button").bounding_box()
    assert box["y"] + box["height"] <= 740, box


def test_the_button_that_stays_in_sight_leaves_no_choice_half_covered(person, room, door):
    for number in range(4):
        room.do("create_body", title=f"Unit number {number}")
    page = came(person("phone"), door)
    foot, choices = page.locator(".door-foot").bounding_box(), page.locator("#join .option")
    for box in (each.bounding_box() for each in choices.all()):
        assert foot["x"] <= box["x"] and box["x"] + box["width"] <= foot["x"] + foot["width"]
    assert choices.last.bounding_box()["y"] > foot["y"], "the list goes on below the screen"
    page.locator("[name=body]").last.focus()
    last, foot = choices.last.bounding_box(), page.locator(".door-foot").bounding_box()
    assert last["y"] + last["height"] <= foot["y"]


def test_who_has_joined_stands_at_a_welcome_by_name_that_leads_to_mending_it(person, door):
    aino = person("phone", "fi")
    page = came(aino, door)
    page.locator("[name=name]").fill("Aino Virtanen")
    page.locator("[name=body]").first.check()
    page.locator("form#join button").tap()
    aino.wait_until_live()
    welcome = page.locator(".welcome[role=status]")
    expect(welcome).to_contain_text("Tervetuloa, Aino Virtanen!")
    expect(welcome).to_be_focused()
    expect(welcome).to_be_in_viewport(ratio=1)
    expect(welcome.get_by_role("link")).to_have_attribute("href", "/me")


def test_where_nobody_speaks_for_a_body_none_is_asked_for(person, room):
    page = came(person("phone"), f"/join/{room.code}")
    expect(page.locator("[name=body]")).to_have_count(0)
    page.locator("[name=name]").fill("Aino")
    page.locator("form#join button").tap()
    expect(page.locator(".welcome")).to_be_focused()


def test_a_code_that_has_to_wait_is_tried_again_by_the_page_itself_without_script(server, person):
    code, secret = server.example["workshop"]["code"], (server.data / "secret-key").read_text().strip()
    use_up(server, Client(server.url))
    aino = person("phone", server=server, java_script_enabled=False)
    aino.spies.forgive("status of 429")
    page = came(aino, f"/join?code={code}")
    expect(page.get_by_role("heading", level=1)).to_have_text("One moment")
    assert Client(server.url).join(code, "By the link", k=link_key(secret, code)).status_code == 200
    expect(page.locator("[name=name]")).to_be_visible(timeout=20_000)
    assert page.url == f"{server.url}/join/{code}"
