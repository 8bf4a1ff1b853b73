"""What has been proposed already is offered beside the field, and never comes in the way of whoever types."""

import pytest
from playwright.sync_api import expect

from tests.browser.look import axe, sideways, small_targets
from tests.browser.steps import opened, proposal, saved, send, until

TYPED = "Kuntien talous pitää saada tasapainoon"
CARET = "() => [document.activeElement.name, document.activeElement.selectionStart, document.activeElement.value]"


def speak_finnish(page):
    """Say that what is written is in Finnish."""
    proposal(page).locator("[name=lang]").select_option("fi")


@pytest.fixture
def busy(room):
    """A room in which goals are proposed, one of them on municipal economy."""
    room.goals(3)
    room.do(
        "propose_goal",
        theme_id=room.lead.snapshot(room.slug)["themes"][0]["id"],
        title="Kuntatalouden tasapainottaminen",
        lang="fi",
    )
    opened(room, "propose")
    return room


@pytest.mark.parametrize("device", ["phone", "laptop"])
def test_a_similar_goal_is_offered_the_text_stays_and_so_does_the_caret(busy, person, device):
    aino = person(device).join(busy)
    page = aino.page
    field = proposal(page).get_by_label("Goal", exact=True)
    speak_finnish(page)
    field.press_sequentially(TYPED)
    offered = page.locator(".goal-similar")
    offered.get_by_role("link", name="Kuntatalouden tasapainottaminen").wait_for()
    assert page.evaluate(CARET) == ["title", len(TYPED), TYPED]
    said = page.locator("#announce").text_content()
    assert said.count("Something similar") == 1
    field.press_sequentially("!")
    assert page.evaluate(CARET) == ["title", len(TYPED) + 1, TYPED + "!"]
    assert axe(page) == [] and sideways(page) == [] and small_targets(page) == []
    offered.get_by_role("link").first.click()
    page.wait_for_url("**/goals/*")
    shown = page.locator("h1, #goal-sheet h2, #goal-sheet h1").filter(has_text="Kuntatalouden tasapainottaminen")
    expect(shown.first).to_be_visible()
    page.go_back()
    until(lambda: field.input_value() == TYPED + "!", page)


def test_nothing_similar_offers_nothing_and_a_sent_goal_lets_the_offer_go(busy, person):
    aino = person("phone").join(busy)
    page = aino.page
    field = proposal(page).get_by_label("Goal", exact=True)
    speak_finnish(page)
    field.press_sequentially("Uimahalli auki iltaisin")
    page.wait_for_timeout(900)
    assert not page.locator(".goal-similar").is_visible()
    field.fill(TYPED)
    page.locator(".goal-similar").wait_for()
    send(page)
    saved(page)
    page.locator(".goal-similar").wait_for(state="hidden")
