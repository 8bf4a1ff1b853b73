"""Scrolling changes nothing: the wheel over a field moves the page, and the keys still count."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import desks
from tests.browser.steps import opened, until

# How far the page, and each column of it around a field, is scrolled.
SCROLLED = """(field) => {
  let sum = 0;
  for (let each = field; each; each = each.parentElement) sum += each.scrollTop;
  return sum;
}"""


def turned(page: Page, field: Locator) -> None:
    """Turn the wheel over a field that has the focus, down and up, each time until the page or its column has moved."""
    field.evaluate("each => each.scrollIntoView({ block: 'center' })")
    field.focus(timeout=5000)
    for amount in (100, -100):
        box, before = field.bounding_box(), field.evaluate(SCROLLED)
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.wheel(0, amount)
        until(lambda before=before: field.evaluate(SCROLLED) != before, page)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def unmoved(page: Page) -> None:
    """See that no field with a number in it is changed by the wheel, and that the arrows still change it."""
    # There is room to scroll, wherever the field stands.
    page.evaluate("for (let line = 0; line < 60; line += 1) document.body.append(document.createElement('br'))")
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    fields = page.locator("input[type=number]:visible, input[inputmode=numeric]:visible")
    expect(fields.first).to_be_visible()
    for field in fields.all():
        field.fill("3")
        turned(page, field)
        expect(field).to_have_value("3")
        expect(field).to_be_focused()
        expect(field).to_be_editable()
        if field.get_attribute("type") == "number":
            field.press("ArrowUp")
            expect(field).not_to_have_value("3")


@pytest.mark.parametrize("page_of", ["room", "desk", "settings"])
def test_the_wheel_moves_the_page_and_no_number(room, person, page_of):
    room.goals(12)
    opened(room, "vote", method="dots", points=5)
    if page_of == "room":
        page = person("laptop").join(room).page
    elif page_of == "desk":
        page = desks.opened(room, person).page
    else:
        page = person("laptop").sign_in().go(f"/c/{room.slug}/settings")
    unmoved(page)
