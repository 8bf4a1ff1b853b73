"""The frame of a wall comes from the server, and its rows wait for it."""

from playwright.sync_api import expect

from tests.browser.walls import held, opened


def test_the_rows_of_a_scene_come_with_its_words_and_not_before(room, person):
    first = held(room, "propose", "What matters?")
    room.goals(2)
    page = opened(room, person).page
    rows, title = page.get_by_role("listitem"), page.get_by_role("heading", level=1)
    expect(page.locator("body[data-state=online]")).to_be_attached()
    expect(rows).to_have_count(2)
    waiting = []
    page.route("**/wall?*part=*", lambda route: waiting.append(route))
    held(room, "pause", "Coffee")
    page.wait_for_timeout(500)
    assert waiting
    expect(title).to_have_text("What matters?", use_inner_text=True)
    expect(rows).to_have_count(2)
    expect(page.locator(".wall")).to_have_attribute("data-about", f"propose/{first}")
    for route in waiting:
        route.continue_()
    page.unroute("**/wall?*part=*")
    expect(title).to_contain_text("Coffee", use_inner_text=True)
    expect(rows).to_have_count(0)


def test_what_the_script_keeps_stays_when_the_frame_comes_again(room, person):
    held(room, "propose", "What matters?", minutes=10)
    room.goals(3)
    [aino] = room.people(1)
    page = opened(room, person).page
    room.listen(aino)
    expect(page.locator(".wall-present")).to_be_visible()
    page.evaluate("document.querySelectorAll('[data-kept]').forEach((each) => (each.stayed = true))")
    room.do("edit_workshop", workshop_id=room.workshop_id, title="Another name")
    expect(page.locator(".wall-title")).to_have_text("Another name", use_inner_text=True)
    assert page.locator("[data-kept]").evaluate_all("all => all.every(({ stayed }) => stayed)")
    expect(page.locator(".wall-present")).to_be_visible()
    expect(page.locator(".wall-clock")).to_be_visible()
    expect(page.get_by_role("listitem")).to_have_count(3)
