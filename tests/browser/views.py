"""Every page in every state, as the pictures list them, opened by the one who sees it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from tests.browser.look import Kinds
from tests.browser.people import Person
from tests.pictures.camera import cookies_of
from tests.pictures.pages import NONE, PICTURES
from tests.pictures.stage import Stages


@dataclass(frozen=True)
class View:
    """One page in one state, with so many goals."""

    page: str
    state: str = NONE
    amount: str = NONE

    def __str__(self) -> str:
        return " ".join(part for part in (self.page, self.state, self.amount) if part != NONE)


def views(*amounts: str) -> list[View]:
    """All of them, with these amounts of goals where that matters; what is on paper is no page."""
    return [
        View(name, state, amount)
        for name, picture in PICTURES.items()
        if not picture.paper
        for state in picture.states or (NONE,)
        for amount in [each for each in picture.amounts if each in amounts] or [NONE]
    ]


class Onlooker:
    """Looks at one view after another on a device, each as the one whose view it is, and without any motion.

    Each of those has a browser of their own for all their views: to begin anew for each page takes as long as to load
    it. `kinds` is what axe has passed in them.
    """

    def __init__(self, browser: Browser, stages: Stages, device: str):
        self.stages = stages
        self.kinds = Kinds()
        self._seat = lambda lang: Person(browser, stages.server, device, lang, reduced_motion="reduce")
        self._people: dict[tuple[str, str], Person] = {}

    @contextmanager
    def seen(self, view: View, lang: str = "fi") -> Iterator[Page]:
        """Open a view, light, still and ready; at the end the spies must have seen no fault."""
        picture = PICTURES[view.page]
        names = [other if each == NONE else each for each, other in ((view.amount, "few"), (view.state, "propose"))]
        stage, person = self.stages.stage(*names), self._person(picture.who, lang)
        person.context.clear_cookies()
        person.context.add_cookies(cookies_of(picture.who, stage, lang))
        try:
            answer = person.page.goto(person.origin + picture.path(stage))
            assert answer.status == picture.status, f"{view}: {answer.status}"
            person.wait_until_live()
            picture.act(person.page)
            # A page that is not there, and a form that is refused, are in the console too.
            person.spies.forgive("status of 4")
            yield person.page
            person.spies.check()
        finally:
            # A page that is left open goes on drawing, and takes the processor from those that are looked at next.
            person.page.goto("about:blank")

    def close(self) -> None:
        """Let all of them go."""
        for each in self._people.values():
            each.context.close()

    def _person(self, who, lang):
        person = self._people.get((who, lang)) or self._people.setdefault((who, lang), self._seat(lang))
        person.spies.begin_anew()
        person.page.set_viewport_size(person.size)
        person.page.emulate_media(color_scheme="light")
        return person
