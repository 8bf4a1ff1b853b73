"""What people paste is found, and people whose names look the same are told apart, with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desks import opened, row

SOFT = "Lähi\u00adpalvelut kaikille"
PLAIN = "Lähipalvelut"
TYPED = [
    "lähipalvelut",
    "LÄHIPALVELUT",
    "la\u0308hipalvelut",
    "lähi\u00adpalvelut",
    "\u200blähipalvelut\ufeff",
    " lähipalvelut\u00a0 kaikille",
]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_goal_is_found_whatever_nobody_sees_in_it_or_in_what_is_typed(room, person, scripts):
    for title in (SOFT, "Lähi\u200bpalvelut\u00a0kaikille, myös illalla", "Tiet talvella"):
        room.do("propose_goal", theme_id=room.theme_id, title=title)
    lead = opened(room, person, java_script_enabled=scripts)
    for typed in TYPED:
        lead.page.get_by_label("Search").fill(typed)
        if not scripts:
            lead.page.get_by_role("button", name="Filter").click()
        expect(lead.page.locator("#list > li")).to_have_count(2)
        expect(row(lead.page, "Tiet talvella")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False])
def test_people_whose_names_look_the_same_are_told_apart(room, person, scripts):
    ids = {}
    for name in ("Matti Virtanen", "\u041catti Virtanen", "Matti Virta\u200bnen", "Maija Virtanen"):
        someone = room.person()
        ids[name] = someone.join(room.code, name).json()["participant"]["id"]
    page = opened(room, person, java_script_enabled=scripts).page
    page.locator("#participants > summary").click()
    for name, number in ids.items():
        one = page.locator(f"#participant-{number} .meta")
        if name.startswith("Maija"):
            expect(one.locator("[data-field=apart]")).to_be_empty()
        else:
            expect(one).to_contain_text(re.compile(rf"joined .+ at \d+:\d\d, no\. {number}"))
    number = ids["\u041catti Virtanen"]
    page.locator(f"#participant-{number}").get_by_role("link", name="Change or confirm").click()
    if scripts:
        expect(page.get_by_role("dialog").locator("blockquote")).to_contain_text(f"no. {number}")
        # Whoever comes later and looks like another is told apart at once.
        late = room.person().join(room.code, "Maija  VIRTANEN").json()["participant"]["id"]
        for number in (late, ids["Maija Virtanen"]):
            expect(page.locator(f"#participant-{number} .meta")).to_contain_text(f"no. {number}")
