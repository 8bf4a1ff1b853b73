"""Printed cards: sheets of ten on A4, whose QR codes a scanner reads at 300 dots an inch, and nothing else on paper."""

import pytest

from tests.browser.desks import opened
from tests.browser.paper import printed


@pytest.mark.parametrize(("lang", "also"), [("fi", "sv"), ("en", "-")])
def test_every_card_of_the_sheets_is_scanned_and_admits(room, person, lang, also):
    made = room.do("make_cards", workshop_id=room.workshop_id, number=23)["cards"]
    lead = opened(room, person)
    sheets = printed(lead.go(f"/w/{room.code}/cards?lang={lang}&also={also}"))
    assert [(sheet.width, sheet.height) for sheet in sheets] == [(210, 297)] * 3
    assert [len(sheet.scanned) for sheet in sheets] == [10, 10, 3]
    scanned = [code for sheet in sheets for code in sheet.scanned]
    assert sorted(scanned) == sorted(card["url"] for card in made)
    aino = person("phone", lang)
    page = aino.go(scanned[-1].removeprefix(aino.origin))
    page.locator("#join-name").fill("Aino")
    page.locator("#join button").click()
    page.wait_for_url(f"**/w/{room.code}")


def test_nothing_on_a_card_is_cut_off(room, person):
    room.do("make_cards", workshop_id=room.workshop_id, number=10)
    title = "Maaseudun ja pienten kuntien neuvottelukunnan työpaja kuntien elinvoimasta ja palveluista 2027"
    room.do("edit_workshop", workshop_id=room.workshop_id, title=title)
    lead = opened(room, person)
    page = lead.go(f"/w/{room.code}/cards?lang=fi&also=sv")
    page.emulate_media(media="print")
    over = """[...document.querySelectorAll('.card-paper, .card-words > :not(.card-workshop)')]
      .filter((each) => each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1).length"""
    assert page.evaluate(over) == 0
    assert page.evaluate("[...document.querySelectorAll('.screen *')].some((each) => each.checkVisibility())") is False
