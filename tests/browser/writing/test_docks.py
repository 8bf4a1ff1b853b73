"""The dock at the foot of a form says what became of what one wrote, and leads to it or on to the next thing."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import goal, opened, proposal, propose, saved, send, sync, titles, until
from tests.browser.votes import in_window

CUT = "Failed to load resource|WebSocket connection to|ERR_"
AT = re.compile(r"Saved at \d\d:\d\d")
# A second press of the finger that sent it is not meant for what stands there by then.
PRESS = 800


def dock(page: Page, form: str = "#propose_goal"):
    """The dock of a form."""
    return page.locator(f"{form} .dock")


def test_a_proposal_is_a_draft_then_saved_and_the_receipt_is_where_the_eye_is(room, person):
    room.goals(20)
    opened(room, "propose")
    page = person("phone").join(room).page
    expect(dock(page)).to_have_attribute("data-dock", "empty")
    expect(dock(page).get_by_role("button")).to_have_text(["Send the proposal"])
    field = proposal(page).get_by_label("Goal", exact=True)
    field.fill("Fibre")
    expect(dock(page)).to_contain_text("Draft. Not sent yet.")
    in_window(page, dock(page))
    send(page)
    expect(dock(page)).to_contain_text(AT)
    expect(dock(page)).to_be_focused()
    in_window(page, dock(page))
    expect(sync(page)).to_be_hidden()
    expect(dock(page).get_by_role("button", name="Send the proposal")).to_have_count(0)
    page.wait_for_timeout(PRESS)
    dock(page).get_by_role("link", name="Show it").tap()
    in_window(page, goal(page, "Fibre").get_by_role("heading"))
    expect(goal(page, "Fibre").get_by_role("link").first).to_be_focused()
    dock(page).get_by_role("button", name="Propose another").tap()
    expect(field).to_be_focused()
    expect(dock(page)).to_have_attribute("data-dock", "empty")
    page.keyboard.type("Roads")
    expect(dock(page)).to_contain_text("Draft. Not sent yet.")


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_with_the_first_letter_nothing_below_the_form_moves(room, person, lang):
    """A browser that has to place 500 goals anew paints that letter late."""
    opened(room, "propose")
    page = person("phone", lang).join(room).page
    expect(dock(page)).to_have_attribute("data-dock", "empty")
    before = dock(page).bounding_box()
    page.locator("#propose_goal [name=title]").press("F")
    expect(dock(page)).to_have_attribute("data-dock", "draft")
    assert dock(page).bounding_box()["height"] == pytest.approx(before["height"], abs=0.5)


def test_who_types_on_goes_on_with_the_next_proposal(room, person):
    opened(room, "propose")
    page = person("laptop").join(room).page
    field = proposal(page).get_by_label("Goal", exact=True)
    proposal(page).get_by_role("radio").first.check()
    field.fill("Fibre")
    field.press("Enter")
    expect(dock(page)).to_be_focused()
    expect(dock(page)).to_contain_text(AT)
    page.keyboard.type("Roads")
    expect(field).to_have_value("Roads")
    expect(field).to_be_focused()
    assert titles(room) == ["Fibre"]


def test_a_second_press_goes_to_nothing_that_stands_there_meanwhile(room, person):
    opened(room, "propose")
    page = person("phone").join(room).page
    propose(page, "Fibre")
    expect(dock(page).get_by_role("link", name="Show it")).to_be_visible()
    dock(page).get_by_role("button", name="Propose another").evaluate("each => each.click()")
    expect(dock(page)).to_contain_text(AT)
    page.wait_for_timeout(PRESS)
    dock(page).get_by_role("button", name="Propose another").evaluate("each => each.click()")
    expect(dock(page)).to_have_attribute("data-dock", "empty")


def test_what_waits_for_the_network_stands_there_until_it_is_gone(room, person):
    opened(room, "propose")
    aino = person("phone").join(room)
    aino.spies.forgive(CUT)
    page = aino.page
    page.route("**/do/**", lambda route: route.abort())
    cards = dock(page).locator(".dock-card")
    for number, title in enumerate(("Fibre", "Roads"), 1):
        propose(page, title)
        expect(cards).to_have_count(number)
    expect(cards.first).to_contain_text("Fibre")
    expect(dock(page)).to_contain_text("No connection. What you sent waits here.")
    in_window(page, cards.first)
    page.reload()
    expect(cards).to_have_count(2)
    page.unroute_all()
    expect(cards).to_have_count(0, timeout=45000)
    until(lambda: titles(room) == ["Fibre", "Roads"], page)


def test_a_round_that_ends_says_what_was_sent_and_what_was_not(room, person):
    round_id = opened(room, "propose")
    page = person("phone").join(room).page
    propose(page, "Fibre")
    saved(page)
    proposal(page).get_by_label("Goal", exact=True).fill("Half a tho")
    room.do("close_round", round_id=round_id)
    for _ in range(2):
        expect(dock(page)).to_contain_text("The round has ended. This was not sent.")
        expect(dock(page).get_by_role("button")).to_have_count(0)
        expect(page.get_by_text("You have proposed 1 goal.")).to_be_visible()
        page.reload()


@pytest.mark.parametrize("script", [True, False])
def test_a_comment_has_the_same_dock(room, person, script):
    [number] = room.goals(1)
    opened(room, "comment")
    page = person("phone", java_script_enabled=script).join(room, path=f"/c/{room.slug}/goals/{number}").page
    form = f"#add_comment-{number}"
    page.locator(form).get_by_label("Your comment").fill("All of us.")
    if script:
        expect(dock(page, form)).to_contain_text("Draft. Not sent yet.")
    page.locator(f"{form} label").filter(has_text="Against").tap()
    page.get_by_role("button", name="Send the comment").tap()
    expect(page.locator("article.comment.mine")).to_be_visible()
    if script:
        expect(dock(page, form)).to_contain_text(AT)


def at(page: Page, room, number: int, link: str):
    """Open a form at its place by a link."""
    page.get_by_role("link", name=link).first.click()
    return page.locator("form.placed")


def test_a_reply_has_a_dock_which_goes_when_it_is_saved(room, person):
    [number] = room.goals(1)
    opened(room, "comment")
    room.do("add_comment", goal_id=int(number), text="Why?", stance="question")
    page = person("laptop").join(room, path=f"/c/{room.slug}/goals/{number}").page
    form = at(page, room, number, "Reply")
    expect(form.locator(".dock")).to_have_attribute("data-dock", "empty")
    form.get_by_label("Your comment").fill("Because.")
    expect(form.locator(".dock")).to_contain_text("Draft. Not sent yet.")
    form.get_by_role("button", name="Send the reply").click()
    expect(page.locator("article.comment.mine")).to_contain_text("Because.")
    expect(form).to_have_count(0)
    expect(page.locator("article.comment.mine")).to_be_focused()


def test_what_was_changed_is_put_back_as_it_was_or_saved(room, person):
    opened(room, "propose")
    aino = person("laptop").join(room)
    propose(aino.page, "Fibre")
    saved(aino.page)
    number = room.lead.snapshot(room.slug)["goals"][0]["id"]
    page = aino.go(f"/c/{room.slug}/goals/{number}")
    form = at(page, room, number, "Edit")
    undo = form.get_by_role("button", name="Undo my edits")
    expect(undo).to_be_hidden()
    form.get_by_label("Goal", exact=True).fill("Copper")
    expect(form.locator(".dock")).to_contain_text("Your changes are not sent.")
    undo.click()
    expect(form.get_by_label("Goal", exact=True)).to_have_value("Fibre")
    expect(form.locator(".dock")).to_have_attribute("data-dock", "empty")
    page.reload()
    expect(form).to_have_count(0)
    form = at(page, room, number, "Edit")
    form.get_by_label("Goal", exact=True).fill("Fibre for all")
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Fibre for all")).to_be_visible()
    expect(form).to_have_count(0)
    assert titles(room) == ["Fibre for all"]


def test_a_measure_that_waits_for_the_network_stands_at_its_form(room, person):
    opened(room, "propose")
    aino = person("phone").join(room)
    propose(aino.page, "Fibre")
    saved(aino.page)
    number = room.lead.snapshot(room.slug)["goals"][0]["id"]
    page = aino.go(f"/c/{room.slug}/goals/{number}")
    aino.spies.forgive(CUT)
    page.route("**/do/**", lambda route: route.abort())
    form = at(page, room, number, "Add a measure")
    form.get_by_label("What is to be done?").fill("Dig")
    form.get_by_role("button", name="Add the measure").tap()
    expect(form.locator(".dock-card")).to_contain_text("Dig")
    page.unroute_all()
    expect(page.locator(".measure").filter(has_text="Dig")).to_be_visible(timeout=45000)
    expect(form).to_have_count(0)
