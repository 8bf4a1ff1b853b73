"""Facilitators are told before a consultation is full; who meets a ceiling is told in plain words of their language."""

import re

import pytest

from tests.entry.visitor import Visitor
from tests.nodes.client import Client
from tests.pages.conftest import signed_in

FULL = {
    "en": "There are 4 goals here, and there is room for no more. A facilitator can hide what is not needed.",
    "fi": "Täällä on 4 tavoitetta, eikä enempää mahdu. Vetäjä voi piilottaa tarpeettomia.",
    "sv": "Här finns 4 mål, och fler ryms inte. Workshopledaren kan dölja det som inte behövs.",
}


@pytest.fixture
def server(start_in_process):
    """A server whose consultations hold four goals."""
    return start_in_process(WORKSHOP_MOST_GOALS="4")


def shown(page: str) -> str:
    """What a page says of how full the consultation is; empty where it says nothing."""
    found = re.search(
        r'<div class="notice plainly" id="nearly-full" data-show="near"( hidden)?>(.*?)</div>', page, re.DOTALL
    )
    if found is None or found[1]:
        return ""
    seen = re.sub(r"<li[^>]* hidden>.*?</li>", "", found[2])
    return " ".join(re.sub(r"<[^>]+>", " ", seen).split())


def test_who_leads_is_told_from_three_quarters_on_and_nobody_else_is(server):
    lead, slug = signed_in(server), server.example["consultation"]
    code, theme = server.example["workshop"]["code"], 1
    aino = Visitor(server)
    aino.join("Aino")
    places = (f"/w/{code}/lead", f"/c/{slug}/settings")
    with Client(server.url, server.example["facilitator"]["token"]) as wire:
        theme = wire.snapshot(slug)["themes"][0]["id"]
        for number in range(2):
            wire.done(slug, "propose_goal", theme_id=theme, title=f"Tavoite {number}")
        assert [shown(lead.get(place).text) for place in places] == ["", ""]
        last = wire.done(slug, "propose_goal", theme_id=theme, title="Tavoite 3")["goal_id"]
        for place in places:
            said = shown(lead.get(place).text)
            assert said.startswith("This consultation is nearly full. Goals: 3 / 4 When it is full")
        assert "nearly-full" not in aino.get(f"/c/{slug}").text + aino.get(f"/w/{code}").text
        wire.done(slug, "propose_goal", theme_id=theme, title="Tavoite 4")
        wire.done(slug, "open_round", round_id=server.example["rounds"][0]["id"])
        for lang, sentence in FULL.items():
            guest = Visitor(server, lang)
            guest.join("Eero")
            guest.post("/language", {"lang": lang, "page": "/"})
            page = guest.get(f"/w/{code}")
            # The form comes back with what was typed in it.
            refused = guest.submit(page, "propose_goal", title="Valokuitu joka kotiin", theme_id=str(theme))
            assert (refused.status_code, sentence in refused.text) == (409, True), (lang, refused.text)
            assert "Valokuitu joka kotiin" in refused.text
        wire.done(slug, "hide_goal", goal_id=last, reason="Kahdesti")
        wire.done(slug, "propose_goal", theme_id=theme, title="Tavoite 5")
