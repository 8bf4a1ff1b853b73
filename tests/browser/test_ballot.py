"""A ballot says how it stands: what is on the screen is stored, or is said not to be, also after a reload."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cable import Cable
from tests.browser.steps import ballot, cast, dots, opened, until
from tests.faults.room import Room

CUT = "Failed to load resource|WebSocket connection to|ERR_"
SAVED = re.compile(r"Your vote was saved at \d\d:\d\d\.")


@pytest.fixture
def cable(shared_server):
    cable = Cable(shared_server.port)
    yield cable
    cable.close()


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


def test_the_buttons_lead_on_by_keyboard_when_they_turn_off(room, person):
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
    page.unroute_all()
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
    page.unroute_all()
    expect(ballot(page)).to_contain_text(SAVED, timeout=15000)
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


def test_no_more_goals_can_be_approved_than_there_are_choices(room, person):
    round_id = vote(room, method="approve", points=2)
    page = person("phone").join(room).page
    boxes = [page.get_by_role("checkbox", name=f"Goal {number}", exact=True) for number in (1, 2, 3)]
    boxes[0].check()
    boxes[1].check()
    expect(boxes[2]).to_be_disabled()
    expect(ballot(page)).to_contain_text("You may choose 0 more goals")
    page.locator("label").filter(has_text="Goal 3").dispatch_event("click")
    expect(boxes[2]).not_to_be_checked()
    boxes[0].uncheck()
    expect(boxes[2]).to_be_enabled()
    boxes[2].check()
    cast(page)
    expect(ballot(page)).to_contain_text("2 of at most 2 goals chosen")
    assert len(stored(room, round_id, page)) == 2


def test_an_answer_is_taken_back_by_pressing_it_again_or_by_keyboard(room, person):
    round_id = vote(room, method="opinion", points=None)
    page = person("laptop").join(room).page
    row = page.get_by_role("group", name="Goal 1")
    expect(row.get_by_role("radio")).to_have_count(3)
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    row.get_by_text("Agree", exact=True).click()
    expect(row.get_by_role("radio", name="Agree", exact=True)).to_be_checked()
    row.get_by_text("Agree", exact=True).click()
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    row.get_by_role("radio", name="Agree", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(row.get_by_role("radio", name="Pass")).to_be_checked()
    row.get_by_role("button", name="Remove the answer").press("Enter")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    expect(row.get_by_role("radio", name="Agree", exact=True)).to_be_focused()
    for number in (1, 2):
        page.get_by_role("group", name=f"Goal {number}").get_by_text("Disagree").click()
    cast(page)
    expect(ballot(page)).to_contain_text(SAVED)
    expect(ballot(page)).to_contain_text("2 goals answered")
    row.get_by_text("Disagree").click()
    expect(ballot(page)).to_contain_text("Your changes are not sent.")
    cast(page, "Send the changes")
    expect(ballot(page)).to_contain_text(SAVED)
    expect(ballot(page)).to_contain_text("1 goal answered")
    assert list(stored(room, round_id, page).values()) == ["disagree"]
    page.reload()
    expect(page.get_by_role("radio", checked=True)).to_have_count(1)


def test_a_secret_vote_leads_to_its_receipt(room, person):
    vote(room, goals=20, method="approve", points=None, secrecy="secret")
    page = person("phone").join(room).page
    page.get_by_role("checkbox", name="Goal 12", exact=True).check()
    cast(page)
    sure = page.get_by_role("checkbox", name="I have checked my choices.")
    expect(sure).to_be_focused()
    fault = page.locator(".sure .fault")
    expect(fault).to_have_text("Tick here that you have checked your choices.")
    assert fault.bounding_box()["width"] > 200
    in_window(page, fault)
    sure.check()
    cast(page)
    receipt = page.get_by_text("You have voted in this round.")
    expect(receipt).to_be_visible()
    expect(page.locator("[data-receipt]")).to_be_focused()
    in_window(page, page.locator("[data-receipt]"))
    expect(page.get_by_text(re.compile(r"It was saved at \d\d:\d\d"))).to_be_visible()
    expect(ballot(page)).to_have_count(0)
    page.reload()
    expect(receipt).to_be_visible()


def test_what_stands_behind_a_goal_unfolds_in_its_place(room, person):
    made = room.do("propose_goal", theme_id=room.theme_id, title="Fibre", rationale="For the cottages.")["goal_id"]
    room.do("propose_measure", goal_id=made, text="Dig")
    opened(room, "vote", method="dots", points=5)
    aino = person("phone").join(room)
    row = aino.page.locator(".choice").filter(has_text="Fibre")
    row.get_by_text("Read more").tap()
    expect(row.get_by_text("For the cottages.")).to_be_visible()
    expect(row.get_by_text("Dig")).to_be_visible()
    assert len(aino.context.pages) == 1


def test_one_key_leads_past_sixty_goals(room, person):
    vote(room, goals=60)
    page = person("laptop").join(room).page
    way = page.get_by_role("link", name="Skip to sending")
    way.focus()
    in_window(page, way)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Cast my vote")).to_be_focused()


def test_the_time_that_is_left_stands_where_one_votes(room, person):
    round_id = vote(room, goals=20, minutes=2)
    page = person("phone").join(room).page
    more(page, "Goal 12").scroll_into_view_if_needed()
    expect(ballot(page)).to_contain_text(re.compile(r"1:\d\d left"))
    expect(ballot(page).get_by_text("Less than a minute: send now")).to_be_hidden()
    room.do("close_round", round_id=round_id)


def test_in_the_last_minute_who_has_not_sent_is_told_once(room, person):
    vote(room, minutes=1)
    aino = person("phone").join(room)
    urgent = ballot(aino.page).get_by_text("Less than a minute: send now")
    expect(urgent).to_be_visible()
    until(lambda: aino.spies.said.count("Less than a minute: send now") == 1, aino.page)
    more(aino.page).tap()
    cast(aino.page)
    expect(ballot(aino.page)).to_contain_text(SAVED)
    expect(urgent).to_be_hidden()
    assert [said for said in aino.spies.said if said.startswith("Less than")] == ["Less than a minute: send now"]
