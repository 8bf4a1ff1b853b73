"""A ballot says how it stands: what is on the screen is stored, or is said not to be, also after a reload."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import ballot, cast, dots, until
from tests.browser.votes import SAVED, in_window, less, more, stored, vote

CUT = "Failed to load resource|WebSocket connection to|ERR_"


def test_nothing_sent_is_said_and_sending_is_said(room, person):
    round_id = vote(room)
    page = person("phone").join(room).page
    expect(ballot(page)).to_contain_text("You have not voted yet.")
    in_window(page, ballot(page))
    for _ in range(5):
        more(page).tap()
    expect(ballot(page)).to_contain_text("You have not voted yet.")
    expect(ballot(page)).to_contain_text("0 dots left")
    cast(page)
    expect(ballot(page)).to_contain_text(SAVED)
    expect(ballot(page)).to_contain_text("5 of 5 dots")
    expect(ballot(page).get_by_role("button")).to_have_count(0)
    expect(ballot(page)).to_be_focused()
    in_window(page, ballot(page))
    assert list(stored(room, round_id, page).values()) == [5]
    page.reload()
    expect(ballot(page)).to_contain_text(SAVED)


def test_a_dot_that_is_not_there_is_not_taken(room, person):
    vote(room)
    page = person("phone").join(room).page
    for _ in range(5):
        more(page).tap()
    for goal in ("Goal 1", "Goal 2", "Goal 3"):
        expect(more(page, goal)).to_be_disabled()
    more(page, "Goal 2").dispatch_event("click")
    expect(dots(page, "Goal 2")).to_have_value("")
    field = dots(page, "Goal 1")
    field.focus()
    page.keyboard.press("ArrowUp")
    expect(field).to_have_value("5")
    less(page).tap()
    expect(more(page, "Goal 2")).to_be_enabled()


def test_the_buttons_lead_on_when_they_turn_off(room, person):
    """A screen reader finds them, though Tab stops at the number alone."""
    vote(room)
    page = person("laptop").join(room).page
    expect(less(page)).to_be_disabled()
    more(page).focus()
    for _ in range(5):
        page.keyboard.press("Enter")
    expect(less(page)).to_be_focused()
    for _ in range(5):
        page.keyboard.press("Enter")
    expect(more(page)).to_be_focused()
    expect(dots(page, "Goal 1")).to_have_value("")
    expect(less(page)).to_be_disabled()


@pytest.mark.parametrize("device", ["phone", "narrow", "laptop"])
def test_too_many_dots_are_refused_where_the_eye_is(room, person, device):
    round_id = vote(room, goals=20)
    page = person(device).join(room).page
    field = dots(page, "Goal 15")
    field.scroll_into_view_if_needed()
    field.fill("9")
    expect(ballot(page)).to_contain_text("4 dots too many")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    cast(page)
    expect(ballot(page)).to_contain_text("Your vote was not saved.")
    expect(ballot(page)).to_be_focused()
    in_window(page, ballot(page))
    assert not [url for url in asked if "/do/" in url]
    field.fill("4")
    expect(ballot(page)).to_contain_text("You have not voted yet.")
    cast(page)
    expect(ballot(page)).to_contain_text(SAVED)
    assert list(stored(room, round_id, page).values()) == [4]


def test_what_the_server_refuses_is_said_at_the_dock(room, person):
    round_id = vote(room)
    aino = person("phone").join(room)
    aino.spies.forgive("422")
    page = aino.page

    def overspend(route):
        route.continue_(post_data=re.sub(r"(choices\.\d+)=1", r"\1=9", route.request.post_data))

    # The page would not send it: it is changed on the way.
    page.route("**/do/cast_ballot", overspend)
    more(page).tap()
    cast(page)
    expect(ballot(page)).to_contain_text("Your vote was not saved.")
    expect(ballot(page).locator(".fault")).to_be_visible()
    in_window(page, ballot(page))
    page.unroute_all(behavior="wait")
    cast(page)
    expect(ballot(page)).to_contain_text(SAVED)
    assert list(stored(room, round_id, page).values()) == [1]


def test_one_dot_of_five_is_accepted_and_said(room, person):
    round_id = vote(room)
    page = person("phone").join(room).page
    more(page).tap()
    expect(ballot(page)).to_contain_text("4 dots left")
    cast(page)
    expect(ballot(page)).to_contain_text("1 of 5 dots · 4 dots were not given")
    assert list(stored(room, round_id, page).values()) == [1]


@pytest.mark.parametrize("method", ["dots", "approve", "opinion"])
def test_nothing_chosen_is_said_and_not_sent(room, person, method):
    vote(room, method=method, points=5 if method == "dots" else None)
    page = person("phone").join(room).page
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    cast(page)
    expect(ballot(page)).to_contain_text("Nothing is chosen yet")
    expect(ballot(page)).to_be_focused()
    assert not [url for url in asked if "/do/" in url]


def test_changes_are_said_to_be_unsent_also_after_a_reload(room, person):
    round_id = vote(room)
    page = person("phone").join(room).page
    more(page).tap()
    cast(page)
    expect(ballot(page)).to_contain_text(SAVED)
    more(page, "Goal 2").tap()
    for _ in range(2):
        expect(ballot(page)).to_contain_text("Your changes are not sent.")
        expect(ballot(page)).not_to_contain_text("saved")
        expect(dots(page, "Goal 2")).to_have_value("1")
        page.reload()
    ballot(page).get_by_role("button", name="Back to what I sent").click()
    expect(ballot(page)).to_contain_text(SAVED)
    expect(dots(page, "Goal 2")).to_have_value("")
    page.reload()
    expect(ballot(page)).to_contain_text(SAVED)
    more(page, "Goal 3").tap()
    cast(page, "Send the changes")
    expect(ballot(page)).to_contain_text("2 of 5 dots")
    assert sorted(stored(room, round_id, page).values()) == [1, 1]


def test_a_change_that_is_taken_back_by_hand_is_no_change(room, person):
    vote(room)
    page = person("phone").join(room).page
    more(page).tap()
    cast(page)
    expect(ballot(page)).to_contain_text(SAVED)
    more(page).tap()
    expect(ballot(page)).to_contain_text("Your changes are not sent.")
    less(page).tap()
    expect(ballot(page)).to_contain_text(SAVED)


def test_what_is_taken_back_while_it_is_sent_is_a_change(room, person):
    vote(room, method="opinion", points=None)
    page = person("laptop").join(room).page
    row = page.get_by_role("group", name="Goal 1")
    row.get_by_text("Agree", exact=True).click()
    page.get_by_role("group", name="Goal 2").get_by_text("Pass").click()
    held = []
    page.route("**/do/cast_ballot", lambda route: held.append(route))
    cast(page)
    until(lambda: held, page)
    row.get_by_text("Agree", exact=True).click()
    held.pop().continue_()
    expect(ballot(page)).to_contain_text("Your changes are not sent.")
    expect(row.get_by_role("radio", checked=True)).to_have_count(0)


def test_what_waits_for_the_network_is_said_also_after_a_reload(room, person, cable):
    round_id = vote(room, secrecy="named")
    page = (aino := person("phone", origin=cable.url).join(room)).page
    aino.spies.forgive(CUT)
    more(page).tap()
    page.route("**/do/cast_ballot", lambda route: route.abort())
    cast(page)
    waiting = "Waiting for the network. Your vote is not sent yet."
    expect(ballot(page)).to_contain_text(waiting)
    page.reload()
    expect(ballot(page)).to_contain_text(waiting)
    expect(dots(page, "Goal 1")).to_have_value("1")
    assert stored(room, round_id, page) == {}
    page.unroute_all(behavior="wait")
    expect(ballot(page)).to_contain_text(SAVED, timeout=45000)
    expect(dots(page, "Goal 1")).to_have_value("1")
    assert list(stored(room, round_id, page).values()) == [1]


def test_two_tabs_say_the_same(room, person):
    vote(room)
    page = (aino := person("laptop").join(room)).page
    other = aino.tab(f"/w/{room.code}")
    more(page).click()
    cast(page)
    for each in (page, other):
        expect(ballot(each)).to_contain_text(SAVED)
        expect(dots(each, "Goal 1")).to_have_value("1")
    more(other, "Goal 2").click()
    expect(ballot(other)).to_contain_text("Your changes are not sent.")
    expect(ballot(page)).to_contain_text(SAVED)
    more(page, "Goal 3").click()
    cast(page, "Send the changes")
    expect(ballot(page)).to_contain_text("2 of 5 dots")
    expect(ballot(other)).to_contain_text("Your changes are not sent.")
    expect(dots(other, "Goal 3")).to_have_value("1")
    expect(dots(other, "Goal 2")).to_have_value("1")


def test_what_is_changed_on_another_device_has_no_time_of_this_one(room, person):
    round_id = vote(room)
    page = person("phone").join(room).page
    more(page).tap()
    cast(page)
    expect(ballot(page)).to_contain_text(SAVED)
    goals = list(stored(room, round_id, page))
    page.evaluate(
        """([slug, id, goal]) => fetch(`/api/v1/consultations/${slug}/do/cast_ballot`, {
             method: "POST",
             headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
             body: JSON.stringify({ round_id: id, choices: { [goal]: 4 } }),
           })""",
        [room.slug, round_id, goals[0]],
    )
    expect(dots(page, "Goal 1")).to_have_value("4")
    expect(ballot(page)).to_contain_text("Your vote is saved.")
    expect(ballot(page)).to_contain_text("4 of 5 dots")
