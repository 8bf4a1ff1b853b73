"""A goal in a sheet over the list: its own address, the way back, what is written in it, and the page without it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.look import axe
from tests.browser.steps import goal, opened, saved


@pytest.fixture
def talk(room):
    """Three goals while people comment."""
    goals = room.goals(3)
    opened(room, "comment")
    return room, goals


def sheet(page: Page):
    """The sheet, when it is there."""
    return page.get_by_role("dialog", name="The goal that you opened")


def open_goal(page: Page, title: str):
    """Open a goal of the list; gives the sheet."""
    goal(page, title).get_by_role("link", name=title, exact=True).click()
    expect(sheet(page).get_by_role("heading", name=title, level=1)).to_be_focused()
    return sheet(page)


def test_a_goal_opens_over_the_list_at_its_own_address_and_back_closes_it(talk, person):
    room, goals = talk
    page = person("laptop").join(room).page
    room_url = page.url
    for close in (
        lambda: page.go_back(),
        lambda: page.keyboard.press("Escape"),
        lambda: sheet(page).get_by_role("button", name="Close").click(),
    ):
        open_goal(page, "Goal 2")
        expect(page).to_have_url(re.compile(rf"/c/{room.slug}/goals/{goals[1]}$"))
        expect(page).to_have_title(re.compile("Goal 2"))
        close()
        expect(sheet(page)).to_be_hidden()
        expect(page).to_have_url(room_url)
        expect(goal(page, "Goal 2").get_by_role("link", name="Goal 2", exact=True)).to_be_focused()
    # Loaded anew, the address is the goal's own page.
    open_goal(page, "Goal 2")
    page.reload()
    expect(page.locator("main > .trail")).to_be_visible()
    expect(page.get_by_role("heading", name="Goal 2", level=1)).to_be_visible()


def test_one_comments_in_the_sheet_and_stands_at_ones_comment(talk, person):
    room, goals = talk
    page = person("laptop").join(room).page
    there = open_goal(page, "Goal 1")
    there.get_by_label("For", exact=True).check()
    there.get_by_label("Your comment").fill("All of us.")
    there.get_by_role("button", name="Send the comment").click()
    own = there.locator("article.comment.mine")
    expect(own).to_be_focused()
    saved(page)
    expect(there.get_by_label("Your comment")).to_have_value("")
    # What others say meanwhile waits, and the list below counts it.
    [other] = room.people(1)
    other.done(room.slug, "add_comment", goal_id=int(goals[0]), text="Not me.", stance="against")
    there.get_by_role("button", name="1 new comment").click()
    expect(there.locator(".words", has_text="Not me.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(goal(page, "Goal 1")).to_contain_text("2 comments")


def test_what_is_written_in_the_sheet_is_there_when_it_opens_again_and_on_the_page(talk, person):
    room, goals = talk
    page = (aino := person("laptop").join(room)).page
    open_goal(page, "Goal 1").get_by_label("Your comment").fill("Not sent yet")
    sheet(page).get_by_role("button", name="Close").click()
    open_goal(page, "Goal 3")
    expect(sheet(page).get_by_label("Your comment")).to_have_value("")
    page.go_back()
    expect(open_goal(page, "Goal 1").get_by_label("Your comment")).to_have_value("Not sent yet")
    aino.go(f"/c/{room.slug}/goals/{goals[0]}")
    expect(page.get_by_label("Your comment")).to_have_value("Not sent yet")


def test_the_round_ends_under_a_half_written_comment_in_the_sheet(talk, person):
    room, _ = talk
    page = person("laptop").join(room).page
    there = open_goal(page, "Goal 1")
    there.get_by_label("Your comment").fill("Not sent yet")
    room.do("close_round", round_id=room.lead.snapshot(room.slug)["rounds"][0]["id"])
    expect(there.get_by_role("button", name="Send the comment")).to_be_disabled()
    expect(there.get_by_label("Your comment")).to_have_value("Not sent yet")


def test_one_goes_from_goal_to_goal_and_back_is_the_list(talk, person):
    room, goals = talk
    page = person("laptop").join(room).page
    there = open_goal(page, "Goal 1")
    there.get_by_role("link", name="Next goal Goal 2").click()
    expect(there.get_by_role("heading", name="Goal 2", level=1)).to_be_focused()
    expect(page).to_have_url(re.compile(rf"/goals/{goals[1]}$"))
    page.go_back()
    expect(there).to_be_hidden()


def test_the_sheet_is_for_everyone(talk, person):
    room, _ = talk
    page = person("laptop").join(room).page
    open_goal(page, "Goal 1")
    assert axe(page) == []
    # What lies under it can't be reached by the keyboard.
    assert page.locator("[data-under]").evaluate_all("all => all.every((each) => each.inert)")


def test_a_phone_and_a_new_tab_have_the_page(talk, person):
    room, _ = talk
    page = person("phone").join(room).page
    goal(page, "Goal 1").get_by_role("link", name="Goal 1", exact=True).click()
    expect(page.locator("main > .trail")).to_be_visible()
    expect(page.get_by_role("heading", name="Goal 1", level=1)).to_be_visible()
