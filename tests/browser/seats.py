"""Devices at which the people of one test sit down after those of another, made as new: a browser each takes longer."""

from collections import defaultdict

from playwright.sync_api import Browser

from tests.browser.people import Person
from tests.nodes.server import Server


class Seats:
    """The devices of one server's people."""

    def __init__(self, browser: Browser, server: Server):
        self._browser, self._server = browser, server
        self._free: dict[tuple[str, str], list[Person]] = defaultdict(list)

    def take(self, device: str, lang: str, server: Server | None = None, *, new: bool = False, **more) -> Person:
        """Seat someone; with `new`, or with more to be said of the browser, at one that nobody has had."""
        free = self._free[device, lang]
        if not free or new or more or server not in (None, self._server):
            return Person(self._browser, server or self._server, device, lang, **more)
        person = free.pop()
        person.spies.begin_anew()
        return person

    def leave(self, person: Person, device: str, lang: str) -> None:
        """Let someone go, and fail if the spies saw a fault; their browser is kept if it can be made as new."""
        if person.server is self._server and person.clear():
            self._free[device, lang].append(person)
        else:
            person.close()

    def close(self) -> None:
        """Put all devices away."""
        for each in (person for free in self._free.values() for person in free):
            each.close()
