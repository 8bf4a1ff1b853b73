"""What waits for a facilitator is published and hidden by keys, and members report without a page in between."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desks import opened
from tests.browser.steps import opened as opened_round
from tests.browser.steps import propose, saved


@pytest.fixture
def waiting(room):
    """A room in whose round two goals wait."""
    about = {"kind": "propose", "title": "What matters?", "workshop_id": room.workshop_id, "moderated": True}
    room.do("open_round", **room.do("create_round", **about))
    [aino] = room.people(1)
    for number in range(4):
        aino.done(room.slug, "propose_goal", theme_id=room.theme_id, title=f"Goal {number}", lang="en")
    return room


def named(title: str) -> re.Pattern:
    """What the button that publishes a goal is called."""
    return re.compile(rf"^Publish ?: {title}$")


def queue(room) -> list[str]:
    """What waits, by its titles."""
    there = [each for each in room.lead.snapshot(room.slug)["queue"] if not each.get("removed")]
    return [each["thing"]["title"]["en"] for each in there]


def test_the_bar_leads_to_what_waits_and_keys_publish_and_hide_it(waiting, person):
    page = opened(waiting, person).page
    page.locator(".desk-todo").get_by_role("link", name="4 wait to be published").click()
    rows = page.locator("#list > li")
    expect(rows).to_have_count(4)
    expect(page.locator("#contributions")).to_be_focused()
    rows.first.get_by_role("button", name=named("Goal 0")).focus()
    page.keyboard.press("p")
    expect(rows).to_have_count(3)
    expect(rows.first.get_by_role("button", name=named("Goal 1"))).to_be_focused()
    page.keyboard.press("h")
    expect(rows.first.get_by_label("Reason")).to_be_focused()
    page.keyboard.type("It names a person.")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(2)
    expect(page.locator(".desk-todo")).to_contain_text("2 wait to be published")
    rows.first.get_by_role("button", name="Publish").focus()
    for key in ("x", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("#picked")).to_contain_text("2 chosen")
    page.keyboard.press("p")
    expect(rows).to_have_count(0)
    expect(page.locator(".desk-todo")).to_have_count(0)
    assert queue(waiting) == []
    goals = [each for each in waiting.lead.snapshot(waiting.slug)["goals"] if not each.get("removed")]
    assert {each["title"]["en"] for each in goals} == {"Goal 0", "Goal 2", "Goal 3"}


def test_what_is_done_with_several_is_in_reach_of_the_last_of_them_on_a_phone(waiting, person):
    page = opened(waiting, person, "phone").page
    page.locator(".desk-todo").get_by_role("link", name="4 wait to be published").click()
    rows = page.locator("#list > li")
    expect(rows).to_have_count(4)
    for number in (0, 3):
        rows.nth(number).locator("[data-pick]").check()
    expect(rows.nth(3).locator("[data-pick]")).to_be_in_viewport(ratio=1)
    publish = page.get_by_role("button", name="Publish the chosen")
    for name in ("Hide them", "Choose none"):
        expect(page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    expect(publish).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="Choose none").click()
    expect(publish).to_be_hidden()
    # Whoever is at the last row stays there.
    expect(rows.nth(3).get_by_role("button", name="Publish")).to_be_focused()
    expect(rows.nth(3).locator("[data-pick]")).to_be_in_viewport(ratio=1)
    for number in (0, 3):
        rows.nth(number).locator("[data-pick]").check()
    publish.click()
    expect(rows).to_have_count(2)
    expect(page.locator("#picked")).to_be_hidden()


def test_several_that_wait_are_hidden_for_one_reason(waiting, person):
    page = opened(waiting, person, "laptop").page
    page.locator(".desk-todo").get_by_role("link", name="4 wait to be published").click()
    rows = page.locator("#list > li")
    expect(rows).to_have_count(4)
    for number in (0, 2, 3):
        rows.nth(number).locator("[data-pick]").check()
    # One alone is hidden by its own button, whatever else is chosen.
    alone = rows.nth(1)
    alone.locator("summary").click()
    alone.get_by_label("Reason").fill("It is about somebody.")
    alone.get_by_role("button", name="Hide it from everybody").click()
    expect(rows).to_have_count(3)
    expect(page.locator("#picked")).to_contain_text("3 chosen")
    page.get_by_role("button", name="Hide them").click()
    expect(rows.first.get_by_label("Reason")).to_be_focused()
    page.keyboard.type("It is an advertisement.")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(0)
    expect(page.locator("#picked")).to_be_hidden()
    assert queue(waiting) == []
    hidings = waiting.lead.snapshot(waiting.slug)["hidings"]
    assert sorted(each["reason"] for each in hidings) == ["It is about somebody."] + 3 * ["It is an advertisement."]


def test_the_bar_counts_the_answers_of_authors_and_leads_to_them(room, person):
    [aino] = room.people(1)
    about = {"kind": "propose", "title": "What matters?", "workshop_id": room.workshop_id}
    room.do("open_round", **room.do("create_round", **about))
    goal = aino.done(room.slug, "propose_goal", theme_id=room.theme_id, title="Roads", lang="en")["goal_id"]
    page = opened(room, person).page
    room.do("hide_goal", goal_id=goal, reason="It names a person.")
    expect(page.locator("#filter [name=show][value=hidden] + span .count")).to_have_text("1")
    expect(page.locator(".desk-todo")).to_have_count(0)
    aino.done(room.slug, "answer_hiding", goal_id=goal, text="It is my own name.")
    page.locator(".desk-todo").get_by_role("link", name="1 answer from an author").click()
    expect(page.locator("#list .moderation-answer")).to_contain_text("It is my own name.")
    room.do("restore_goal", goal_id=goal)
    expect(page.locator(".desk-todo")).to_have_count(0)


def test_what_comes_to_wait_is_counted_at_once(room, person):
    about = {"kind": "propose", "title": "What matters?", "workshop_id": room.workshop_id, "moderated": True}
    room.do("open_round", **room.do("create_round", **about))
    page = opened(room, person).page
    expect(page.locator(".desk-todo")).to_have_count(0)
    [aino] = room.people(1)
    aino.done(room.slug, "propose_goal", theme_id=room.theme_id, title="Roads", lang="en")
    expect(page.locator(".desk-todo")).to_contain_text("1 waits to be published")


def test_the_author_sees_that_it_waits_until_it_is_published(room, person):
    opened_round(room, "propose", moderated=True)
    aino, ville = (person(device).join(room) for device in ("phone", "laptop"))
    expect(aino.page.locator("#now .round-unseen")).to_contain_text("A facilitator reads what you write here")
    propose(aino.page, "Fibre to every home")
    mine = aino.page.locator(".goal").filter(has_text="Fibre to every home")
    expect(mine.get_by_text("Waits for the facilitator")).to_have_count(1)
    expect(ville.page.locator(".goal")).to_have_count(0)
    room.do("publish_goal", goal_id=room.lead.snapshot(room.slug)["queue"][0]["thing_id"])
    expect(ville.page.get_by_role("button", name="1 new goal")).to_be_visible()
    expect(mine.get_by_text("Waits for the facilitator")).to_be_hidden()


def test_a_member_reports_on_the_page_of_a_goal_and_is_told_in_the_end(room, person):
    goal = int(room.goals(1)[0])
    page = person("phone").join(room, path=f"/c/{room.slug}/goals/{goal}").page
    page.get_by_role("link", name="Report").first.click()
    form = page.locator(f"#report_goal-{goal}")
    form.get_by_label("What is wrong with it?").fill("It names my neighbour.")
    form.get_by_role("button", name="Send the report").click()
    notice = page.locator("#notices")
    expect(notice).to_contain_text("You reported a contribution.")
    expect(notice.locator("q")).to_be_hidden()
    room.do("settle_reports", report_ids=[room.lead.snapshot(room.slug)["reports"][0]["id"]])
    expect(notice).to_contain_text("It stays as it is.")


def test_whoever_wrote_what_is_hidden_follows_the_notice_and_answers(room, person):
    opened_round(room, "propose")
    page = person("phone").join(room).page
    propose(page, "Names the neighbour")
    saved(page)
    [goal] = [each["id"] for each in room.lead.snapshot(room.slug)["goals"]]
    room.do("hide_goal", goal_id=goal, reason="It names a person.")
    page.locator("#notices").get_by_role("link", name="Read and answer").click()
    expect(page.get_by_text("Reason: It names a person.")).to_be_visible()
    page.get_by_label("Your answer").fill("It is my own name.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator(".moderation-answer")).to_contain_text("It is my own name.")
    assert [each["answer"] for each in room.lead.snapshot(room.slug)["hidings"]] == ["It is my own name."]
