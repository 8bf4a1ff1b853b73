"""A whole workshop: a facilitator, a member on a phone, one with a keyboard alone, and a wall, seeing each other."""

import io
import re
import time

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.browser import keys
from tests.browser.desks import press as press_on_desk
from tests.browser.people import EMAIL, Person
from tests.browser.steps import goal, propose, saved, speak
from tests.entry.visitor import new_link
from tests.nodes.chromium import HALL
from tests.nodes.client import Client
from tests.nodes.few import show_of_few
from tests.nodes.server import Server

FIBRE, SCHOOL = "Fibre to every home", "The school stays near"
BOARD = "Advisory Board for Small Municipalities"


class Clock:
    """Waits until the others see what someone did, and tells what they saw before where they don't."""

    def __init__(self):
        self.took: dict[str, float] = {}
        self._began = 0.0

    def begin(self) -> None:
        """Something is about to be done."""
        self._began = time.monotonic()

    def seen(self, what: str, place: Locator) -> None:
        """Wait until it is seen."""
        try:
            place.first.wait_for()
        except Exception as late:
            late.add_note(f"{what}; before: {self.took}")
            raise
        self.took[what] = time.monotonic() - self._began


@pytest.fixture
def clock() -> Clock:
    return Clock()


# By its own name a hall's network has plain http, where browsers withhold much; all other tests come by number, and
# are on SQLite.
@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
def test_a_whole_workshop(start_server, person, clock):
    server = start_server(WORKSHOP_LOG_LEVEL="WARNING")
    origin = f"http://{HALL}:{server.port}"
    show_of_few(server)
    code = server.example["workshop"]["code"]
    lead, wall, aino, bengt = (
        person(device, server=server, origin=origin) for device in ("laptop", "wall", "phone", "laptop")
    )
    lead_in(lead, code)
    open_wall(wall, server, code)
    join(aino, code, "Aino", BOARD)
    join_by_keys(bengt, code, "Bengt", "Rural INFRA network")

    clock.begin()
    press_on_desk(lead.page, "Open the round")
    clock._began = time.monotonic()
    clock.seen("aino: proposing is open", aino.page.locator("#propose_goal:visible"))
    clock.seen("bengt: proposing is open", bengt.page.locator("#propose_goal:visible"))

    propose_edit_and_see(aino, bengt, lead, wall, clock)
    comment_and_reply(aino, bengt, lead, wall, clock, code)
    vote(aino, bengt, lead, wall, clock, code)
    close_and_reveal(aino, bengt, lead, wall, clock)
    export(lead)
    print({what: round(took, 2) for what, took in clock.took.items()})


def propose_edit_and_see(aino: Person, bengt: Person, lead: Person, wall: Person, clock: Clock) -> None:
    """Both propose, one by keyboard; one edits; the others see it."""
    clock.begin()
    propose(aino.page, FIBRE, why="Remote work needs it.")
    clock.seen("wall: a goal", wall.page.get_by_text(FIBRE))
    clock.seen("desk: a goal", lead.page.locator("#list").get_by_text(FIBRE))
    clock.seen("bengt: a goal waits", bengt.page.get_by_role("button", name="1 new goal"))
    saved(aino.page)
    expect(goal(bengt.page, FIBRE)).to_have_count(0)
    keys.press(bengt.page, bengt.page.get_by_role("button", name="1 new goal"))
    expect(goal(bengt.page, FIBRE)).to_be_visible()
    expect(goal(bengt.page, FIBRE)).to_contain_text(BOARD)
    expect(goal(bengt.page, FIBRE)).not_to_contain_text("Aino")

    form = bengt.page.locator("#propose_goal")
    bengt.page.keyboard.press("Home")
    bengt.page.locator("body").evaluate("() => document.getElementById('main').focus()")
    keys.tick(bengt.page, form.get_by_role("radio", name="Education"))
    keys.write(bengt.page, form.get_by_label("Goal", exact=True), SCHOOL)
    keys.reach(bengt.page, form.get_by_role("button", name="Send the proposal"))
    clock.begin()
    bengt.page.keyboard.press("Enter")
    clock.seen("aino: another goal waits", aino.page.get_by_role("button", name="1 new goal"))
    saved(bengt.page)

    card = goal(aino.page, FIBRE)
    expect(card).to_contain_text("Yours")
    # A row of a phone leads to the goal, and what can be done with it is there.
    card.get_by_role("link", name=FIBRE, exact=True).tap()
    aino.page.get_by_role("link", name=re.compile("^Edit")).first.tap()
    aino.wait_until_live()
    form = aino.page.locator("form[id^=edit_goal-]:visible")
    form.get_by_label("Why?").fill("Remote work and remote services need it.")
    clock.begin()
    form.get_by_role("button", name="Save").tap()
    clock.seen("bengt: an edit", goal(bengt.page, FIBRE).get_by_text("remote services"))


def comment_and_reply(aino: Person, bengt: Person, lead: Person, wall: Person, clock: Clock, code: str) -> None:
    """One comments by keyboard, the other replies, and both see it."""
    press_on_desk(lead.page, "Close the round")
    press_on_desk(lead.page, "Open the round")
    link = goal(bengt.page, FIBRE).get_by_role("link", name="Comment on this")
    link.wait_for()
    keys.press(bengt.page, link)
    bengt.wait_until_live()
    form = bengt.page.locator("form[id^=add_comment-]")
    expect(aino.page.locator("form[id^=add_comment-]")).to_be_visible()
    keys.tick(bengt.page, form.get_by_label("For", exact=True))
    keys.write(bengt.page, form.get_by_label("Your comment"), "Also to the summer cottages.")
    keys.reach(bengt.page, form.get_by_role("button", name="Send the comment"))
    clock.begin()
    bengt.page.keyboard.press("Enter")
    clock.seen("wall: a comment", wall.page.get_by_text("Also to the summer cottages."))
    clock.seen("aino: a comment waits", aino.page.get_by_role("button", name="1 new comment"))
    aino.page.get_by_role("button", name="1 new comment").tap()
    first = aino.page.get_by_role("article").filter(has_text="summer cottages").last
    first.get_by_role("link", name="Reply").tap()
    form = aino.page.locator("form[id^=reply-]:visible")
    form.locator("label").filter(has_text="Question").tap()
    form.get_by_label("Your comment").fill("Who pays?")
    clock.begin()
    form.get_by_role("button", name="Send the reply").tap()
    clock.seen("bengt: a reply waits", bengt.page.get_by_role("button", name="1 new reply"))
    expect(aino.page.locator(".comment-replies").first).to_contain_text("Who pays?")
    for each in (aino, bengt):
        each.go(f"/w/{code}")


def vote(aino: Person, bengt: Person, lead: Person, wall: Person, clock: Clock, code: str) -> None:
    """Both share out dots, one by keyboard, and one changes their mind."""
    press_on_desk(lead.page, "Close the round")
    press_on_desk(lead.page, "Open the round")
    clock.begin()
    for name, each in (("aino", aino), ("bengt", bengt)):
        clock.seen(f"{name}: the ballot", each.page.get_by_text("A confidential vote"))
    clock.seen("wall: the vote", wall.page.get_by_text("A confidential vote"))
    more = aino.page.get_by_role("button", name=f"One dot more: {FIBRE}")
    for _ in range(3):
        more.tap()
    expect(aino.page.locator("[data-left]")).to_have_text("2 dots left")
    aino.page.get_by_role("button", name="Cast my vote").tap()
    saved(aino.page)
    more.tap()
    aino.page.get_by_role("button", name="Send the changes").tap()
    saved(aino.page)
    expect(aino.page.get_by_role("textbox", name=FIBRE)).to_have_value("4")
    keys.write(bengt.page, bengt.page.get_by_role("textbox", name=SCHOOL), "2")
    keys.press(bengt.page, bengt.page.get_by_role("button", name="Cast my vote"))
    saved(bengt.page)


def close_and_reveal(aino: Person, bengt: Person, lead: Person, wall: Person, clock: Clock) -> None:
    """Nobody sees a figure before the facilitator shows them all."""
    press_on_desk(lead.page, "Close the round")
    clock.begin()
    clock.seen("aino: closed", aino.page.get_by_text("The votes are counted."))
    clock.seen("wall: closed", wall.page.get_by_text("The votes are counted."))
    for each in (aino, bengt, wall):
        expect(each.page.get_by_text("2 people voted.")).to_have_count(0)
    press_on_desk(lead.page, "Show the results")
    clock.begin()
    for name, each in (("aino", aino), ("bengt", bengt)):
        clock.seen(f"{name}: results", each.page.get_by_text("2 people voted."))
    clock.seen("wall: results", wall.page.locator(".wall-row:visible").filter(has_text=FIBRE).filter(has_text="4"))


def export(lead: Person) -> None:
    """The results are taken out."""
    lead.page.get_by_text("Download the results").first.click()
    link = lead.page.get_by_role("link", name="Excel file").first
    with lead.page.expect_download() as download:
        link.click()
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {FIBRE, SCHOOL, "Also to the summer cottages.", "Who pays?"} <= cells


def lead_in(lead: Person, code: str) -> None:
    """Sign in by a link, and sit down at the desk."""
    lead.page.goto(lead.origin + new_link(lead.server, EMAIL))
    lead.page.get_by_role("main").get_by_role("button").click()
    speak(lead.page, "en")
    lead.go(f"/w/{code}/lead")


def open_wall(wall: Person, server: Server, code: str) -> None:
    """Open the wall on the hall's own computer, by a link."""
    with Client(server.url, server.example["facilitator"]["token"]) as wire:
        about = {"workshop_id": server.example["workshop"]["id"]}
        made = wire.done(server.example["consultation"], "create_wall_link", **about)["url"]
    wall.page.goto(made.replace(f"127.0.0.1:{server.port}", wall.origin.removeprefix("http://")))
    expect(wall.page.locator(".wall-code:visible")).to_contain_text(f"{code[:4]} {code[4:]}")


def join(who: Person, code: str, name: str, body: str) -> None:
    """Come in by the code on a phone."""
    page = who.go("/")
    page.get_by_role("textbox", name="The code of your workshop").fill(code)
    page.get_by_role("main").get_by_role("button", name="Join").tap()
    page.get_by_label("Your name").fill(name)
    page.locator("#join-body").get_by_text(body, exact=True).tap()
    page.get_by_role("main").get_by_role("button", name="Join").tap()
    in_room(page, code)
    who.wait_until_live()


def join_by_keys(who: Person, code: str, name: str, body: str) -> None:
    """Come in by the code with a keyboard alone."""
    page = who.go("/")
    keys.write(page, page.get_by_role("textbox", name="The code of your workshop"), code)
    page.keyboard.press("Enter")
    page.get_by_label("Your name").wait_for()
    keys.write(page, page.get_by_label("Your name"), name)
    keys.tick(page, page.get_by_label(body, exact=True))
    keys.press(page, page.get_by_role("main").get_by_role("button", name="Join"))
    in_room(page, code)
    who.wait_until_live()


def in_room(page: Page, code: str) -> None:
    """Wait until one stands in the room."""
    page.wait_for_url(f"**/w/{code}")
