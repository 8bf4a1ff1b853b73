"""Printed ballots: A4, each with a QR code that leads to where it is entered, and its number on each of its pages."""

import re

from tests.browser.desks import opened
from tests.browser.paper import printed


def test_each_page_of_a_long_ballot_has_its_number_and_the_first_one_its_code(room, person):
    for at in range(30):
        room.do("propose_goal", theme_id=room.theme_id, title=f"Goal {at}")
    vote = room.vote(method="approve", secrecy="named", results="at_close")
    lead = opened(room, person)
    path = f"/c/{room.slug}/rounds/{vote}"
    sheets = printed(lead.go(f"{path}/sheets?langs=fi&langs=sv&large=1&from=7&sheets=2"))
    assert {(sheet.width, sheet.height) for sheet in sheets} == {(210, 297)}
    half = len(sheets) // 2
    assert half > 1 and len(sheets) == 2 * half
    for number, pages in ((7, sheets[:half]), (8, sheets[half:])):
        assert [code for page in pages for code in page.scanned] == [f"{lead.origin}{path}/channels?number={number}"]
        for page in pages:
            assert re.search(rf"Lippu nro / Sedel nr ?{number}\b", page.words), page.words
