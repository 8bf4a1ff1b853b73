"""Choosing what is on a ballot: long lists are searched, ticked together and counted; what is out of sight stays."""

import re

from playwright.sync_api import expect

from tests.browser.desks import opened


def test_goals_are_found_and_ticked_together_and_enter_only_looks(room, person):
    goals = room.goals(14)
    vote = room.vote(open_it=False, method="dots")
    lead = opened(room, person)
    lead.go(f"/c/{room.slug}/rounds/{vote}/ballot")
    page = lead.page
    chosen = page.locator("[data-chosen]")
    expect(chosen).to_have_text("14")
    search = page.get_by_role("searchbox", name="Search")
    page.get_by_role("button", name="Untick all that are shown").click()
    expect(chosen).to_have_text("0")
    search.fill("GOAL 13")
    search.press("Enter")
    expect(page.locator(".choosing-row:visible")).to_have_count(1)
    page.get_by_role("button", name="Tick all that are shown", exact=True).click()
    expect(chosen).to_have_text("1")
    search.fill("")
    page.get_by_role("checkbox", name="Goal 2").check()
    expect(chosen).to_have_text("2")
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile(f"/c/{room.slug}/settings#round-{vote}$"))
    there = next(one for one in room.lead.snapshot(room.slug)["rounds"] if one["id"] == vote)
    assert there["on_ballot"]["ids"] == [int(goals[1]), int(goals[12])]
