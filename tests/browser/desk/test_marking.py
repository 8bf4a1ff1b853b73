"""Goals are narrowed down on the desk: by keys, several at once, and everybody sees it where they are."""

from playwright.sync_api import expect

from tests.browser.desks import opened
from tests.browser.steps import goal, until


def marks(room) -> list:
    """The marks of all goals, in their order."""
    return [one["mark"] for one in room.lead.snapshot(room.slug)["goals"]]


def test_goals_are_shortlisted_and_set_aside_by_keys_and_a_member_sees_it(room, person):
    room.goals(3)
    member = person("laptop").join(room).page
    page = opened(room, person).page
    rows = page.locator("#list .desk-said a")
    rows.first.focus()
    page.keyboard.press("s")
    until(lambda: marks(room) == [None, None, "shortlist"], page)
    expect(page.locator("#list > li").first).to_contain_text("Shortlisted")
    for number in (1, 2):
        page.locator("#list [data-pick]").nth(number).check()
    page.get_by_label("Why set aside").fill("Belongs to the state")
    page.get_by_role("button", name="Leave aside").click()
    until(lambda: marks(room) == ["aside", "aside", "shortlist"], page)
    expect(page.locator("#picked")).to_be_hidden()
    expect(page.locator("#list > li").last).to_contain_text("Belongs to the state")
    expect(goal(member, "Goal 1")).to_contain_text("Set aside")
    expect(goal(member, "Goal 3")).to_contain_text("Shortlisted")


def test_what_was_picked_stays_where_marking_it_was_refused(room, person):
    room.goals(2)
    lead, cut = opened(room, person), []
    lead.spies.forgive("net::ERR_FAILED")
    page = lead.page
    page.locator("#list [data-pick]").first.check()
    page.route("**/do/mark_goals", lambda route: cut.append(route) or route.abort())
    page.get_by_role("button", name="Shortlist", exact=True).click()
    # Pressed is not yet sent: it goes by way of the outbox.
    until(lambda: cut, page)
    page.unroute("**/do/mark_goals")
    until(lambda: "shortlist" in marks(room), page, 20)
