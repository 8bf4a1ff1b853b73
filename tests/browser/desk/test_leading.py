"""A hall is led: results place by place, what the wall and the rooms show, a clock that stands, writing in quiet."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import walls
from tests.browser.desks import figure, opened, planned, row
from tests.browser.steps import opened as opened_round

WORDS = ("Ferries", "Trains", "Roads", "Schools")


@pytest.fixture
def goals(room) -> list[str]:
    """Four goals under one theme."""
    made = [room.do("propose_goal", theme_id=room.theme_id, title=title, lang="en") for title in WORDS]
    return [str(each["goal_id"]) for each in made]


@pytest.fixture
def counted(room, goals) -> int:
    """A vote of the workshop that was counted: trains before ferries, and two that nobody chose."""
    [round_id] = planned(room, ("vote", "Which?"), method="approve", secrecy="named")
    room.do("open_round", round_id=round_id)
    for number, person in enumerate(room.people(3)):
        chosen = {goals[1]: 1, **({goals[0]: 1} if number else {})}
        person.done(room.slug, "cast_ballot", round_id=round_id, choices=chosen)
    room.do("close_round", round_id=round_id)
    return round_id


def lifted(rows: Locator) -> int:
    """How many rows of a wall's results stand out by their size."""
    sizes = rows.locator(".wall-row-title").evaluate_all("all => all.map((each) => getComputedStyle(each).fontSize)")
    return sizes.count(max(sizes)) if len(set(sizes)) > 1 else 0


def test_results_come_place_by_place_on_every_page(room, person, counted):
    wall, lead = walls.opened(room, person).page, opened(room, person).page
    member = person("phone", "en")
    member.join(room)
    results = wall.locator(".results .wall-row")
    expect(wall.locator(".wall-counted")).to_be_visible()
    lead.get_by_role("button", name="Show the last place").click()
    for rows in (results, member.page.locator(".results-tops > li")):
        expect(rows).to_have_count(2)
        assert not any(word in rows.all_text_contents() for word in ("Trains", "Ferries"))
    assert lifted(results) == 1, "of the last places the third alone is among the first three"
    expect(results.first.locator(".wall-place")).to_contain_text("3")
    expect(member.page.get_by_text("2 goals are still to come.")).to_be_visible()
    expect(lead.get_by_text("2 goals are still to come.").first).to_be_visible()
    lead.wait_for_timeout(1100)
    lead.get_by_role("button", name="Show the next place").click()
    expect(results).to_have_count(3)
    expect(results.first).to_contain_text("Ferries")
    lead.wait_for_timeout(1100)
    lead.get_by_role("button", name="Show the next place").click()
    expect(results).to_have_count(4)
    expect(results.first).to_contain_text("Trains")
    assert lifted(results) == 3
    expect(member.page.get_by_text("3 people voted.")).to_be_visible()
    expect(lead.locator("#step")).to_contain_text("complete")


def test_the_desk_shows_the_wall_as_it_will_be_without_figures(room, person, counted):
    stage = opened(room, person).page.locator("#stage")
    now, later = stage.locator(".desk-screen").nth(0), stage.locator(".desk-screen").nth(1)
    expect(now).to_contain_text("Counted, not shown yet")
    expect(later).to_contain_text("Results")
    expect(later.locator(".desk-place")).to_have_count(4)
    assert not any(word in later.text_content() for word in WORDS)


def test_a_goal_is_shown_on_the_wall_and_everybody_is_led_to_it(room, person, goals):
    opened_round(room, "comment")
    wall, lead = walls.opened(room, person).page, opened(room, person).page
    idle, busy = person("phone", "en"), person("laptop", "en", new=True)
    for each in (idle, busy):
        each.join(room)
    row(lead, "Trains").get_by_role("link", name="Show").click()
    dialog = lead.locator("dialog[open]")
    dialog.get_by_label("Everybody here").check()
    dialog.get_by_role("button", name="Show on the wall").click()
    expect(wall.locator(".wall-talk:visible")).to_have_count(1)
    expect(wall.locator(".wall-talk:visible")).to_contain_text("Trains")
    for each in (idle, busy):
        expect(each.page.locator("[data-stage]")).to_contain_text("Trains")
    expect(idle.page.locator("[data-stage] h2")).to_be_focused()
    lead.locator("#stage").get_by_role("button", name="Follow the rounds again").click()
    expect(wall.locator(".wall")).not_to_have_attribute("data-scene", "goal")
    expect(idle.page.locator("[data-stage]")).to_be_hidden()


def test_whoever_writes_keeps_text_and_focus_when_everybody_is_called(room, person, goals):
    opened_round(room, "propose")
    member = person("phone", "en")
    member.join(room)
    field = member.page.locator("#propose_goal [name=title]")
    field.click()
    field.type("Half a sen")
    before = field.bounding_box()["y"]
    about = {"workshop_id": room.workshop_id, "scene": "goal", "goal_id": int(goals[0])}
    room.do("show", **about, everybody=True)
    stage = member.page.locator("[data-stage]")
    expect(stage).to_contain_text("Ferries")
    expect(field).to_be_focused()
    assert field.input_value() == "Half a sen"
    assert abs(field.bounding_box()["y"] - before) < 2
    expect(stage.locator("h2")).not_to_be_focused()


def test_the_wall_is_blank_at_once_and_stays_so(room, person, goals):
    wall, lead = walls.opened(room, person).page, opened(room, person).page
    lead.locator("#stage").get_by_role("button", name="Blank the wall").click()
    expect(wall.locator(".wall")).to_have_attribute("data-scene", "blank")
    expect(wall.locator(".wall-code")).to_be_hidden()
    expect(wall.locator(".wall-question")).to_be_hidden()
    opened_round(room, "propose")
    expect(lead.locator("#stage")).to_contain_text("It stays until you choose something else.")
    expect(wall.locator(".wall")).to_have_attribute("data-scene", "blank")


def test_a_clock_that_stands_is_seen_everywhere(room, person):
    round_id = opened_round(room, "propose", minutes=10)
    wall, lead = walls.opened(room, person).page, opened(room, person).page
    member = person("phone", "en")
    member.join(room)
    lead.locator("#step").get_by_role("button", name="Stop the clock").click()
    for page in (lead, member.page):
        expect(page.locator(".round-stopped:visible").first).to_have_text(
            re.compile(r"Clock stopped, (10|9):\d\d left")
        )
    expect(wall.locator(".wall-stopped")).to_be_visible()
    shown = wall.locator(".wall-clock").text_content()
    wall.wait_for_timeout(1500)
    assert wall.locator(".wall-clock").text_content() == shown
    lead.wait_for_timeout(1100)
    lead.locator("#step").get_by_role("button", name="Let the clock run").click()
    expect(wall.locator(".wall-stopped")).to_be_hidden()
    expect(member.page.locator(".round-stopped:visible")).to_have_count(0)
    assert room.round(round_id)["paused_at"] is None


def test_people_write_first_and_see_then(room, person):
    round_id = opened_round(room, "propose", contributions="at_close")
    lead = opened(room, person).page
    aino, eero = person("phone", "en"), person("laptop", "en", new=True)
    for each in (aino, eero):
        each.join(room)
    expect(aino.page.get_by_text("Write first, then see")).to_be_visible()
    form = aino.page.locator("#propose_goal")
    form.locator("[name=title]").fill("In quiet")
    form.get_by_role("button", name=re.compile("Propose|Send")).click()
    expect(aino.page.locator("article.goal").filter(has_text="In quiet")).to_contain_text("Only you see this yet")
    aino.page.get_by_role("button", name="I am done", exact=True).click()
    expect(aino.page.get_by_text("You have said that you are done.")).to_be_visible()
    expect(figure(lead, "Done")).to_have_text("1")
    expect(figure(lead, "Written unseen")).to_have_text("1")
    assert "In quiet" not in lead.content() + eero.page.content()
    room.do("close_round", round_id=round_id)
    expect(row(lead, "In quiet")).to_be_visible()
    listed = eero.page.locator("article.goal").filter(has_text="In quiet")
    expect(listed).to_be_visible()
    expect(eero.page.get_by_text("1 new goal")).to_have_count(0)
    expect(listed).to_be_in_viewport()
    expect(aino.page.get_by_text("Only you see this yet")).to_be_hidden()


def test_what_was_written_unseen_moves_nothing_where_somebody_still_writes(room, person):
    round_id = opened_round(room, "propose", contributions="at_close")
    eero = person("phone", "en").join(room)
    [aino] = room.people(1)
    aino.done(room.slug, "propose_goal", theme_id=room.theme_id, title="In quiet", lang="en")
    field = eero.page.locator("#propose_goal [name=title]")
    field.fill("Not sent yet")
    room.do("close_round", round_id=round_id)
    lead_there = eero.page.get_by_role("link", name="What was written is here: show")
    expect(lead_there).to_be_visible()
    expect(field).to_have_value("Not sent yet")
    listed = eero.page.locator("article.goal").filter(has_text="In quiet")
    expect(listed).to_have_count(0)
    lead_there.click()
    expect(listed).to_be_in_viewport()
    expect(lead_there).to_be_hidden()


def test_a_key_hides_at_once_and_the_reason_comes_from_a_short_list(room, person, goals):
    [aino] = room.people(1)
    opened_round(room, "propose")
    aino.done(room.slug, "propose_goal", theme_id=room.theme_id, title="Twice", lang="en")
    page = opened(room, person).page
    row(page, "Twice").get_by_role("link", name="Twice", exact=True).focus()
    page.keyboard.press("h")
    expect(row(page, "Twice")).to_have_count(0)
    assert [each["reason"] for each in aino.snapshot(room.slug)["notices"]] == [""]
    page.locator("#undo").get_by_role("button", name="The same was proposed already.").click()
    expect(page.locator("#undo")).to_be_hidden()
    assert [each["reason"] for each in aino.snapshot(room.slug)["notices"]] == ["The same was proposed already."]
