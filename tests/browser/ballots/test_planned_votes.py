"""The desk says what a vote will be on, opens none on nothing, and edits how a planned one is held."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desks import begin, opened, planned, step

NOTHING = "There is no goal to vote on under the round's themes."


def boxed(page: Page):
    """The fields of the dialog that edits a round."""
    return page.get_by_role("dialog", name="Edit this round")


def test_it_says_how_many_goals_will_be_on_the_ballot_and_opens_none_on_nothing(room, person):
    planned(room, ("vote", "Which?"), method="dots")
    lead = opened(room, person)
    lead.spies.forgive("422")
    page, card = lead.page, lead.page.locator(".next")
    expect(card.get_by_text(NOTHING)).to_be_visible()
    begin(page, "Open the round")
    expect(card.locator(".fault:visible").filter(has_text=NOTHING)).to_have_count(1)
    assert room.lead.snapshot(room.slug)["rounds"][0]["state"] == "planned"
    room.goals(3)
    expect(card).to_contain_text("3 goals will be on the ballot.")
    expect(card.locator(":is(.fault, .notice):visible")).to_have_count(0)
    begin(page, "Open the round")
    expect(step(page, "Close the round")).to_be_visible()
    assert len(room.lead.snapshot(room.slug)["rounds"][0]["goal_ids"]) == 3


def test_only_goals_under_its_themes_count_and_a_vote_on_nothing_that_the_clock_opened_says_so(room, person):
    other = room.do("create_theme", title="Other")["theme_id"]
    [vote] = planned(room, ("vote", "Which?"), theme_ids=[other])
    room.goals(2)
    page = opened(room, person).page
    expect(page.locator(".next").get_by_text(NOTHING)).to_be_visible()
    room.do("open_round", round_id=vote)
    expect(page.locator(".next").get_by_text("There was no goal when the round began")).to_be_visible()


@pytest.mark.parametrize("lang", ["en", "fi"])
def test_the_fields_of_a_vote_are_those_of_its_way_of_voting(room, person, lang):
    page = opened(room, person, lang=lang).page
    page.locator(".desk-agenda .fold:has(> #create_round) > summary").click()
    form = page.locator("#create_round")
    box, points = form.locator(".for-vote"), form.locator("input[name=points]")
    expect(box).to_be_hidden()
    form.locator("[name=kind]").select_option("vote")
    expect(form.locator("[name=method]")).to_have_value("dots")
    expect(form.locator("[name=method] option")).to_have_count(6)
    shown = form.locator(".points label > span:visible")
    expect(shown).to_contain_text({"en": "Dots for each participant", "fi": "Pisteitä osallistujaa kohti"}[lang])
    form.locator("[name=method]").select_option("approve")
    expect(shown).to_contain_text({"en": "Goals that one may choose", "fi": "Enintään valittavia tavoitteita"}[lang])
    form.locator("[name=method]").select_option("opinion")
    expect(points).to_be_hidden()
    form.locator("[name=kind]").select_option("comment")
    expect(box).to_be_hidden()
    form.locator("[name='title.en']").fill("And?")
    form.get_by_role("button", name={"en": "Add the round", "fi": "Lisää kierros"}[lang]).click()
    expect(page.locator("#agenda-list")).to_contain_text("And?")


def test_how_a_planned_vote_is_held_is_edited_at_the_desk_and_other_rounds_have_no_such_fields(room, person):
    planned(room, ("vote", "Which?"), ("comment", "And?"))
    page = opened(room, person).page
    agenda = page.locator("#agenda-list > li")
    agenda.first.get_by_role("link", name="Edit").click()
    dialog = boxed(page)
    expect(dialog.get_by_label("Way of voting")).to_have_value("approve")
    dialog.get_by_label("Way of voting").select_option("dots")
    dialog.locator("input[name=points]").fill("7")
    dialog.get_by_label("Secrecy of the vote").select_option("named")
    dialog.locator("summary", has_text="Themes").click()
    dialog.get_by_role("checkbox", name="Theme").check()
    dialog.get_by_role("button", name="Save").click()
    expect(agenda.first.locator(".desk-how")).to_contain_text("(7)")
    made = room.lead.snapshot(room.slug)["rounds"][0]
    held = {name: made[name] for name in ("method", "points", "secrecy", "results", "theme_ids")}
    assert held == {
        "method": "dots",
        "points": 7,
        "secrecy": "named",
        "results": "on_reveal",
        "theme_ids": [room.theme_id],
    }
    agenda.nth(1).get_by_role("link", name="Edit").click()
    expect(boxed(page).get_by_label("Way of voting")).to_be_hidden()
    boxed(page).locator("[name='title.en']").fill("And then?")
    boxed(page).get_by_role("button", name="Save").click()
    expect(agenda.nth(1)).to_contain_text("And then?")
