"""Another language for a page: what is typed stays, on every page, and where it can be without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import opened
from tests.browser.steps import speak as choose_language

LANGUAGES = {"Suomi": "fi", "Svenska": "sv", "English": "en"}


def speak(page: Page, language: str) -> None:
    """Choose a language at the top of the page."""
    choose_language(page, LANGUAGES[language])
    expect(page.locator(f"html[lang={LANGUAGES[language]}]")).to_be_attached()
    expect(page.locator("body:not([data-state=starting])")).to_be_attached()


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_who_joins_keeps_name_and_body(room, person, script):
    room.do("create_body", title={"en": "Network", "fi": "Verkosto"})
    guest = person("phone", java_script_enabled=script)
    guest.spies.forgive("status of 422")
    page = guest.page
    page.goto(f"{room.server.url}/join/{room.code}")
    page.locator("[name=name]").fill("Aino Å")
    page.get_by_label("Network").check()
    speak(page, "Suomi")
    expect(page.locator("[name=name]")).to_have_value("Aino Å")
    expect(page.get_by_label("Verkosto")).to_be_checked()
    # Once more, and with a fault in between.
    page.locator("[name=name]").fill(" ")
    page.locator("form#join button.big").click()
    page.locator("[name=name]").fill("Ville")
    speak(page, "Svenska")
    expect(page.locator("[name=name]")).to_have_value("Ville")
    page.goto(f"{room.server.url}/join/{room.code}")
    expect(page.locator("[name=name]")).to_have_value("")


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_who_signs_in_keeps_the_address_and_where_it_leads(shared_server, person, script):
    page = person("phone", java_script_enabled=script).page
    page.goto(f"{shared_server.url}/sign-in?next=/me")
    page.locator("[name=email]").fill("aino@example.org")
    speak(page, "Suomi")
    expect(page.locator("[name=email]")).to_have_value("aino@example.org")
    expect(page.locator("form#sign-in [name=next]")).to_have_value("/me")


def test_the_code_the_lobby_and_the_settings_keep_what_is_typed(room, person):
    guest = person("phone").page
    guest.goto(f"{room.server.url}/join")
    guest.locator("[name=code]").fill("4821")
    speak(guest, "Suomi")
    expect(guest.locator("[name=code]")).to_have_value("4821")
    lead = person("laptop").sign_in()
    lead.page.goto(f"{lead.origin}/")
    lead.page.locator("form#make [name=title]").fill("Uusi")
    lead.page.locator("form#make [name=lang]").select_option("sv")
    speak(lead.page, "Suomi")
    expect(lead.page.locator("form#make [name=title]")).to_have_value("Uusi")
    expect(lead.page.locator("form#make [name=lang]")).to_have_value("sv")
    lead.page.goto(f"{lead.origin}/c/{room.slug}/settings")
    form = lead.page.locator(f"form#edit_workshop-{room.workshop_id}")
    lead.page.locator(f"details:has(> form#edit_workshop-{room.workshop_id}) > summary").click()
    form.locator("[name='title.sv']").fill("Verkstad")
    speak(lead.page, "Svenska")
    expect(form.locator("[name='title.sv']")).to_be_visible()
    expect(form.locator("[name='title.sv']")).to_have_value("Verkstad")


def test_a_proposal_stays_in_the_language_that_it_was_written_in(room, person):
    opened(room, "propose")
    page = person("phone").join(room).page
    form = page.locator("#propose_goal")
    form.locator("[name=title]").fill("Roads")
    speak(page, "Suomi")
    expect(form.locator("[name=title]")).to_have_value("Roads")
    expect(form.locator("[name=lang]")).to_have_value("en")


def test_what_the_address_asks_for_stays(room, person):
    lead = person("laptop").sign_in()
    lead.go(f"/w/{room.code}/lead?show=comments&lang=en")
    lead.page.locator("#filter [name=q]").fill("tie")
    speak(lead.page, "Suomi")
    expect(lead.page.locator("#filter [name=q]")).to_have_value("tie")
    expect(lead.page.locator("#filter [name=show]:checked, #filter select[name=show]")).to_have_value("comments")
