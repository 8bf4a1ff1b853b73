"""A round is postponed at the desk: once by a double click, from what one saw, and all pages show it at once."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desks import opened, planned

HOUR = timedelta(hours=1)
START = (datetime.now(UTC) + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
CHANGED = "Things have changed in the meantime."


@pytest.fixture
def timed(room) -> int:
    """A break tomorrow at nine by UTC, which ends an hour later."""
    times = {"opens_at": START.isoformat(), "closes_at": (START + HOUR).isoformat()}
    return planned(room, ("pause", "Break"), **times)[0]


def postponing(page: Page, round_id: int) -> Locator:
    """Open the dialog of a planned round."""
    page.locator(f"#round-{round_id}").get_by_role("link", name="Postpone").click()
    return page.get_by_role("dialog", name="Postpone this round")


def shows(place: Locator, minutes: int) -> None:
    """Wait until a place says that the round opens so many minutes later than planned, whatever the time zone."""
    expect(place).to_contain_text(re.compile(rf"opens .*\d[:.]{minutes % 60:02}"))


def moved(room, round_id: int) -> float:
    """How many minutes later than planned a round opens; it closes as much later."""
    round_ = room.round(round_id)
    opens, closes = (datetime.fromisoformat(round_[name]) for name in ("opens_at", "closes_at"))
    assert closes - opens == HOUR
    return (opens - START) / timedelta(minutes=1)


def test_everybodys_page_shows_the_new_time_at_once(room, person, timed):
    one, other = opened(room, person).page, opened(room, person).page
    aino = person("phone").join(room).page
    places = [
        one.locator(f"#round-{timed}"),
        one.locator(".next"),
        other.locator(f"#round-{timed}"),
        aino.locator("#now"),
    ]
    for place in places:
        shows(place, 0)
    dialog = postponing(one, timed)
    expect(dialog.locator("blockquote")).to_have_text("Break")
    shows(dialog, 0)
    dialog.get_by_role("button", name="+15 min").click()
    expect(dialog).to_be_hidden()
    for place in places:
        shows(place, 15)
    dialog = postponing(other, timed)
    field = dialog.get_by_label("How many minutes later?")
    expect(field).to_have_value("")
    field.fill("7")
    field.press("Enter")
    for place in places:
        shows(place, 22)
    assert moved(room, timed) == 22


def test_a_double_click_moves_it_once(room, person, timed):
    page = opened(room, person).page
    button = postponing(page, timed).get_by_role("button", name="+5 min")
    # The answer takes its time, so that the second click finds the dialog still there.
    page.route("**/do/postpone_round", lambda route: (page.wait_for_timeout(300), route.continue_()))
    button.click(click_count=3, delay=40)
    expect(page.get_by_role("dialog")).to_have_count(0)
    shows(page.locator(f"#round-{timed}"), 5)
    page.wait_for_timeout(500)
    assert moved(room, timed) == 5


def test_whoever_saw_it_before_another_moved_it_is_told_and_may_go_on(room, person, timed):
    lead = opened(room, person)
    lead.spies.forgive("409")
    dialog = postponing(lead.page, timed)
    room.do("postpone_round", round_id=timed, minutes=15)
    shows(dialog, 15)
    button = dialog.get_by_role("button", name="+5 min")
    button.click()
    expect(dialog.locator("p[data-refused]:visible")).to_contain_text(CHANGED)
    assert moved(room, timed) == 15
    button.click()
    expect(dialog).to_be_hidden()
    shows(lead.page.locator(f"#round-{timed}"), 20)
    assert moved(room, timed) == 20


def test_a_round_that_opens_meanwhile_says_so_and_is_no_longer_offered(room, person, timed):
    lead = opened(room, person)
    lead.spies.forgive("409")
    page = lead.page
    dialog = postponing(page, timed)
    room.do("open_round", round_id=timed)
    button = dialog.get_by_role("button", name="+60 min")
    button.click()
    expect(dialog.locator("p[data-refused]:visible")).to_contain_text(CHANGED)
    button.click()
    expect(dialog.locator("p[data-refused]:visible")).to_contain_text("The round is open now")
    page.keyboard.press("Escape")
    expect(page.locator(f"#round-{timed}").get_by_role("link", name="Postpone")).to_have_count(0)
    assert moved(room, timed) == 0


def test_a_round_that_is_opened_by_hand_is_not_offered_to_be_postponed(room, person, timed):
    [by_hand] = planned(room, ("comment", "And?"))
    page = opened(room, person).page
    expect(page.locator(f"#round-{timed}").get_by_role("link", name="Postpone")).to_be_visible()
    expect(page.locator(f"#round-{by_hand}").get_by_role("link", name="Edit")).to_be_visible()
    expect(page.locator(f"#round-{by_hand}").get_by_role("link", name="Postpone")).to_have_count(0)
    # As soon as it has a time, it is.
    room.do("edit_round", round_id=by_hand, opens_at=(START + 2 * HOUR).isoformat())
    expect(page.locator(f"#round-{by_hand}").get_by_role("link", name="Postpone")).to_be_visible()
