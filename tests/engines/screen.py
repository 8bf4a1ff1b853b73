"""A screen in front of one person, whichever engine draws it: the few things that a smoke test does to pages."""

from abc import ABC, abstractmethod
from typing import Any

from tests.engines.waiting import wait_for

# What a person can see: it has a box, and no ancestor hides it.
SEEN = """
  const seen = (css) => [...document.querySelectorAll(css)].filter((each) => each.checkVisibility());
"""


class Screen(ABC):
    """One browser of one person, in which nobody else has been; `faults` are the console's complaints."""

    def __init__(self, origin: str):
        self.origin = origin

    @abstractmethod
    def go(self, path: str) -> None:
        """Open a page of the app."""

    @abstractmethod
    def js(self, body: str, *arguments: Any) -> Any:
        """Run the body of a function in the page, with `args`, and return what it returns."""

    @abstractmethod
    def click(self, css: str) -> None:
        """Click the first element that is seen, as a pointer does."""

    @abstractmethod
    def keys(self, text: str) -> None:
        """Type where the focus is, by single keys; "\\n" is Enter."""

    @abstractmethod
    def faults(self) -> list[str]:
        """Return the errors that the console has shown so far."""

    @abstractmethod
    def picture(self, path: str) -> None:
        """Photograph the window."""

    @abstractmethod
    def close(self) -> None:
        """Close the browser."""

    def open(self, path: str) -> None:
        """Open a live page, and wait until its script has heard from the server."""
        self.go(path)
        self.wait_until_live()

    def wait_until_live(self) -> None:
        """Wait until the page's script is at work."""
        self.until("return document.readyState === 'complete' && document.body.dataset.state !== 'starting'")

    def reload(self) -> None:
        """Load the page again."""
        self.go(self.path)
        self.wait_until_live()

    @property
    def path(self) -> str:
        """The path of the page that is open."""
        return self.js("return location.pathname + location.search")

    def until(self, body: str, *arguments: Any) -> Any:
        """Wait until the body of a function gives something true in the page, and return that."""
        return wait_for(lambda: self.js(body, *arguments), f"{body} {arguments}", self.described)

    def seen(self, css: str, words: str = "") -> None:
        """Wait until an element is seen, perhaps with these words in it."""
        self.until(f"{SEEN} return seen(args[0]).some((each) => each.innerText.includes(args[1]))", css, words)

    def unseen(self, css: str) -> None:
        """Wait until no such element is seen."""
        self.until(f"{SEEN} return !seen(args[0]).length", css)

    def text(self, css: str) -> str:
        """Return what the first such element that is seen says."""
        return self.js(f"{SEEN} return seen(args[0])[0]?.innerText ?? ''", css)

    def value(self, css: str) -> str:
        """Return what a field holds."""
        return self.js(f"{SEEN} return seen(args[0])[0].value", css)

    def write(self, css: str, text: str) -> None:
        """Click into a field, empty it, and type."""
        self.click(css)
        self.js("document.activeElement.select?.()")
        self.keys(text)

    def choose(self, css: str, index: int) -> None:
        """Choose an option of a list by its place."""
        self.js(
            f"""{SEEN} const list = seen(args[0])[0];
            list.selectedIndex = args[1];
            for (const name of ["input", "change"]) list.dispatchEvent(new Event(name, {{ bubbles: true }}));""",
            css,
            index,
        )

    def described(self) -> str:
        """Say where this screen is and what it shows, for the reader of a failure."""
        return self.js("return location.href + '\\n' + document.body.innerText.slice(0, 2000)")
