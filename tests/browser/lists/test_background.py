"""The background of a theme: it stands while its page keeps itself up, and follows what facilitators write."""

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("who", ["member", "facilitator"])
def test_it_stays_on_its_page_and_follows_what_is_written(room, person, who):
    room.do("describe_theme", theme_id=room.theme_id, introduction={"en": "Long *distances*"}, lang="en")
    seat = person("phone")
    page = (seat.join(room) if who == "member" else seat.sign_in()).page
    with page.expect_response("**?part=background"):
        page.goto(f"{seat.origin}/c/{room.slug}/themes/{room.theme_id}")
    expect(page.get_by_text("Long distances")).to_be_visible()
    expert = {"name": "Anna Virtanen", "contact": "anna@example.org"}
    room.do("describe_theme", theme_id=room.theme_id, experts=[expert])
    expect(page.get_by_role("link", name="anna@example.org")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Theme")
    expect(page.get_by_text("Long distances")).to_be_visible()
    expect(page.get_by_text("Write the background")).to_have_count(int(who == "facilitator"))


def test_what_a_facilitator_writes_stays_while_others_write(room, person):
    seat = person("laptop").sign_in()
    page = seat.page
    page.goto(f"{seat.origin}/c/{room.slug}/themes/{room.theme_id}")
    page.get_by_text("Write the background").click()
    page.locator("textarea:visible").first.fill("Half a tho")
    room.do("describe_theme", theme_id=room.theme_id, links=[{"url": "https://example.org/", "title": "Study"}])
    expect(page.get_by_role("link", name="Study")).to_be_visible()
    expect(page.locator("textarea:visible").first).to_have_value("Half a tho")
