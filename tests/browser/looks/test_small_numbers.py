"""Live pages follow when the door is locked, and say why no figures come where too few voted."""

from playwright.sync_api import expect

from tests.browser import desks
from tests.browser.steps import cast
from tests.browser.votes import more, vote

FEW = "Fewer than 5 people voted, so no figures are shown."


def test_the_desk_locks_and_unlocks_the_door_again_and_again_without_a_reload(room, person):
    page = desks.opened(room, person).page
    locked = page.locator("#door").get_by_text("This workshop is locked for newcomers.")
    for _ in range(2):
        page.get_by_role("button", name="Lock for newcomers").click()
        expect(locked).to_be_visible()
        page.get_by_role("button", name="Let newcomers join again").click()
        expect(locked).to_be_hidden()
    assert room.lead.snapshot(room.slug)["workshops"][0]["locked"] is False


def test_a_member_reads_that_too_few_voted_and_the_desk_has_no_figures_either(room, person):
    round_id = vote(room, totals="threshold")
    page = person("phone").join(room).page
    page.locator(".ballot-contract > summary").tap()
    expect(page.get_by_text("If fewer than 5 people vote, no figures are shown to anybody.")).to_be_visible()
    more(page).tap()
    cast(page)
    desk = desks.opened(room, person).page
    room.do("close_round", round_id=round_id)
    expect(page.get_by_role("main").get_by_text(FEW)).to_be_hidden()
    room.do("reveal_results", round_id=round_id)
    for each in (page, desk):
        expect(each.get_by_role("main").get_by_text(FEW).locator("visible=true")).to_be_visible()
        expect(each.get_by_text("1 person voted.")).to_have_count(0)
    results = page.context.new_page()
    results.goto(page.url.split("/w/")[0] + f"/c/{room.slug}/results")
    expect(results.get_by_role("main").get_by_text(FEW)).to_be_visible()
    expect(results.get_by_text("No results have been shown yet.")).to_be_visible()
