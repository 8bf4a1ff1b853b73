"""What facilitators add to a consultation while its pages are open stands there at once: themes, workshops, bodies."""

import pytest
from playwright.sync_api import expect

from tests.browser.lists.test_rows import rows
from tests.browser.steps import opened, proposal


@pytest.mark.parametrize("path", ["/c/{slug}", "/w/{code}"])
def test_a_theme_has_its_section_and_its_chip_and_keeps_its_goals(room, person, path):
    room.goals(3)
    opened(room, "propose")
    page = person("laptop").join(room, path=path.format(slug=room.slug, code=room.code)).page
    proposal(page).get_by_label("Goal", exact=True).fill("Half a tho")
    theme = room.do("create_theme", title="The archipelago")["theme_id"]
    band = page.locator(".theme-band summary").filter(has_text="The archipelago")
    expect(band).to_be_visible()
    expect(proposal(page).get_by_text("The archipelago")).to_be_visible()
    room.do("create_phenomenon", title="Long distances")
    proposal(page).get_by_text("Phenomenon", exact=True).click()
    expect(proposal(page).get_by_label("Long distances")).to_be_visible()
    expect(proposal(page).get_by_label("Goal", exact=True)).to_have_value("Half a tho")
    goal = int(room.goals(1)[0])
    room.do("move_goal", goal_id=goal, theme_id=theme)
    expect(page.locator(".theme").filter(has=band).get_by_role("button", name="1 new goal")).to_be_visible()
    page.get_by_text("Filter and sort").click()
    page.locator("#goal-in_theme").select_option(label="The archipelago")
    expect(rows(page)).to_have_count(1)
    page.locator("#goal-in_theme").select_option("")
    room.do("remove_theme", theme_id=theme, move_goals_to=room.theme_id)
    expect(band).to_have_count(0)
    expect(rows(page)).to_have_count(4)


def test_a_theme_has_a_tile_and_a_workshop_stands_in_the_time_line(room, person):
    page = person("laptop").join(room, path=f"/c/{room.slug}").page
    room.do("create_theme", title="The archipelago")
    expect(page.locator(".theme-tile").filter(has_text="The archipelago")).to_contain_text("0 goals")
    workshop = room.do("create_workshop", title="In the autumn")["workshop_id"]
    link = page.get_by_role("link", name="In the autumn")
    expect(link).to_be_visible()
    room.do("create_round", kind="propose", title="What else?", workshop_id=workshop)
    expect(page.locator(".theme-stretch").filter(has=link)).to_contain_text("What else?")
    room.do("edit_workshop", workshop_id=workshop, title="In the winter")
    expect(page.get_by_role("link", name="In the winter")).to_be_visible()


def test_a_body_is_one_to_filter_by(room, person):
    page = person("laptop").join(room, path=f"/c/{room.slug}").page
    page.get_by_text("Filter and sort").click()
    expect(page.get_by_label("Body", exact=True)).to_be_hidden()
    room.do("create_body", title={"en": "Advisory board"})
    expect(page.get_by_label("Body", exact=True)).to_contain_text("Advisory board")
