"""How far it is on a phone: from the code to a saved proposal, from the question to a vote."""

import time

from playwright.sync_api import Locator, expect

from tests.browser.people import Person
from tests.browser.steps import opened, proposal, saved, titles, until

MOST_TO_PROPOSE, MOST_TO_VOTE = 6, 2
SLOW_KEYS = 2.5
MINUTE = 60


class Finger:
    """One finger: counts how often it touches the screen, and how many keys it has to type."""

    def __init__(self, person: Person):
        self.page = person.page
        self.taps = self.keys = 0

    def tap(self, place: Locator) -> None:
        """Touch something that can be seen without scrolling sideways."""
        place.tap()
        self.taps += 1

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        self.page.keyboard.type(text)
        self.keys += len(text)

    def reads_for(self, began: float) -> float:
        """The seconds that someone of 68 needs: those of the pages, and the time to type with two fingers."""
        return time.monotonic() - began + self.keys / SLOW_KEYS


def test_from_the_code_to_a_saved_proposal_in_six_taps_and_under_a_minute(room, person):
    room.do("create_body", title={"en": "Advisory board"})
    opened(room, "propose")
    page = (aino := person("phone")).go("/")
    began, finger = time.monotonic(), Finger(aino)
    finger.tap(page.get_by_role("textbox", name="The code of your workshop"))
    finger.type(room.code)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/join/{room.code}")
    finger.tap(page.get_by_label("Your name"))
    finger.type("Aino")
    finger.tap(page.locator("#join-body").get_by_text("Advisory board", exact=True))
    finger.tap(page.get_by_role("main").get_by_role("button", name="Join"))
    page.wait_for_url(f"**/w/{room.code}")
    finger.tap(proposal(page).get_by_label("Goal", exact=True))
    finger.type("Fibre to every home")
    finger.tap(proposal(page).get_by_role("button", name="Send the proposal"))
    saved(page)
    assert titles(room) == ["Fibre to every home"]
    assert finger.taps <= MOST_TO_PROPOSE
    assert finger.reads_for(began) < MINUTE


def test_the_link_of_the_qr_code_leads_to_the_name_at_once(room, person):
    page = person("phone").go(f"/join/{room.code}")
    expect(page.get_by_label("Your name")).to_be_in_viewport()


def test_what_is_asked_and_where_to_answer_stand_on_the_first_screen(room, person):
    opened(room, "propose")
    page = person("phone").join(room).page
    page.reload()
    expect(page.get_by_role("heading", name="Propose")).to_be_in_viewport(ratio=1)
    expect(proposal(page).get_by_label("Goal", exact=True)).to_be_in_viewport(ratio=1)


def test_from_the_question_to_a_cast_vote_in_two_taps(room, person):
    room.goals(3)
    vote = opened(room, "vote", method="dots", points=5, secrecy="named", results="live")
    page = (aino := person("phone").join(room)).page
    finger = Finger(aino)
    finger.tap(page.get_by_role("button", name="One dot more: Goal 2"))
    finger.tap(page.get_by_role("button", name="Cast my vote"))
    saved(page)
    assert finger.taps <= MOST_TO_VOTE
    until(lambda: room.lead.snapshot(room.slug)["turnouts"] == {str(vote): 1}, page)


def test_the_button_that_casts_the_vote_is_in_reach_wherever_one_reads(room, person):
    """Two taps are two only if one need not scroll past twenty goals to the second."""
    room.goals(20)
    opened(room, "vote", method="approve", secrecy="named", results="live")
    page = (aino := person("phone").join(room)).page
    finger = Finger(aino)
    box = page.get_by_role("checkbox", name="Goal 3", exact=True)
    box.scroll_into_view_if_needed()
    finger.tap(page.locator("label").filter(has_text="Goal 3"))
    expect(page.get_by_role("button", name="Cast my vote")).to_be_in_viewport()
    finger.tap(page.get_by_role("button", name="Cast my vote"))
    saved(page)
    assert finger.taps <= MOST_TO_VOTE


def test_all_that_a_proposal_needs_stands_on_the_first_screen(room, person):
    for number in range(4):
        room.do("create_theme", title=f"Operating environment and housing {number}")
    opened(room, "propose", minutes=15, title="Which goals matter most to your municipality?")
    page = person("phone").join(room).page
    page.reload()
    expect(page.get_by_role("heading", name="Which goals")).to_be_in_viewport(ratio=1)
    for chip in proposal(page).locator(".theme-chip").all():
        expect(chip).to_be_in_viewport(ratio=1)
    expect(proposal(page).get_by_label("Goal", exact=True)).to_be_in_viewport(ratio=1)
    expect(proposal(page).get_by_role("button", name="Send the proposal")).to_be_in_viewport(ratio=1)
    for chip in proposal(page).locator("details:not([hidden]) > summary").all():
        expect(chip).to_be_in_viewport(ratio=1)


def test_the_head_of_a_page_is_one_bar(room, person):
    page = person("phone").join(room).page
    assert page.get_by_role("banner").bounding_box()["height"] <= 49


def test_the_way_in_stands_on_the_first_screen_however_many_bodies_there_are(room, person):
    for number in range(9):
        room.do("create_body", title={"en": f"Body {number}"})
    page = person("phone").go(f"/join/{room.code}")
    expect(page.get_by_role("main").get_by_role("button", name="Join")).to_be_in_viewport(ratio=1)
    expect(page.get_by_text("Results are counted by body too.")).to_be_visible()
    page.get_by_label("Your name").fill("Aino")
    page.get_by_label("Body 8").check()
    page.get_by_role("main").get_by_role("button", name="Join").tap()
    page.wait_for_url(f"**/w/{room.code}")


def test_five_dots_are_given_and_sent_in_six_taps(room, person):
    room.goals(60)
    vote = opened(room, "vote", method="dots", points=5, secrecy="named", results="live")
    page = (aino := person("phone").join(room)).page
    page.locator(".ballot-choice").first.scroll_into_view_if_needed()
    finger = Finger(aino)
    for title in page.locator(".ballot-title").all()[:5]:
        finger.tap(title)
    finger.tap(page.get_by_role("button", name="Cast my vote"))
    expect(page.locator(".dock[data-dock=sent]")).to_be_in_viewport(ratio=1)
    until(lambda: room.lead.snapshot(room.slug)["turnouts"] == {str(vote): 1}, page)
    assert finger.taps == 6
    screens = page.evaluate("document.documentElement.scrollHeight") / 740
    assert screens <= 10, f"{screens} screens for sixty goals"
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.evaluate("document.documentElement.scrollHeight") <= 4 * 800
