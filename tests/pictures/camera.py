"""Takes the pictures: opens each page as its reader sees it, waits until it is still, and keeps a PNG."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.nodes.chromium import chromium_of
from tests.pictures.docks import DOCKS
from tests.pictures.pages import DEVICES, LEAD, NOBODY, NONE, PICTURES
from tests.pictures.stage import Stage, Stages

# A page of 200 goals goes on for ever; what a reader sees in the first few screens is enough.
SCREENS = {"phone": 4, "tablet": 2.5, "laptop": 2.5, "wall": 1}
# What the reader's device asks for in each look.
LOOKS = {"light": {}, "dark": {"color_scheme": "dark"}, "contrast": {"contrast": "more"}}
ALL = PICTURES | DOCKS
# What A4 leaves between the margins of css/base/print.css, at 96 dots an inch.
PAPER = (673, 1017)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the browser of the tests, without tests around it."""
    with sync_playwright() as playwright, chromium_of(playwright) as browser:
        yield browser


class Camera:
    """One browser, pointed at the consultations of a server."""

    def __init__(self, browser: Browser, stages: Stages, folder: Path):
        self.browser, self.stages, self.folder = browser, stages, folder

    def take(self, row: dict[str, str]) -> tuple[Path | None, list[str]]:
        """Photograph one page; gives the file, or None where there is no such page, and what went wrong on it."""
        picture = ALL[row["page"]]
        amount, state = (other if row[name] == NONE else row[name] for name, other in OTHERWISE.items())
        stage = self.stages.stage(amount, state)
        width, height = PAPER if picture.paper else DEVICES[row["device"]]
        look = {**LOOKS[row["look"]], "device_scale_factor": 2 if row["device"].startswith("phone") else 1}
        context = self.browser.new_context(
            locale=row["lang"], viewport={"width": width, "height": height}, reduced_motion="reduce", **look
        )
        try:
            context.add_cookies(cookies_of(picture.who, stage, row["lang"]))
            tab, wrong = context.new_page(), []
            tab.on("console", lambda said: said.type == "error" and wrong.append(said.text))
            tab.on("pageerror", lambda fault: wrong.append(str(fault)))
            # People have come by another page, with which the font came.
            tab.goto(f"{self.stages.server.url}/guide", wait_until="load")
            tab.evaluate("document.fonts.ready")
            wrong.clear()
            answer = tab.goto(f"{self.stages.server.url}{picture.path(stage)}", wait_until="load")
            if answer.status == 404 and picture.status != 404:
                return None, []
            if answer.status != picture.status:
                wrong.append(f"{answer.status} instead of {picture.status}")
            picture.act(tab)
            # A refused form and a page that is not there answer 4xx, and the console says so too.
            wrong = [each for each in wrong if "status of 4" not in each]
            return self._keep(tab, row, picture), wrong
        finally:
            context.close()

    def _keep(self, tab, row, picture):
        if picture.paper:
            tab.emulate_media(media="print")
        tab.wait_for_timeout(250)
        if not picture.window:
            self._heighten(tab, SCREENS[row["device"].partition("-")[0]])
        path = self.folder / f"{'.'.join(value for value in row.values() if value != NONE)}.png"
        tab.screenshot(path=path, animations="disabled")
        return path

    def _heighten(self, tab, screens):
        # A window as tall as the picture, since what sticks to a window's edge has no place on a page taller than it.
        size, tall = tab.viewport_size, tab.evaluate("document.documentElement.scrollHeight")
        tab.set_viewport_size({**size, "height": round(min(tall, size["height"] * screens))})
        tab.evaluate("scrollTo(0, 0)")
        tab.wait_for_timeout(250)


OTHERWISE = {"amount": "few", "state": "propose"}


def cookies_of(who: str, stage: Stage, lang: str) -> list[dict[str, str]]:
    """The cookies of one of the people of a stage, who reads this language."""
    if who == NOBODY:
        return []
    visitor = stage.lead_browser if who == LEAD else stage.member
    visitor.post("/language", {"lang": lang, "page": "/"})
    return [{"name": each.name, "value": each.value, "url": stage.server.url} for each in visitor.http.cookies]
