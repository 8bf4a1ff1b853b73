"""Every page in every state, as the pictures list them, opened by the one who sees it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, expect

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


@contextmanager
def seen(browser: Browser, stages: Stages, view: View, device: str, lang: str = "fi", **look) -> Iterator[Page]:
    """Open a view on a device, still and ready."""
    picture = PICTURES[view.page]
    stage = stages.stage("few" if view.amount == NONE else view.amount, "propose" if view.state == NONE else view.state)
    person = Person(browser, stages.server, device, lang, reduced_motion="reduce", **look)
    try:
        person.context.add_cookies(cookies_of(picture.who, stage, lang))
        answer = person.page.goto(person.origin + picture.path(stage))
        assert answer.status == picture.status, f"{view}: {answer.status}"
        expect(person.page.locator("body:not([data-state=starting])")).to_be_attached()
        picture.act(person.page)
        # A page that is not there, and a form that is refused, are in the console too.
        person.spies.forgive("status of 4")
        yield person.page
        person.spies.check()
    finally:
        person.context.close()
