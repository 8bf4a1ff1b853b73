"""What is asked now, and how long, is told on every page of a consultation."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import opened, until


def bar(page):
    """The line that says what is asked now."""
    return page.locator("[data-asked]")


def boxes(page) -> tuple[dict, dict]:
    """Where the line and the head of the page stand."""
    return bar(page).bounding_box(), page.locator("header.top").bounding_box()


@pytest.mark.parametrize("where", ["goal", "results"])
def test_who_stands_elsewhere_is_told_that_the_vote_has_begun_and_led_there(room, person, where):
    goal = room.goals(3)[0]
    path = f"/c/{room.slug}/goals/{goal}" if where == "goal" else f"/c/{room.slug}/results"
    page = (aino := person("phone").join(room, path=path)).page
    expect(bar(page)).to_be_hidden()
    round_id = opened(room, "vote", method="dots", points=5, minutes=5)
    for _ in range(2):
        expect(bar(page)).to_contain_text("Voting has begun")
        expect(bar(page)).to_contain_text(re.compile(r"\d:\d\d left"))
        expect(bar(page)).to_be_in_viewport(ratio=1)
        page.reload()
        aino.wait_until_live()
    until(lambda: aino.spies.said.count("Now open: Vote") == 1, page)
    page.mouse.wheel(0, 400)
    expect(bar(page)).to_be_in_viewport(ratio=1)
    bar(page).click()
    expect(page).to_have_url(re.compile(rf"/w/{room.code}#round-{round_id}$"))
    expect(page.get_by_role("group", name="Your ballot")).to_be_visible()


def test_it_goes_when_the_round_ends_and_leads_to_results_that_are_shown_meanwhile(room, person):
    goal = room.goals(3)[0]
    round_id = opened(room, "vote", method="dots", points=5)
    page = (aino := person("phone").join(room, path=f"/c/{room.slug}/goals/{goal}")).page
    expect(bar(page)).to_contain_text("Voting has begun")
    room.do("close_round", round_id=round_id)
    expect(bar(page)).to_be_hidden()
    room.reveal(round_id)
    expect(bar(page)).to_contain_text("The results are shown")
    expect(bar(page)).to_have_attribute("href", f"/c/{room.slug}/results#results-{round_id}")
    page.reload()
    aino.wait_until_live()
    expect(bar(page)).to_be_hidden()


def test_it_says_what_is_asked_where_there_is_no_script(room, chromium, person):
    goal = room.goals(1)[0]
    opened(room, "comment", minutes=5)
    aino = person("phone").join(room)
    plain = chromium.new_context(java_script_enabled=False, locale="en")
    plain.add_cookies(aino.context.cookies())
    page = plain.new_page()
    for path in (f"/c/{room.slug}/goals/{goal}", f"/c/{room.slug}/results"):
        page.goto(aino.origin + path)
        expect(bar(page)).to_contain_text("Commenting has begun")
        expect(bar(page)).to_contain_text(re.compile(r"closes (on .*)?at \d\d:\d\d"))
    plain.close()


def test_it_is_on_the_page_of_settings(room, person):
    opened(room, "comment", minutes=5)
    page = person("laptop", "fi").sign_in().go(f"/c/{room.slug}/settings?lang=fi")
    expect(bar(page)).to_contain_text("Kommentointi on alkanut")


def test_at_four_hundred_per_cent_it_does_not_lie_over_the_head_of_any_page(room, person):
    goal = room.goals(6)[0]
    opened(room, "vote", method="dots", points=5, minutes=5)
    aino = person("narrow").join(room, path="/me")
    aino.page.set_viewport_size({"width": 320, "height": 200})
    for path in (f"/w/{room.code}", f"/c/{room.slug}", f"/c/{room.slug}/goals/{goal}", f"/c/{room.slug}/results"):
        page = aino.go(path)
        for place in ("0", "document.body.scrollHeight"):
            page.evaluate(f"scrollTo(0, {place})")
            page.wait_for_timeout(200)
            line, head = boxes(page)
            assert line is None or line["y"] >= head["y"] + head["height"] - 1, path


def test_a_heading_that_is_moved_to_does_not_look_like_a_button(room, person):
    goal = room.goals(1)[0]
    room.do("add_comment", goal_id=int(goal), text="Good.", stance="for")
    page = person("phone").join(room, path=f"/c/{room.slug}/goals/{goal}#comments").page
    heading = page.locator("#comments")
    heading.focus()
    assert heading.evaluate("each => getComputedStyle(each).outlineStyle") == "none"
