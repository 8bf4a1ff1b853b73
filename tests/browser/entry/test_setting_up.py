"""A new facilitator comes from the template to a running first round in under two minutes and twelve clicks."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.desks import STEP_PAUSE

CLICKS, SECONDS = 12, 120
# What somebody who has never seen it needs to read a page before they press something on it.
READING = 3


@pytest.mark.parametrize("template", ["focus areas of 2019", "rural proofing"])
@pytest.mark.parametrize("device", ["laptop", "phone"])
def test_from_the_template_to_a_running_round(room, person, device, template):
    lead = person(device, "en").sign_in()
    page, clicks, began = lead.page, [], time.monotonic()

    def click(place):
        place.click()
        clicks.append(place)

    lead.go("/")
    click(page.locator(".card").filter(has_text=f"Template: {template}").get_by_role("button"))
    click(page.get_by_role("button", name="Next: Themes"))
    for after in ("Next: Bodies", "Next: Workshop and agenda", "Next: What people see"):
        click(page.get_by_role("link", name=after))
    click(page.get_by_role("link", name="To the desk"))
    page.wait_for_timeout(STEP_PAUSE)
    click(page.locator(".next").get_by_role("button", name="Open the round"))
    expect(page.locator(".next").get_by_role("button", name="Close the round")).to_be_visible()
    assert len(clicks) <= CLICKS
    assert time.monotonic() - began + READING * len(clicks) < SECONDS


def test_from_nothing_with_a_pattern(room, person):
    lead = person("laptop", "en").sign_in()
    page = lead.page
    lead.go("/")
    form = page.locator("#make")
    form.get_by_role("textbox", name="Title").fill("Our priorities")
    expect(form.get_by_role("radio", name="Collect – comment – vote")).to_be_checked()
    form.get_by_role("button").click()
    page.get_by_role("link", name="Straight to the desk").click()
    expect(page.locator("#agenda-list > li")).to_have_count(5)
