"""What watches a person's pages: nothing in the console, no request elsewhere, nothing inline, and what is read out."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext

SPY = Path(__file__).with_name("spy.js")
OF_NOBODY = ("data", "blob", "about")


class Spies:
    """Watches all pages of one browser context; `said` is what a screen reader would read out by itself."""

    def __init__(self, context: BrowserContext, origin: str):
        self.origin = urlsplit(origin).netloc
        self.said: list[str] = []
        self.faults: list[str] = []
        self.requests: list[str] = []
        self._forgiven: list[re.Pattern] = []
        context.expose_binding("spied", lambda source, kind, text: self._spied(kind, text, source["page"].url))
        context.add_init_script(path=SPY)
        context.on("console", lambda said: self.faults.append(f"console {said.type}: {said.text} ({said.page.url})"))
        context.on("weberror", lambda fault: self.faults.append(f"error: {fault.error.stack or fault.error}"))
        context.on("request", lambda request: self._asked(request.url))
        context.on("page", lambda page: page.on("websocket", lambda socket: self._asked(socket.url)))

    def forgive(self, pattern: str) -> None:
        """Let faults pass that a test brings about on purpose, such as a refused request."""
        self._forgiven.append(re.compile(pattern))

    def begin_anew(self) -> None:
        """Forget what was seen and what was forgiven: another view begins."""
        for each in (self.said, self.faults, self.requests, self._forgiven):
            each.clear()

    def unforgiven(self) -> list[str]:
        """Give the faults that no test wanted."""
        return [fault for fault in self.faults if not any(each.search(fault) for each in self._forgiven)]

    def check(self) -> None:
        """Fail if there is a fault."""
        assert not self.unforgiven(), "\n".join(self.unforgiven())

    def _spied(self, kind, text, url):
        if kind == "said":
            self.said.append(text)
        else:
            self.faults.append(f"{kind}: {text} ({url})")

    def _asked(self, url):
        parts = urlsplit(url)
        self.requests.append(url)
        if parts.scheme not in OF_NOBODY and parts.netloc != self.origin:
            self.faults.append(f"a request to another origin: {url}")
