"""Members are told that only facilitators see their names: these are on no page that is projected, unless asked for."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desks import opened, planned
from tests.browser.steps import opened as opened_round


@pytest.fixture
def written(room) -> int:
    """Three people have proposed a goal each, with measures and comments by others; gives the first goal."""
    opened_round(room, "propose")
    people = room.people(3)
    goals = [
        each.done(room.slug, "propose_goal", theme_id=room.theme_id, title=f"Goal {at}", measures=[{"text": "Do it"}])
        for at, each in enumerate(people)
    ]
    talk = room.do("create_round", kind="comment", title="And?")["round_id"]
    room.do("open_round", round_id=talk)
    for at, each in enumerate(people):
        goal = goals[(at + 1) % 3]["goal_id"]
        each.done(room.slug, "add_comment", goal_id=goal, text="Yes.", stance="for", lang="en")
    return goals[0]["goal_id"]


def named(page: Page) -> list[str]:
    """The names of people that can be read on a page."""
    return re.findall(r"Person \d", page.locator("main").inner_text())


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_names_are_shown_where_a_facilitator_asks_for_them_and_this_browser_remembers(room, person, written, script):
    lead = opened(room, person, java_script_enabled=script)
    pages = [f"/w/{room.code}", f"/c/{room.slug}", f"/c/{room.slug}/goals/{written}"]
    for path in pages:
        assert named(lead.go(path)) == [], path
    lead.page.get_by_role("link", name="Show the names").click()
    expect(lead.page).to_have_url(lead.origin + pages[-1])
    for path in pages:
        page = lead.go(path)
        expect(page.locator(".goal-author").filter(has_text="Person").first).to_be_visible()
    lead.page.get_by_role("link", name="Hide the names").click()
    assert named(lead.go(pages[0])) == []


def test_what_arrives_live_has_no_name_either(room, person, written):
    lead = opened(room, person)
    for path in (f"/w/{room.code}", f"/c/{room.slug}/goals/{written}"):
        page = lead.go(path)
        writer = room.people(1)[0]
        writer.done(room.slug, "add_comment", goal_id=written, text="Live!", stance="for", lang="en")
        writer.done(room.slug, "propose_goal", theme_id=room.theme_id, title="Live goal")
        page.get_by_role("button", name=re.compile(r"new (goal|comment)")).first.click()
        expect(page.get_by_text(re.compile("^Live")).first).to_be_visible()
        assert named(page) == []


def test_the_desk_has_them_and_its_paper_only_where_they_are_asked_for(room, person, written):
    lead = opened(room, person)
    authors = lead.page.locator("#list [data-field=author]")
    expect(authors.first).to_be_visible()
    lead.page.emulate_media(media="print")
    expect(authors.first).to_be_hidden()
    assert named(lead.page) == []
    lead.go(f"/c/{room.slug}?names=shown")
    lead.go(f"/w/{room.code}/lead")
    expect(authors.first).to_be_visible()


def test_a_wall_and_a_member_never_see_them(room, person, written):
    planned(room, ("comment", "And now?"))
    wall = person("wall").sign_in()
    assert named(wall.go(f"/w/{room.code}/wall?names=shown")) == []
    member = person("phone").join(room, "Aino")
    for path in (f"/w/{room.code}", f"/c/{room.slug}/goals/{written}"):
        page = member.go(f"{path}?names=shown")
        assert named(page) == []
        expect(page.get_by_role("link", name="Show the names")).to_have_count(0)
