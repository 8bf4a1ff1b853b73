"""On a borrowed computer the next person finds nothing of the one before, wherever that one left."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import EMAIL
from tests.browser.steps import opened, proposal
from tests.doors.visitor import new_link

KEPT = """async () => {
  const opening = indexedDB.open("workshop");
  const database = await new Promise((resolve) => { opening.onsuccess = () => resolve(opening.result); });
  const names = [...database.objectStoreNames];
  const count = (name) => new Promise((resolve) => {
    database.transaction(name).objectStore(name).count().onsuccess = (e) => resolve(e.target.result);
  });
  const counts = await Promise.all(names.map(count));
  database.close();
  return counts.reduce((sum, each) => sum + each, 0) + localStorage.length + sessionStorage.length;
}"""


@pytest.fixture
def aino(room, person):
    """A guest at a borrowed laptop, who has begun to write a goal."""
    opened(room, "propose")
    aino = person("laptop").join(room)
    proposal(aino.page).get_by_label("Goal", exact=True).fill("Half a tho")
    aino.page.wait_for_function("localStorage.length > 0")
    return aino


def test_a_guest_who_leaves_by_the_header_leaves_nothing(room, aino):
    page = aino.page
    page.get_by_role("link", name="Not you? Leave").click()
    expect(page).to_have_url(f"{aino.origin}/me#out")
    page.get_by_role("button", name="Leave this browser").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Join a workshop")
    assert page.evaluate(KEPT) == 0
    assert "Half a tho" not in next_person(aino.page, room)


def test_a_guest_who_signs_in_as_another_leaves_nothing_either(room, aino):
    page = aino.page
    page.goto(aino.origin + sign_in_link(aino))
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.locator(".who")).to_contain_text("Kirsi Salmela")
    assert page.evaluate(KEPT) == 0


def sign_in_link(person) -> str:
    """Make a link that signs the facilitator in."""
    return new_link(person.server, EMAIL)


def next_person(page: Page, room) -> str:
    """Let someone else join in the same browser, and give what stands in their form."""
    page.goto(f"{page.url.rstrip('/')}/join/{room.code}")
    page.get_by_label("Your name").fill("Bengt")
    page.get_by_role("button", name="Join").click()
    field = proposal(page).get_by_label("Goal", exact=True)
    expect(field).to_be_visible()
    return field.input_value()
