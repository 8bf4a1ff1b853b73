"""Debian's Firefox under Playwright, over WebDriver BiDi."""

from typing import Any

from playwright.sync_api import Browser, Playwright

from tests.engines.screen import SEEN, Screen

PROGRAM = "/usr/bin/firefox-esr"


def launch(playwright: Playwright) -> Browser:
    """Start the program; each person gets a context of their own in it."""
    return playwright.firefox.launch(channel="moz-firefox", executable_path=PROGRAM)


class Firefox(Screen):
    """A person's screen in Firefox."""

    def __init__(self, browser: Browser, origin: str, lang: str, width: int, height: int):
        super().__init__(origin)
        self._faults: list[str] = []
        self._context = browser.new_context(locale=lang, viewport={"width": width, "height": height})
        self._page = self._context.new_page()
        self._page.on("console", self._said)
        self._page.on("pageerror", lambda error: self._faults.append(f"error: {error}"))

    def go(self, path: str) -> None:
        """Open a page of the app."""
        self._page.goto(self.origin + path)

    def js(self, body: str, *arguments: Any) -> Any:
        """Run the body of a function in the page."""
        return self._page.evaluate(f"(args) => {{ {body} }}", list(arguments))

    def click(self, css: str) -> None:
        """Click the first element that is seen, without Playwright's own hit test, which asks for inline styles."""
        handle = self._page.evaluate_handle(f"(css) => {{ {SEEN} return seen(css)[0] }}", css)
        element = handle.as_element()
        assert element, f"no {css}\n{self.described()}"
        element.scroll_into_view_if_needed()
        element.click()

    def keys(self, text: str) -> None:
        """Type where the focus is."""
        for line, part in enumerate(text.split("\n")):
            if line:
                self._page.keyboard.press("Enter")
            self._page.keyboard.type(part)

    def faults(self) -> list[str]:
        """Return the errors of the console and of the scripts."""
        return self._faults

    def picture(self, path: str) -> None:
        """Photograph the window."""
        self._page.screenshot(path=path)

    def close(self) -> None:
        """Close this person's context."""
        self._context.close()

    def _said(self, message):
        if message.type == "error":
            self._faults.append(f"console: {message.text}")
