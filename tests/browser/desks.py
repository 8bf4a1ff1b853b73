"""A desk for the browser tests: the facilitator at it, and how its parts are found."""

import re
from weakref import WeakSet

from playwright.sync_api import Locator, Page, expect

from tests.browser.people import EMAIL, Person
from tests.browser.steps import speak
from tests.browser.walls import IMPATIENT
from tests.entry.visitor import new_link
from tests.faults.room import Room
from tests.nodes.few import of_few

SECOND = 1000
# A step that comes at once after another is taken for a double click.
STEP_PAUSE = 1100
# What can't be taken back is sent after five seconds, which are looked at five times a second.
THOUGHT = 5.4 * SECOND
THINKING = 20 * SECOND
# Those whose clock is ours, so that nobody has to wait for it.
CLOCKED: WeakSet[Page] = WeakSet()


def opened(
    room: Room, seat, device: str = "laptop", lang: str = "en", query: str = "", *, clock: bool = False, **more
) -> Person:
    """Seat the facilitator of a room at its desk; with `clock`, `pass_time` need not wait."""
    lead = seat(device, lang, **more)
    if clock:
        lead.page.clock.install()
        lead.spies.forgive(IMPATIENT)
        CLOCKED.add(lead.page)
    if "origin" in more:
        # Only the browser itself knows the hall's name.
        lead.page.goto(lead.origin + new_link(lead.server, EMAIL))
        # The page that one comes to has its languages elsewhere.
        with lead.page.expect_navigation():
            lead.page.locator("main form button").last.click()
        speak(lead.page, lang)
    else:
        lead.sign_in()
    lead.go(f"/w/{room.code}/lead{query}")
    return lead


def planned(room: Room, *rounds: tuple[str, str], **more) -> list[int]:
    """Plan rounds of the room's workshop, each a kind and a title; gives their ids."""
    about = {"workshop_id": room.workshop_id, **more}
    return [
        room.do("create_round", kind=kind, title=title, **of_few(kind, about))["round_id"] for kind, title in rounds
    ]


def press(page: Page, words: str) -> None:
    """Press the button of the next step, as one does who has looked at what it says; a final one is let go through."""
    begin(page, words)
    if page in CLOCKED and thinking(page).count():
        pass_time(page, THOUGHT)
    expect(thinking(page)).to_have_count(0, timeout=THINKING)


def begin(page: Page, words: str) -> None:
    """Press the button of the next step, and look no further."""
    # The pause counts from when the step is there, which on a busy machine is long after the one before it was pressed.
    step(page, words).wait_for()
    pass_time(page, STEP_PAUSE)
    step(page, words).click()


def pass_time(page: Page, milliseconds: float) -> None:
    """Let time pass for a page: at once where its clock is ours, with all that its timers do meanwhile."""
    if page in CLOCKED:
        page.clock.run_for(int(milliseconds))
    else:
        page.wait_for_timeout(milliseconds)


def step(page: Page, words: str) -> Locator:
    """Find the button of the next step."""
    return page.locator(".next").get_by_role("button", name=words, exact=True)


def thinking(page: Page) -> Locator:
    """Find the strip in which an act that can't be taken back waits to be sent."""
    return page.locator("[data-thinking]:visible")


def row(page: Page, text: str) -> Locator:
    """Find the row of a contribution."""
    return page.locator("#list > li").filter(has_text=text)


def figure(page: Page, name: str) -> Locator:
    """Find a figure of the room's pulse."""
    return page.locator("#pulse dl > div").filter(has_text=re.compile(f"^\\s*{name}")).locator("b")
