"""How long a phone takes until the room can be used: slow 4G, and a processor four times slower."""

import statistics
import time

from playwright.sync_api import Browser

from tests.browser.people import DEVICES

# What browsers' own tools call slow 4G: the delay of each request stands for all the ways there and back that it takes.
SLOW_4G = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 1474.56 * 1024 / 8,
    "uploadThroughput": 675 * 1024 / 8,
}
SLOWER = 4


def usable(browser: Browser, url: str, cookies: list[dict], runs: int = 5) -> dict[str, float]:
    """Return the seconds (medians of several first visits) until one sees it, can write, and has the script at work."""
    tried = [_visit(browser, url, cookies) for _ in range(runs)]
    return {name: statistics.median(each[name] for each in tried) for name in tried[0]}


def _visit(browser, url, cookies):
    context = browser.new_context(locale="fi", **DEVICES["phone"])
    try:
        context.add_cookies(cookies)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_4G)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        began = time.monotonic()
        page.goto(url, wait_until="commit")
        while not page.evaluate("performance.getEntriesByName('first-contentful-paint').length"):
            page.wait_for_timeout(20)
        painted = time.monotonic() - began
        page.locator("#now form textarea").first.fill("Valokuitu")
        written = time.monotonic() - began
        page.locator("body[data-state]").wait_for()
        taken = time.monotonic() - began
        page.locator("body[data-state=online]").wait_for()
        current = time.monotonic() - began
        return {"painted": painted, "written in": written, "script at work": taken, "up to date": current}
    finally:
        context.close()
