"""How the room bears 500 goals and 3,000 comments: opening, tasks while updates arrive, memory."""

import time

from playwright.sync_api import Browser

from tests.browser.people import DEVICES
from tests.nodes.client import Client
from tests.speed.hour import kept

UPDATES = 100
TASKS = """
() => {
  window.tasks = [];
  new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ entryTypes: ["longtask"] });
}
"""
OPENED = "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"


def measure(browser: Browser, url: str, cookies: list[dict], lead: Client, slug: str) -> dict[str, float]:
    """Open the room, type and scroll in it while much happens, and return the figures."""
    context = browser.new_context(locale="fi", **DEVICES["laptop"])
    try:
        context.add_cookies(cookies)
        page = context.new_page()
        began = time.monotonic()
        page.goto(url, wait_until="commit")
        page.locator("body[data-state=online]").wait_for()
        opened = time.monotonic() - began
        page.wait_for_timeout(1500)
        first = kept(page).heap
        page.evaluate(TASKS)
        for number in range(UPDATES):
            _happen(lead, slug, number)
            page.mouse.wheel(0, 200 if number % 2 else -150)
        page.wait_for_timeout(1000)
        tasks = page.evaluate("window.tasks")
        for number in range(UPDATES, 4 * UPDATES):
            _happen(lead, slug, number)
        page.wait_for_timeout(1000)
        return {
            "opened in (s)": opened,
            "page parsed in (s)": page.evaluate(OPENED) / 1000,
            "long tasks": len(tasks),
            "longest task (ms)": max(tasks, default=0),
            "memory at first (MB)": first,
            f"memory after {4 * UPDATES} updates (MB)": kept(page).heap,
        }
    finally:
        context.close()


def _happen(lead, slug, number):
    goal = 1 + number % 400
    if number % 2:
        lead.done(slug, "edit_goal", goal_id=goal, title=f"Tavoite, sanamuoto {number}", lang="fi")
    else:
        lead.done(slug, "add_comment", goal_id=goal, text="Kyllä", stance="for")
