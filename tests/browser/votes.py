"""A vote for the browser tests: the round, what the server has stored of it, and the buttons of its dots."""

import re

from playwright.sync_api import Page, expect

from tests.browser.steps import opened
from tests.faults.room import Room

SAVED = re.compile(r"Your vote was saved at \d\d:\d\d\.")


def vote(room: Room, goals: int = 3, **more) -> int:
    """Let people vote on so many goals."""
    room.goals(goals)
    return opened(room, "vote", **{"method": "dots", "points": 5, "secrecy": "confidential", **more})


def stored(room: Room, round_id: int, page: Page) -> dict:
    """What the server has of the ballot of whoever is at this page."""
    script = "slug => fetch(`/api/v1/consultations/${slug}/snapshot`).then((answer) => answer.json())"
    return page.evaluate(script, room.slug)["me"]["ballots"].get(str(round_id), {})


def more(page: Page, goal: str = "Goal 1"):
    """The button that gives a dot."""
    return page.get_by_role("button", name=f"One dot more: {goal}")


def less(page: Page, goal: str = "Goal 1"):
    """The button that takes a dot back."""
    return page.get_by_role("button", name=f"One dot less: {goal}")


def in_window(page: Page, place) -> None:
    """Make sure that all of it can be seen."""
    expect(place).to_be_in_viewport(ratio=0.99)
