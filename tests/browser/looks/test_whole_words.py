"""No word of a theme is broken in the middle on the chips that one chooses from: in a room, and before it is one."""

import pytest
from playwright.sync_api import expect

from tests.browser.reading import broken_words

THEMES = (
    {"fi": "Toimintaympäristö, infra ja asuminen", "sv": "Verksamhetsmiljö, infrastruktur och boende"},
    {"fi": "Elinkeinot ja työllisyys", "sv": "Näringar och sysselsättning"},
    {"fi": "Hyvinvointipalvelut", "sv": "Välfärdstjänster"},
)


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_words_of_themes_are_whole_on_a_phone_and_on_the_picture_of_one(room, person, lang):
    for title in THEMES:
        room.do("create_theme", title=title)
    round_id = room.do("create_round", workshop_id=room.workshop_id, kind="propose", title="Mikä?")["round_id"]
    lead = person("laptop", lang).sign_in()
    # The font comes with the first page.
    lead.go("/guide")
    page = lead.go(f"/c/{room.slug}/start/ready")
    for width in (1280, 360, 320):
        page.set_viewport_size({"width": width, "height": 740})
        chips = page.locator(".start-phone .theme-chip [data-field=title]")
        expect(chips).to_have_count(4)
        assert broken_words(chips) == [], width
    room.do("open_round", round_id=round_id)
    page = lead.go(f"/w/{room.code}")
    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 740})
        chips = page.locator("#propose_goal .theme-chip [data-field=title]")
        expect(chips).to_have_count(4)
        assert broken_words(chips) == [], width
