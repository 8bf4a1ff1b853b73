"""Merging at the desk: several are chosen, the words of one are taken by a press, and every list follows at once."""

from playwright.sync_api import expect

from tests.browser import desks
from tests.browser.steps import opened


def test_goals_are_merged_from_the_desk_and_everybody_sees_one_until_it_is_taken_back(room, person):
    goals = room.goals(3)
    opened(room, "comment")
    aino = person("laptop").join(room)
    aino.go(f"/c/{room.slug}")
    page = desks.opened(room, person).page
    for goal in goals[:2]:
        page.locator(f"#row-goal-{goal} [data-pick]").check()
    page.get_by_role("button", name="Merge…").click()
    page.wait_for_url("**/goals/merge?ids=*")
    typed = page.get_by_role("textbox", name="Finnish").first
    typed.fill("Something")
    page.get_by_role("link", name="Use these words").first.click()
    expect(typed).not_to_have_value("Something")
    page.get_by_role("button", name="Merge them").click()
    page.wait_for_url("**/goals/*")
    family = page.url.rpartition("/")[2].partition("?")[0]
    card = aino.page.locator(f"#goal-{family}")
    expect(card.locator(".goal-originals summary")).to_have_text("2 goals were merged")
    for goal in goals[:2]:
        expect(aino.page.locator(f"#goal-{goal}")).to_have_count(0)
    page.locator("#trail > summary").click()
    expect(page.locator(".goal-steps")).to_contain_text("Merged from")
    page.get_by_role("button", name="Take the merge back").click()
    expect(page.locator(".goal-into")).to_contain_text("This merge was taken back")
    expect(aino.page.locator(f"#goal-{goals[0]}")).to_be_visible()
    expect(card).to_have_count(0)
