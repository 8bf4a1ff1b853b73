"""A round that asks for measures: everybody writes them in the room, and what was written is kept and shown."""

from playwright.sync_api import Page, expect

from tests.browser.steps import opened, until


def composer(page: Page):
    """The form that proposes a measure."""
    return page.locator("#propose_measure")


def measures(room) -> list[str]:
    """The texts of the measures that the server has."""
    found = [one for one in room.lead.snapshot(room.slug)["measures"] if not one.get("removed")]
    return sorted(text for one in found for text in one["text"].values())


def asked(room, **more) -> int:
    """Ask for measures for the shortlist."""
    return opened(room, "propose", subject="measures", on_ballot="shortlist", **more)


def test_a_measure_is_written_for_a_goal_of_the_round_and_its_receipt_leads_to_it(room, person):
    shortlisted, _ = room.goals(2)
    room.do("mark_goal", goal_id=int(shortlisted), mark="shortlist")
    page = person("phone").join(room).page
    asked(room)
    expect(page.locator("#now")).to_contain_text("Proposing measures")
    expect(composer(page).get_by_label("For which goal?").locator("option")).to_have_count(2)
    composer(page).get_by_label("What is to be done?").fill("Build it")
    expect(composer(page).locator(".dock")).to_contain_text("Draft. Not sent yet.")
    composer(page).get_by_role("button", name="Send the measure").tap()
    until(lambda: measures(room) == ["Build it"], page)
    expect(composer(page).locator(".dock")).to_contain_text("Saved at")
    page.wait_for_timeout(800)
    composer(page).get_by_role("link", name="Show it").tap()
    expect(page.get_by_role("article", name="Build it")).to_be_visible()
    assert page.url.split("/")[-1].startswith(f"{shortlisted}#measure-")


def test_of_several_goals_one_is_chosen(room, person):
    for goal in room.goals(3):
        room.do("mark_goal", goal_id=int(goal), mark="shortlist")
    asked(room)
    page = person("laptop").join(room).page
    composer(page).get_by_label("What is to be done?").fill("Build it")
    composer(page).get_by_role("button", name="Send the measure").click()
    expect(composer(page)).to_contain_text("Choose the goal.")
    composer(page).get_by_label("For which goal?").select_option(index=2)
    composer(page).get_by_role("button", name="Send the measure").click()
    until(lambda: measures(room) == ["Build it"], page)


def test_what_was_written_when_the_round_ended_stays_to_be_copied(room, person):
    (goal,) = room.goals(1)
    room.do("mark_goal", goal_id=int(goal), mark="shortlist")
    round_id = asked(room)
    page = person("phone").join(room).page
    composer(page).get_by_label("What is to be done?").fill("Half a sentence")
    room.do("close_round", round_id=round_id)
    expect(composer(page).locator(".dock")).to_contain_text("The round has ended. This was not sent.")
    expect(composer(page).get_by_label("What is to be done?")).to_have_value("Half a sentence")
    page.reload()
    expect(composer(page).get_by_label("What is to be done?")).to_have_value("Half a sentence")


def test_a_member_is_offered_to_add_one_on_the_page_of_a_goal_of_the_round_alone(room, person):
    on, off = room.goals(2)
    room.do("mark_goal", goal_id=int(on), mark="shortlist")
    asked(room)
    page = person("phone").join(room).page
    for goal, count in ((on, 1), (off, 0)):
        page.goto(f"{page.url.split('/w/')[0].split('/c/')[0]}/c/{room.slug}/goals/{goal}")
        expect(page.get_by_role("heading", name="Measures")).to_be_visible()
        expect(page.get_by_role("link", name="Add a measure")).to_have_count(count)
