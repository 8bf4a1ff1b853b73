"""What people do on the pages, as they do it: by the names of things, and not by how the pages are built."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page, Route, expect

from tests.faults.room import Room
from tests.nodes.few import of_few

SAVED = re.compile(r"^Saved \d\d:\d\d:\d\d$")
WAITING = re.compile(r"^Waiting for the network")


def opened(room: Room, kind: str, **more) -> int:
    """Let the facilitator plan a round in the workshop and open it; gives its id."""
    asked = {"workshop_id": room.workshop_id, "kind": kind, "title": kind.title(), **of_few(kind, more)}
    made = room.do("create_round", **asked)["round_id"]
    room.do("open_round", round_id=made)
    return made


def proposal(page: Page) -> Locator:
    """The form that proposes a goal."""
    return page.locator("#propose_goal")


def propose(page: Page, title: str, *, why: str = "") -> None:
    """Write a proposal and send it."""
    proposal(page).get_by_label("Goal", exact=True).fill(title)
    if why:
        unfold(page, "Why?")
        proposal(page).get_by_label("Why?").fill(why)
    send(page)


def unfold(page: Page, chip: str) -> None:
    """Open what stands behind a chip of the proposal, if it is not open."""
    fold = proposal(page).locator("details").filter(has=page.locator("summary", has_text=chip))
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()


def send(page: Page) -> None:
    """Send the proposal that is written, under the first theme unless one was chosen."""
    themes = proposal(page).get_by_role("group", name="Theme").get_by_role("radio")
    if not proposal(page).get_by_role("radio", checked=True).count():
        themes.first.check()
    proposal(page).get_by_role("button", name="Send the proposal").click()


def speak(page: Page, language: str) -> None:
    """Choose a language at the top of the page, by its code; for those who are somebody here it stands in the menu."""
    menu = page.get_by_role("banner").locator("details.menu:not([open]) > summary")
    if menu.count():
        menu.click()
    page.locator(f"header .languages button[value={language}]").click()


def dots(page: Page, goal: str) -> Locator:
    """The field for a goal's dots."""
    return page.get_by_role("textbox", name=goal)


def cast(page: Page, button: str = "Cast my vote") -> None:
    """Send the ballot."""
    page.get_by_role("button", name=button).click()


def ballot(page: Page) -> Locator:
    """What says how one's own ballot stands."""
    return page.get_by_role("group", name="Your ballot")


def sync(page: Page) -> Locator:
    """The line that says whether everything is saved."""
    return page.locator("#sync")


def goal(page: Page, title: str) -> Locator:
    """The card of a goal."""
    return page.get_by_role("article", name=title)


def titles(room: Room) -> list[str]:
    """The titles of all goals that the server has."""
    goals = room.lead.snapshot(room.slug)["goals"]
    return sorted(title for each in goals if not each.get("removed") for title in each["title"].values())


def until(holds: Callable[[], object], page: Page, seconds: float = 15) -> None:
    """Let the browser go on until something outside of it is true; as patient as what is expected of a page."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"it did not come true in {seconds} s"
        page.wait_for_timeout(30)


def saved(page: Page, seconds: float = 15) -> None:
    """Wait until the page says that all is saved."""
    expect(sync(page)).to_have_text(SAVED, timeout=seconds * 1000)


def held_back(page: Page) -> list[Route]:
    """Let what is sent wait on its way; gives the requests, as they come."""
    routes = []
    page.route("**/do/**", lambda route: routes.append(route))
    return routes


def let_through(page: Page, routes: list[Route]) -> None:
    """Let what waits go on, and all that comes after it."""
    for route in routes:
        route.continue_()
    page.unroute("**/do/**")
