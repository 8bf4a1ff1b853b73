"""An hour of updates, told faster than they come: what a room's page keeps of them in memory."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from tests.browser.people import DEVICES
from tests.nodes.client import Client

UPDATES = 3600
A_SECOND = 10
STRETCH = 600


@dataclass(frozen=True)
class Kept:
    """What is left after a collection: the scripts' own memory (MB), nodes of the page, and those who listen."""

    heap: float
    nodes: int
    listeners: int


def kept(page: Page) -> Kept:
    """Let the browser collect what nobody needs, and count the rest."""
    session = page.context.new_cdp_session(page)
    try:
        # What is let go in one collection may only then set free more.
        for _ in range(3):
            session.send("HeapProfiler.collectGarbage")
        heap = session.send("Runtime.getHeapUsage")["usedSize"]
        counted = session.send("Memory.getDOMCounters")
        return Kept(heap / 1e6, counted["nodes"], counted["jsEventListeners"])
    finally:
        session.detach()


def reword(lead: Client, slug: str, goal_ids: list[int]) -> Iterator[int]:
    """Reword one goal after the other, for ever; what the page should hold is as much afterwards as before."""
    number = 0
    while True:
        lead.done(slug, "edit_goal", goal_id=goal_ids[number % len(goal_ids)], title=f"{number:06}", lang="en")
        number += 1
        yield number


def measure(browser: Browser, url: str, cookies: list[dict], lead: Client, slug: str, goals: list[int]) -> list[Kept]:
    """Let an hour pass on a phone in the room, and return what was kept after each tenth minute."""
    context = browser.new_context(locale="en", **DEVICES["phone"])
    try:
        context.add_cookies(cookies)
        page = context.new_page()
        page.goto(url)
        page.locator("body[data-state=online]").wait_for()
        found, began = [], time.monotonic()
        for number in reword(lead, slug, goals):
            time.sleep(max(0, began + number / A_SECOND - time.monotonic()))
            if number % STRETCH == 0:
                page.wait_for_timeout(1000)
                found.append(kept(page))
                print(f"after {number} updates: {found[-1]}", flush=True)
            if number == UPDATES:
                return found
    finally:
        context.close()
