"""Two tabs of one person with one ballot, and two facilitators with one thing: each sends what was changed in it."""

from playwright.sync_api import Page, expect

from tests.browser import desks
from tests.browser.steps import ballot, cast, dots, opened, saved, sync, until


def held(page: Page, goals: list[str]) -> list[str]:
    """What the dots of a ballot say."""
    return [page.locator(f"[name='choices.{goal}']:not([type=hidden])").input_value() for goal in goals]


def test_what_one_tab_votes_comes_into_the_other_beside_what_is_begun_there(room, person):
    goals = room.goals(3)
    voting = opened(room, "vote", method="dots", points=5, secrecy="named", results="on_reveal")
    aino = person("phone").join(room)
    first, second = aino.page, aino.tab(f"/w/{room.code}")
    dots(second, "Goal 2").fill("2")
    dots(first, "Goal 1").fill("2")
    cast(first)
    saved(first)
    expect(dots(second, "Goal 1")).to_have_value("2")
    assert held(second, goals) == ["2", "2", ""]
    expect(second.locator("[data-elsewhere]")).to_be_visible()
    # What is begun is a draft: after a reload the other's choice is there too.
    second.reload()
    expect(dots(second, "Goal 2")).to_have_value("2")
    assert held(second, goals) == ["2", "2", ""]
    cast(second, "Send the changes")
    saved(second)
    expect(dots(first, "Goal 2")).to_have_value("2")
    expect(second.locator("[data-elsewhere]")).to_be_hidden()
    tally = room.finish(voting)["goals"]
    assert [tally[goal]["points"] for goal in goals] == [2, 2, 0]


def test_where_the_budget_no_longer_fits_it_says_so_and_what_was_typed_stays(room, person):
    goals = room.goals(2)
    opened(room, "vote", method="dots", points=3, secrecy="named", results="on_reveal")
    aino = person("laptop").join(room)
    aino.spies.forgive("status of 422")
    first, second = aino.page, aino.tab(f"/w/{room.code}")
    dots(second, "Goal 2").fill("2")
    dots(first, "Goal 1").fill("2")
    cast(first)
    saved(first)
    expect(second.locator("[data-left]")).to_have_text("1 dot too many")
    expect(second.locator("[data-elsewhere]")).to_be_visible()
    cast(second, "Send the changes")
    expect(ballot(second)).to_contain_text("Your changes were not saved.")
    assert held(second, goals) == ["2", "2"]
    # To take one's own mind back in a tab is a change too.
    dots(second, "Goal 1").fill("1")
    cast(second, "Send the changes")
    saved(second)
    expect(dots(first, "Goal 1")).to_have_value("1")
    assert held(first, goals) == ["1", "2"]


def test_a_choice_that_is_changed_while_the_one_before_is_on_its_way_is_sent_as_well(room, person):
    goals = room.goals(2)
    opened(room, "vote", method="dots", points=5, secrecy="named", results="on_reveal")
    aino = person("phone").join(room)
    page = aino.page
    waiting, holding = [], True
    page.route("**/do/cast_ballot", lambda route: waiting.append(route) if holding else route.continue_())
    dots(page, "Goal 1").fill("2")
    cast(page)
    until(lambda: waiting, page)
    dots(page, "Goal 1").fill("")
    dots(page, "Goal 2").fill("1")
    holding = False
    waiting[0].continue_()
    saved(page)
    expect(page.get_by_role("button", name="Send the changes")).to_be_visible()
    assert held(page, goals) == ["", "1"]
    cast(page, "Send the changes")
    member = aino.context.request
    path = f"{aino.origin}/api/v1/consultations/{room.slug}/snapshot"
    until(lambda: list(member.get(path).json()["me"]["ballots"].values()) == [{goals[1]: 1}], page)


def test_a_number_that_cannot_be_read_is_said_at_its_field_and_nothing_is_sent(room, person):
    goals = room.goals(2)
    opened(room, "vote", method="dots", points=5, secrecy="named", results="on_reveal")
    page = person("phone").join(room).page
    for typed in ("2x", "1,5", "²", "-"):
        dots(page, "Goal 1").fill("")
        dots(page, "Goal 1").press_sequentially(typed)
        cast(page)
        field = dots(page, "Goal 1")
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_be_focused()
        expect(field).to_have_accessible_description("Write a whole number in digits.")
        assert held(page, goals) == [typed, ""]
    expect(sync(page)).to_be_hidden()
    # One dot more begins from nothing, where there is nothing that can be read.
    page.get_by_role("button", name="One dot more: Goal 1").click()
    cast(page)
    saved(page)


def test_what_is_cancelled_in_one_tab_stays_begun_in_the_other(room, person):
    room.goals(1)
    lead = desks.opened(room, person)
    first, second = lead.page, lead.tab(f"/w/{room.code}/lead")
    for page, label, text in ((first, "Why?", "First"), (second, "Goal", "Second")):
        desks.row(page, "Goal 1").get_by_role("link", name="Edit").click()
        page.get_by_role("dialog").get_by_label(label).fill(text)
    first.get_by_role("dialog").locator("[data-close]").locator("visible=true").click()
    second.reload()
    desks.row(second, "Goal 1").get_by_role("link", name="Edit").click()
    expect(second.get_by_role("dialog").get_by_label("Goal")).to_have_value("Second")
    expect(second.get_by_role("dialog").get_by_label("Why?")).to_have_value("")


def test_the_desk_takes_over_what_another_facilitator_changed_in_a_field_that_was_not_touched(room, person):
    made = room.do("create_round", workshop_id=room.workshop_id, kind="pause", title={"en": "Break"}, minutes=5)
    lead = desks.opened(room, person)
    lead.spies.forgive("status of 409")
    page = lead.page
    row = page.locator(f"#round-{made['round_id']}")
    row.get_by_role("link", name="Edit").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("[name='title.en']").fill("Coffee")
    room.do("edit_round", round_id=made["round_id"], minutes=20)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.locator("p[data-refused]")).to_be_visible()
    expect(dialog.get_by_label("For how many minutes?")).to_have_value("20")
    expect(dialog.locator("[name='title.en']")).to_have_value("Coffee")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    round_ = room.round(made["round_id"])
    assert (round_["title"], round_["minutes"]) == ({"en": "Coffee"}, 20)


def test_cleared_minutes_are_no_minutes_in_the_dialogs_of_the_desk(room, person):
    made = room.do("create_round", workshop_id=room.workshop_id, kind="pause", title="Break", minutes=5)["round_id"]
    page = desks.opened(room, person).page
    page.locator(f"#round-{made}").get_by_role("link", name="Open now").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("For how many minutes?").fill("")
    dialog.get_by_role("button", name="Open now").click()
    expect(dialog).to_be_hidden()
    assert room.round(made)["closes_at"] is None
