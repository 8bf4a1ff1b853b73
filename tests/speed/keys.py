"""How long a key takes until what it does is painted, in a room with 500 goals, on a processor four times slower."""

import json
import statistics
from dataclasses import dataclass

from playwright.sync_api import Browser

from tests.browser.people import DEVICES
from tests.speed.phone import SLOWER

# Milliseconds between two keys, and before the first.
PAUSE, REST = 400, 1500
COMPOSER, SEARCH, ROW = "#propose_goal [name=title]", "#goal-q", ".ballot-choice input"
# What is typed where, in a room that proposes and in one that gives dots.
PLACES = {
    "propose": (
        ("composer", COMPOSER, [*"valokuitu", *["Backspace"] * 3]),
        ("search", SEARCH, [*"kunta", "Backspace"]),
    ),
    "dots": (("row of the ballot", ROW, ["ArrowUp", "ArrowUp", "ArrowDown", "ArrowUp", "Delete", "ArrowUp"]),),
}
# From the moment at which the browser heard the key, as its own Event Timing does, to the end of the next frame.
LISTEN = """
() => {
  window.painted = [];
  const { port1, port2 } = new MessageChannel();
  let began = 0;
  port1.onmessage = () => {
    painted.push(performance.now() - began);
    performance.mark("key painted");
  };
  document.addEventListener("keydown", (event) => {
    began = event.timeStamp;
    requestAnimationFrame(() => port2.postMessage(0));
  }, true);
}
"""


@dataclass(frozen=True)
class Typed:
    """How long each key took (ms): by the clock, and by the processor time of the page's own thread up to the paint."""

    clock: list[float]
    work: list[float]

    def __str__(self) -> str:
        """The middle, the first and the longest of both."""
        return ", ".join(
            f"{name} {statistics.median(each):.0f} (first {each[0]:.0f}, longest {max(each):.0f})"
            for name, each in (("clock", self.clock), ("work", self.work))
        )


def measure(browser: Browser, url: str, cookies: list[dict], state: str, runs: int = 5) -> dict[str, Typed]:
    """Type in each place of a room on a phone and a laptop; of several first visits each key's middle counts."""
    found = {}
    for device in ("phone", "laptop"):
        for place, selector, keys in PLACES[state]:
            tried = [_visit(browser, url, cookies, device, selector, keys) for _ in range(runs)]
            middle = [[statistics.median(key) for key in zip(*each, strict=True)] for each in zip(*tried, strict=True)]
            found[f"{place}, {device}"] = Typed(*middle)
    return found


def _visit(browser, url, cookies, device, selector, keys):
    context = browser.new_context(locale="fi", **DEVICES[device])
    try:
        context.add_cookies(cookies)
        page = context.new_page()
        page.goto(url)
        page.locator("body[data-state=online]").wait_for()
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.evaluate(LISTEN)
        page.locator(selector).first.focus()
        page.wait_for_timeout(REST)
        browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline", "blink.user_timing"])
        for key in keys:
            page.keyboard.press(key)
            page.wait_for_timeout(PAUSE)
        work = _work(json.loads(browser.stop_tracing())["traceEvents"])
        return page.evaluate("painted"), work
    finally:
        context.close()


def _work(events):
    # Of each key the tasks of the page's main thread, from the one that heard it to the one after the frame.
    heard = [each for each in events if _is_key(each)]
    thread = {(each["pid"], each["tid"]) for each in heard}
    own = sorted((each for each in events if (each["pid"], each.get("tid")) in thread), key=lambda each: each["ts"])
    tasks = [each for each in own if each["name"] == "ThreadControllerImpl::RunTask" and "dur" in each]
    painted = [each["ts"] for each in own if each["name"] == "key painted"]
    found = []
    for key, shown in zip(sorted(each["ts"] for each in heard), painted, strict=True):
        between = [each for each in tasks if each["ts"] + each["dur"] > key and each["ts"] <= shown]
        found.append(sum(each.get("tdur", 0) for each in between) / 1000)
    return found


def _is_key(event):
    return event["name"] == "EventDispatch" and event["args"].get("data", {}).get("type") == "keydown"
