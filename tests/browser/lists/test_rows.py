"""The list of goals as it stands: rows or cards, bands that fold, two panes on a laptop, each goal once on a page."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import goal, opened, proposal, until
from tests.faults.room import Room

TITLES = (
    "Valtionosuudet tunnustavat pitkät etäisyydet",
    "Kunnalla on varaa päättää omista palveluistaan",
    "Hankerahoitus kolmeksi vuodeksi kerrallaan",
)


def fill_up(room: Room, number: int, each_theme: int = 12) -> None:
    """Propose so many goals with titles of a usual length, in several themes."""
    themes = [one["id"] for one in room.lead.snapshot(room.slug)["themes"]]
    while len(themes) < number // each_theme:
        themes.append(room.do("create_theme", title=f"Theme {len(themes) + 1}")["theme_id"])
    for at in range(number):
        theme = themes[at // each_theme % len(themes)]
        room.do("propose_goal", theme_id=theme, title=f"{TITLES[at % 3]} {at}", lang="fi")


def rows(page: Page):
    """The goals that are shown in the list."""
    return page.locator(".theme-list .goal:visible")


@pytest.fixture
def sixty(room):
    """A room with sixty goals while goals are proposed."""
    fill_up(room, 60)
    opened(room, "propose")
    return room


def test_sixty_goals_are_eight_screens_of_a_phone_and_four_of_a_laptop(sixty, person):
    phone = person("phone", "fi").join(sixty).page
    expect(rows(phone)).to_have_count(60)
    tall = phone.locator(".theme-list .goal").evaluate_all("all => all.map((e) => e.offsetHeight)")
    assert min(tall) >= 44 and sorted(tall)[30] <= 60, sorted(tall)
    assert phone.evaluate("document.documentElement.scrollHeight") <= 8 * 740
    laptop = person("laptop", "fi").join(sixty, name="Bengt").page
    laptop.set_viewport_size({"width": 1280, "height": 800})
    for path in (f"/w/{sixty.code}", f"/c/{sixty.slug}"):
        laptop.goto(f"{sixty.server.url}{path}")
        assert laptop.evaluate("document.documentElement.scrollHeight") <= 4 * 800, path
    laptop.goto(f"{sixty.server.url}/w/{sixty.code}")
    widths = laptop.locator(".theme-list .goal").evaluate_all("all => all.map((e) => e.offsetWidth)")
    assert min(widths) >= 280 and max(widths) <= 420


def test_what_is_asked_stays_beside_the_goals_on_a_laptop(sixty, person):
    page = person("laptop").join(sixty).page
    page.mouse.move(1000, 500)
    page.mouse.wheel(0, 1500)
    until(lambda: page.evaluate("scrollY > 1000"), page)
    expect(proposal(page).get_by_label("Goal", exact=True)).to_be_in_viewport()
    expect(page.get_by_role("searchbox")).to_be_in_viewport()
    expect(page.get_by_role("link", name="Propose a goal here")).to_have_count(0)


def test_how_dense_the_list_is_is_chosen_and_kept(room, person):
    room.goals(3)
    page = (aino := person("laptop").join(room)).page
    first = goal(page, "Goal 1")
    expect(first.get_by_role("link", name="0 comments")).to_be_visible()
    page.get_by_text("Filter and sort").click()
    page.get_by_role("radio", name="Rows").check()
    expect(first.get_by_role("link", name="0 comments")).to_be_hidden()
    aino.go(f"/c/{room.slug}")
    expect(goal(page, "Goal 1").get_by_role("link", name="0 comments")).to_be_hidden()
    aino.go(f"/c/{room.slug}?density=cards")
    expect(goal(page, "Goal 1").get_by_role("link", name="0 comments")).to_be_visible()


def test_what_a_row_does_not_show_comes_with_the_snapshot(room, person):
    room.do("propose_goal", theme_id=room.theme_id, title="Fibre", rationale="Work moves", measures=[{"text": "Dig"}])
    address = f"{room.server.url}/w/{room.code}?density="
    page = person("laptop").join(room).page
    sent = {density: page.request.get(f"{address}{density}").text() for density in ("rows", "cards")}
    assert "Work moves" in sent["cards"] and "Work moves" not in sent["rows"]
    page.goto(f"{address}rows")
    expect(page.get_by_text("Work moves")).to_have_count(1)
    page.get_by_text("Filter and sort").click()
    page.get_by_role("radio", name="Cards").check()
    expect(goal(page, "Fibre").get_by_text("Work moves")).to_be_visible()
    expect(goal(page, "Fibre").get_by_text("Dig")).to_be_visible()
    expect(goal(page, "Fibre").get_by_role("link", name="0 comments")).to_be_visible()


def test_a_theme_that_was_folded_stays_so_until_it_is_searched(room, person):
    room.goals(2)
    page = (aino := person("phone").join(room)).page
    band = page.locator(".theme-band summary:visible").first
    band.click()
    expect(goal(page, "Goal 1")).to_be_hidden()
    expect(band).to_contain_text("2")
    aino.go(f"/w/{room.code}")
    expect(goal(page, "Goal 1")).to_be_hidden()
    page.get_by_role("searchbox").fill("goal 1")
    expect(goal(page, "Goal 1")).to_be_visible()
    page.get_by_role("searchbox").fill("")
    expect(goal(page, "Goal 1")).to_be_hidden()


@pytest.mark.parametrize("device", ["phone", "laptop"])
def test_no_list_stands_twice(room, person, device):
    room.goals(3)
    opened(room, "vote", method="approve")
    page = person(device).join(room).page
    expect(page.get_by_text("Goal 2", exact=True).locator("visible=true")).to_have_count(1)
    # When the ballot is gone, all are there at once, and none waits as if it were new.
    room.do("close_round", round_id=room.lead.snapshot(room.slug)["rounds"][0]["id"])
    expect(rows(page)).to_have_count(3)
    expect(page.get_by_role("button", name="new goal")).to_have_count(0)


def test_what_others_propose_waits_also_in_rows_and_in_another_order(room, person):
    room.goals(13)
    opened(room, "propose")
    page = (aino := person("phone").join(room)).page
    page.get_by_text("Filter and sort").click()
    page.get_by_label("Order", exact=True).select_option("newest")
    expect(rows(page).first).to_contain_text("Goal 13")
    before = rows(page).first.bounding_box()
    room.do("propose_goal", theme_id=room.theme_id, title="Later")
    news = page.get_by_role("button", name="1 new goal")
    news.wait_for()
    expect(goal(page, "Later")).to_be_hidden()
    news.click()
    expect(rows(page).first).to_contain_text("Later")
    assert before
    assert aino.spies
