"""Hiding what people vote on can't be undone before they have: it is said beforehand, and takes a second step."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desks import opened, row
from tests.browser.steps import until

KNOWN = "I know that it leaves the ballot until the vote is over"
SAID = "it can be brought back only when the vote is over"


@pytest.fixture
def goals(room) -> dict[str, int]:
    """Three goals of Person 1, by title; nobody votes on them yet."""
    room.do("open_round", round_id=room.do("create_round", kind="propose", title="What?")["round_id"])
    [author] = room.people(1)
    made = {}
    for title in ("Fibre", "Roads", "Ferries"):
        about = {"theme_id": room.theme_id, "title": title, "measures": [{"text": "Do it"}]}
        made[title] = author.done(room.slug, "propose_goal", **about)["goal_id"]
    return made


def vote(room, **more) -> int:
    """Open a vote on all that is there."""
    return room.vote(method="approve", secrecy="confidential", **more)


def hidden(room) -> list[int]:
    """The goals that are hidden, by id."""
    return [one["thing_id"] for one in room.lead.snapshot(room.slug)["hidings"] if not one.get("removed")]


def asked(page: Page) -> Locator:
    """Open the dialog that hides a goal."""
    row(page, "Roads").get_by_role("link", name="Hide").click()
    return page.get_by_role("dialog", name="Hide this goal")


def test_by_keyboard_a_reason_and_enter_do_not_hide_it_from_the_ballot(room, person, goals):
    vote(room)
    page = opened(room, person).page
    link = row(page, "Roads").get_by_role("link", name="Hide")
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Hide this goal")
    expect(dialog.get_by_text(SAID)).to_be_visible()
    expect(dialog.get_by_label("Reason")).to_be_focused()
    page.keyboard.type("Twice")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("checkbox", name=KNOWN)).to_be_focused()
    assert hidden(room) == []
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator("#undo")).to_contain_text("It can be brought back when the vote is over.")
    expect(page.locator("#undo").get_by_role("button", name="Close")).to_be_focused()
    assert hidden(room) == [goals["Roads"]]
    page.keyboard.press("Enter")
    expect(page.locator("#contributions")).to_be_focused()


def test_the_tick_is_not_remembered_for_another_time(room, person, goals):
    vote(room)
    page = opened(room, person).page
    dialog = asked(page)
    dialog.get_by_label("Reason").fill("Twice")
    dialog.get_by_role("checkbox", name=KNOWN).check()
    page.keyboard.press("Escape")
    dialog = asked(page)
    expect(dialog.get_by_label("Reason")).to_have_value("Twice")
    expect(dialog.get_by_role("checkbox", name=KNOWN)).not_to_be_checked()


def test_a_dialog_that_is_open_when_the_vote_begins_says_so_and_a_late_one_is_refused(room, person, goals):
    lead = opened(room, person)
    lead.spies.forgive("422")
    dialog = asked(lead.page)
    expect(dialog.get_by_text(SAID)).to_be_hidden()
    dialog.get_by_label("Reason").fill("Twice")
    # The desk is cut off from what happens while its own form is on the way.
    lead.page.route("**/do/hide_goal", lambda route: (vote(room), route.continue_()))
    dialog.get_by_role("button", name="Hide").click()
    expect(dialog.get_by_role("checkbox", name=KNOWN)).to_be_visible()
    expect(dialog.get_by_text("Tick that you know what hiding it means.")).to_be_visible()
    assert hidden(room) == []
    lead.page.unroute("**/do/hide_goal")
    dialog.get_by_role("checkbox", name=KNOWN).check()
    dialog.get_by_role("button", name="Hide").click()
    until(lambda: hidden(room) == [goals["Roads"]], lead.page)


def test_on_the_goals_own_page_it_is_the_same_and_the_focus_goes_to_what_is_said(room, person, goals):
    vote(room)
    lead = opened(room, person)
    page = lead.go(f"/c/{room.slug}/goals/{goals['Roads']}")
    page.get_by_role("link", name="Hide").first.click()
    form = page.locator(f"#hide_goal-{goals['Roads']}")
    expect(form.get_by_text(SAID)).to_be_visible()
    form.get_by_label("Reason").fill("Twice")
    page.keyboard.press("Enter")
    expect(form.get_by_role("checkbox", name=KNOWN)).to_be_focused()
    assert hidden(room) == []
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="This goal is no longer here")).to_be_visible()
    expect(page.locator("#gone")).to_be_focused()


def test_where_nobody_votes_on_it_one_step_is_enough_and_the_focus_stays_near(room, person, goals):
    page = opened(room, person).page
    dialog = asked(page)
    expect(dialog.get_by_role("checkbox")).to_have_count(0)
    dialog.get_by_label("Reason").fill("Twice")
    page.keyboard.press("Enter")
    expect(page.locator("#undo").get_by_role("button", name="Undo")).to_be_focused()


def test_a_vote_that_begins_takes_the_way_back_away_but_not_the_focus(room, person, goals):
    room.do("create_theme", title="Other theme")
    page = opened(room, person).page
    row(page, "Roads").get_by_role("link", name="Move").click()
    dialog = page.get_by_role("dialog", name="Move to another theme")
    dialog.get_by_label("Theme").select_option("Other theme")
    dialog.get_by_role("button", name="Move").click()
    page.locator("#undo").get_by_role("button", name="Undo").focus()
    vote(room)
    expect(page.locator("#undo").get_by_role("button", name="Close")).to_be_focused()


def test_a_measure_that_is_hidden_on_its_goals_page_leaves_the_focus_near(room, person, goals):
    lead = opened(room, person)
    page = lead.go(f"/c/{room.slug}/goals/{goals['Fibre']}")
    page.locator(".measure").get_by_role("link", name="Hide").click()
    page.locator("form.placed").get_by_label("Reason").fill("Twice")
    page.keyboard.press("Enter")
    expect(page.locator(".measure")).to_have_count(0)
    expect(page.locator("#measures")).to_be_focused()
