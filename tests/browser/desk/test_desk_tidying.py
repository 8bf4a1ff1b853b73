"""Facilitators find, hide, move, edit and bring back contributions at the desk, by dialogs and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desks import opened, planned, row


@pytest.fixture
def written(room):
    """Aino has proposed two goals with a measure and a comment, under the first of two themes."""
    room.do("create_theme", title="Other theme")
    [aino] = room.people(1)
    for kind in ("propose", "comment"):
        room.do("open_round", round_id=room.do("create_round", kind=kind, title=kind)["round_id"])
    for title in ("Fibre to every home", "Roads in winter"):
        measures = [{"text": f"Money for {title}"}]
        about = {"theme_id": room.theme_id, "title": title, "lang": "en", "measures": measures}
        goal = aino.done(room.slug, "propose_goal", **about)["goal_id"]
    aino.done(room.slug, "add_comment", goal_id=goal, text="Also at night.", stance="for", lang="en")
    return aino


def notices(aino, room) -> list[tuple[str, str]]:
    """What Aino is told: (what was done, why)."""
    return [(n["name"], n["reason"]) for n in aino.snapshot(room.slug)["notices"] if not n.get("removed")]


def test_a_goal_is_hidden_with_a_reason_and_undone_at_once(room, person, written):
    page = opened(room, person).page
    row(page, "Roads").get_by_role("link", name="Hide").click()
    dialog = page.get_by_role("dialog", name="Hide this goal")
    expect(dialog.locator("blockquote")).to_have_text("Roads in winter")
    dialog.get_by_role("button", name="Hide").click()
    expect(dialog.get_by_text("Write the reason.")).to_be_visible()
    dialog.get_by_label("Reason").fill("Twice")
    dialog.get_by_role("button", name="Hide").click()
    expect(dialog).to_be_hidden()
    expect(row(page, "Roads")).to_have_count(0)
    expect(page.locator("#undo")).to_contain_text("Hidden. Roads in winter")
    expect(page.locator("#undo").get_by_role("button", name="Undo")).to_be_focused()
    assert notices(written, room) == [("hidden", "Twice")]
    page.keyboard.press("Enter")
    expect(row(page, "Roads")).to_be_visible()
    expect(row(page, "Roads").get_by_role("link").first).to_be_focused()
    expect(page.locator("#undo")).to_be_hidden()
    assert notices(written, room) == []


def test_a_goal_is_moved_and_moved_back(room, person, written):
    page = opened(room, person).page
    row(page, "Fibre").get_by_role("link", name="Move").click()
    dialog = page.get_by_role("dialog", name="Move to another theme")
    expect(dialog.get_by_label("Theme")).to_have_value(str(room.theme_id))
    dialog.get_by_label("Theme").select_option("Other theme")
    dialog.get_by_label("Reason").fill("Belongs there")
    dialog.get_by_role("button", name="Move").click()
    expect(row(page, "Fibre")).to_contain_text("Other theme")
    assert notices(written, room) == [("moved", "Belongs there")]
    page.locator("#undo").get_by_role("button", name="Undo").click()
    expect(row(page, "Fibre")).not_to_contain_text("Other theme")


def test_a_goal_and_a_measure_are_edited_with_a_reason(room, person, written):
    page = opened(room, person).page
    row(page, "Fibre").get_by_role("link", name="Edit").click()
    dialog = page.get_by_role("dialog", name="Edit this goal")
    expect(dialog.get_by_label("Goal")).to_have_value("Fibre to every home")
    dialog.get_by_label("Goal").fill("Fibre to every house")
    dialog.get_by_label("Reason").fill("Clearer")
    dialog.get_by_role("button", name="Save").click()
    expect(row(page, "Fibre to every house")).to_be_visible()
    page.locator(".pill").filter(has_text="Measures").click()
    row(page, "Money for Roads").get_by_role("link", name="Edit").click()
    dialog = page.get_by_role("dialog", name="Edit this measure")
    dialog.get_by_label("What is to be done?").fill("Money for winter roads")
    dialog.get_by_label("Status").select_option("Started")
    dialog.get_by_role("button", name="Save").click()
    expect(row(page, "Money for winter roads")).to_be_visible()
    assert room.lead.snapshot(room.slug)["measures"][1]["status"] == "started"
    assert notices(written, room) == [("edited", "Clearer")]


def test_what_was_hidden_is_listed_with_its_reason_and_brought_back(room, person, written):
    page = opened(room, person).page
    page.locator(".pill").filter(has_text="Comments").click()
    row(page, "Also at night.").get_by_role("link", name="Hide").click()
    page.get_by_role("dialog").get_by_label("Reason").fill("Off topic")
    page.get_by_role("dialog").get_by_role("button", name="Hide").click()
    page.locator(".pill").filter(has_text="Hidden").click()
    expect(row(page, "Also at night.")).to_contain_text("Off topic")
    row(page, "Also at night.").get_by_role("button", name="Bring back").click()
    expect(page.locator("#list > li")).to_have_count(0)
    assert "removed" not in room.lead.snapshot(room.slug)["comments"][0]


def test_what_was_begun_for_one_thing_is_kept_for_it_alone(room, person, written):
    page = opened(room, person).page
    row(page, "Fibre").get_by_role("link", name="Hide").click()
    page.get_by_role("dialog").get_by_label("Reason").fill("Perhaps")
    page.keyboard.press("Escape")
    expect(row(page, "Fibre").get_by_role("link", name="Hide")).to_be_focused()
    row(page, "Roads").get_by_role("link", name="Hide").click()
    expect(page.get_by_role("dialog").get_by_label("Reason")).to_have_value("")
    page.get_by_role("button", name="Leave it visible").locator("visible=true").click()
    row(page, "Fibre").get_by_role("link", name="Hide").click()
    expect(page.get_by_role("dialog").get_by_label("Reason")).to_have_value("Perhaps")
    page.get_by_role("button", name="Leave it visible").locator("visible=true").click()
    row(page, "Fibre").get_by_role("link", name="Hide").click()
    expect(page.get_by_role("dialog").get_by_label("Reason")).to_have_value("")


def test_an_open_dialog_is_left_alone_by_what_happens(room, person, written):
    page = opened(room, person).page
    row(page, "Fibre").get_by_role("link", name="Edit").click()
    field = page.get_by_role("dialog").get_by_label("Why?")
    field.fill("Remote work")
    field.press("ArrowLeft")
    for at in range(10):
        room.do("propose_goal", theme_id=room.theme_id, title=f"More {at}")
    page.keyboard.type("x")
    expect(field).to_be_focused()
    expect(field).to_have_value("Remote worxk")


def test_a_change_from_a_dialog_that_is_behind_is_refused_where_it_was_typed(room, person, written):
    lead = opened(room, person)
    lead.spies.forgive("409")
    page = lead.page
    row(page, "Fibre").get_by_role("link", name="Edit").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Goal").fill("Mine is better")
    goal = room.lead.snapshot(room.slug)["goals"][0]["id"]
    room.do("edit_goal", goal_id=goal, title="Theirs was quicker", lang="en")
    page.set_viewport_size({"width": 360, "height": 400})
    dialog.get_by_role("button", name="Save").click()
    told = dialog.get_by_text("Things have changed in the meantime.")
    expect(told).to_be_in_viewport()
    expect(told).to_be_focused()
    expect(dialog.get_by_label("Goal")).to_have_value("Mine is better")


def test_what_people_vote_on_can_be_hidden_but_not_changed_or_brought_back_before_the_close(room, person, written):
    page = opened(room, person).page
    [vote] = planned(room, ("vote", "Which?"))
    room.do("open_round", round_id=vote)
    expect(row(page, "Fibre").get_by_role("link", name="Edit")).to_be_hidden()
    expect(row(page, "Fibre").get_by_role("link", name="Move")).to_be_hidden()
    row(page, "Fibre").get_by_role("link", name="Hide").click()
    page.get_by_role("dialog").get_by_label("Reason").fill("Twice")
    page.get_by_role("dialog").get_by_role("checkbox").check()
    page.get_by_role("dialog").get_by_role("button", name="Hide").click()
    expect(page.locator("#undo")).to_contain_text("It can be brought back when the vote is over.")
    expect(page.locator("#undo").get_by_role("button", name="Undo")).to_be_hidden()
    room.do("close_round", round_id=vote)
    expect(page.locator("#undo").get_by_role("button", name="Undo")).to_be_visible()


def test_the_list_is_narrowed_down_while_one_types(room, person, written):
    for at in range(40):
        room.do("propose_goal", theme_id=room.theme_id, title=f"Plain goal {at}")
    page = opened(room, person).page
    found, rows = page.locator("#found"), page.locator("#list > li")
    expect(found).to_have_text("42 found")
    expect(rows).to_have_count(30)
    page.get_by_role("link", name="Show all 42").click()
    expect(rows).to_have_count(42)
    expect(rows.nth(30).get_by_role("link").first).to_be_focused()
    page.get_by_role("searchbox", name="Search").fill("person 1")
    expect(rows).to_have_count(2)
    page.get_by_role("searchbox", name="Search").fill("ROADS")
    expect(rows).to_have_count(1)
    page.get_by_role("searchbox", name="Search").fill("")
    page.locator("#filter summary").click()
    page.get_by_role("checkbox", name="Only mine").check()
    expect(found).to_have_text("40 found")
    page.get_by_role("search").get_by_label("Theme").select_option("Other theme")
    expect(found).to_have_text("0 found")
    page.reload()
    expect(page.locator("body:not([data-state=starting])")).to_be_attached()
    expect(found).to_have_text("0 found")
    expect(page.get_by_role("checkbox", name="Only mine")).to_be_checked()


def test_all_of_it_works_without_scripts(room, person, written):
    planned(room, ("pause", "Coffee"))
    lead = opened(room, person, java_script_enabled=False)
    page = lead.page
    row(page, "Roads").get_by_role("link", name="Hide").click()
    expect(page).to_have_url(re.compile(r"/goals/\d+\?desk=\d+&open=hide_goal-(\d+)#hide_goal-\1$"))
    page.get_by_label("Reason").locator("visible=true").fill("Twice")
    page.get_by_role("button", name="Hide").locator("visible=true").click()
    expect(page).to_have_url(re.compile(r"/lead\?did=hide_goal-\d+$"))
    expect(page.locator("#undo")).to_contain_text("Roads in winter")
    page.get_by_role("button", name="Undo").click()
    expect(row(page, "Roads")).to_be_visible()
    expect(page.locator("#undo")).to_be_hidden()
    row(page, "Roads").get_by_role("link", name="Move").click()
    page.get_by_label("Theme", exact=True).locator("visible=true").select_option("Other theme")
    page.get_by_role("button", name="Move").click()
    expect(row(page, "Roads")).to_contain_text("Other theme")
    page.get_by_role("button", name="Undo").click()
    expect(row(page, "Roads")).not_to_contain_text("Other theme")
    page.locator(".pill").filter(has_text="Comments").click()
    page.get_by_role("button", name="Filter").click()
    row(page, "Also at night.").get_by_role("link", name="Hide").click()
    page.get_by_label("Reason").locator("visible=true").fill("Off topic")
    page.get_by_role("button", name="Hide").locator("visible=true").click()
    page.locator(".pill").filter(has_text="Hidden").click()
    page.get_by_role("button", name="Filter").click()
    row(page, "Also at night.").get_by_role("button", name="Bring back").click()
    expect(page.get_by_text(re.compile(r"^Saved \d\d:\d\d:\d\d$"))).to_be_visible()
    page.locator("#agenda-list").get_by_role("link", name="Edit").click()
    page.get_by_label("English").locator("visible=true").first.fill("Coffee and cake")
    page.get_by_role("button", name="Save").locator("visible=true").click()
    expect(page.locator("#agenda-list")).to_contain_text("Coffee and cake")
    page.locator("#participants > summary").click()
    page.get_by_role("link", name=re.compile("Change or confirm ?: Person 1")).click()
    page.get_by_label("Role").locator("visible=true").select_option("Observer")
    page.get_by_role("button", name="Save").locator("visible=true").click()
    assert [each["role"] for each in room.lead.snapshot(room.slug)["participants"]].count("observer") == 1


def test_the_focus_stays_on_a_row_when_another_goes_or_comes(room, person, written):
    page = opened(room, person).page
    page.wait_for_timeout(500)
    link = row(page, "Fibre").get_by_role("link", name="Hide")
    link.focus()
    newest = room.do("propose_goal", theme_id=room.theme_id, title="Newest")["goal_id"]
    expect(row(page, "Newest")).to_be_visible()
    expect(link).to_be_focused()
    room.do("hide_goal", goal_id=newest, reason="Twice")
    expect(row(page, "Newest")).to_have_count(0)
    expect(link).to_be_focused()


def test_what_others_wrote_since_a_visit_is_listed_alone(room, person, written):
    room.do("propose_goal", theme_id=room.theme_id, title="By the facilitator", lang="en")
    lead = opened(room, person)
    page, new = lead.page, lead.page.get_by_label("New since I was here")
    expect(page.locator("#list > li")).to_have_count(3)
    page.locator("#filter summary").click()
    expect(page.get_by_role("checkbox", name="Only mine")).to_be_visible()
    expect(new).to_be_hidden()
    page.evaluate("localStorage.setItem(`been/${document.body.dataset.me}`, ' 2026-01-01T00:00:00.000Z')")
    page.reload()
    lead.wait_until_live()
    page.locator("#filter summary").click()
    new.check()
    expect(page.locator("#list > li")).to_have_count(2)
    expect(page).to_have_url(re.compile("since=2026-01-01"))
    room.do("propose_goal", theme_id=room.theme_id, title="By the facilitator too", lang="en")
    written.done(room.slug, "propose_goal", theme_id=room.theme_id, title="Ferries at night", lang="en")
    expect(row(page, "Ferries")).to_be_visible()
    expect(page.locator("#list > li")).to_have_count(3)
    expect(new).to_be_checked()
    page.locator(".pill").filter(has_text="Measures").click()
    expect(page.locator("#list > li")).to_have_count(2)
    new.uncheck()
    expect(new).to_be_visible()
