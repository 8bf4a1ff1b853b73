"""The ways of voting on a ballot: approving, opinions, secret votes, and the time that is left."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import ballot, cast, dots, opened, until
from tests.browser.votes import SAVED, in_window, less, more, stored, vote


def test_no_more_goals_can_be_approved_than_there_are_choices(room, person):
    round_id = vote(room, method="approve", points=2)
    page = person("phone").join(room).page
    boxes = [page.get_by_role("checkbox", name=f"Goal {number}", exact=True) for number in (1, 2, 3)]
    boxes[0].check()
    boxes[1].check()
    expect(boxes[2]).to_be_disabled()
    expect(ballot(page)).to_contain_text("You may choose 0 more")
    page.locator("label").filter(has_text="Goal 3").dispatch_event("click")
    expect(boxes[2]).not_to_be_checked()
    boxes[0].uncheck()
    expect(boxes[2]).to_be_enabled()
    boxes[2].check()
    cast(page)
    expect(ballot(page)).to_contain_text("2 of at most 2 chosen")
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
    expect(ballot(page)).to_contain_text("2 answered")
    row.get_by_text("Disagree").click()
    expect(ballot(page)).to_contain_text("Your changes are not sent.")
    cast(page, "Send the changes")
    expect(ballot(page)).to_contain_text("Your vote was saved")
    expect(ballot(page)).to_contain_text("1 answered")
    expect(ballot(page)).to_have_attribute("data-dock", "sent")
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
    fault = page.locator(".ballot-sure .fault")
    expect(fault).to_have_text("Tick this when you have checked your choices.")
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
    row = aino.page.locator(".ballot-choice").filter(has_text="Fibre")
    row.locator("summary").tap()
    expect(row.get_by_text("For the cottages.")).to_be_visible()
    expect(row.get_by_text("Dig")).to_be_visible()
    assert len(aino.context.pages) == 1


def test_a_row_is_one_stop_of_tab_and_its_keys_do_the_rest(room, person):
    made = room.do("propose_goal", theme_id=room.theme_id, title="Fibre", rationale="For the cottages.")["goal_id"]
    assert made
    room.goals(5)
    round_id = opened(room, "vote", method="dots", points=5, secrecy="confidential")
    page = person("laptop").join(room).page
    page.get_by_role("link", name="Skip to sending").focus()
    expect(page.get_by_text("By keyboard: Tab goes from row to row")).to_be_in_viewport()
    stops = []
    for _ in range(6):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.closest('.ballot-choice')?.dataset.id"))
    assert len(set(stops)) == 6 and None not in stops
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Cast my vote")).to_be_focused()
    field = dots(page, "Fibre")
    field.focus()
    for key in ("ArrowUp", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    expect(field).to_have_value("1")
    behind = page.locator(".ballot-choice").get_by_text("For the cottages.")
    page.keyboard.press("Alt+ArrowDown")
    expect(behind).to_be_visible()
    page.keyboard.press("Alt+ArrowUp")
    expect(behind).to_be_hidden()
    cast(page)
    expect(ballot(page)).to_contain_text(SAVED)
    assert list(stored(room, round_id, page).values()) == [1]


@pytest.mark.parametrize("method", ["approve", "opinion"])
def test_a_row_of_another_way_is_one_stop_too(room, person, method):
    vote(room, goals=4, method=method, points=None)
    page = person("laptop").join(room).page
    page.get_by_role("link", name="Skip to sending").focus()
    stops = []
    for _ in range(4):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.closest('.ballot-choice')?.dataset.id"))
    assert len(set(stops)) == 4 and None not in stops
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Cast my vote")).to_be_focused()


def test_a_tap_on_a_goal_gives_a_dot_and_one_on_its_number_takes_it_back(room, person):
    vote(room)
    page = person("phone").join(room).page
    title = page.locator(".ballot-title").filter(has_text="Goal 2")
    for _ in range(3):
        title.tap()
    expect(dots(page, "Goal 2")).to_have_value("3")
    assert page.evaluate("document.activeElement.matches('input')") is False, "the phone's keyboard stays away"
    expect(ballot(page).locator(".dock-token[data-given]")).to_have_count(3)
    less(page, "Goal 2").tap()
    expect(dots(page, "Goal 2")).to_have_value("2")
    for _ in range(6):
        title.tap()
    expect(dots(page, "Goal 2")).to_have_value("5")


def test_what_one_chose_is_shown_alone_before_it_is_sent(room, person):
    vote(room, goals=30)
    page = person("phone").join(room).page
    way = ballot(page).get_by_role("button", name="Show what I chose")
    expect(way).to_have_count(0)
    for goal in ("Goal 7", "Goal 21"):
        more(page, goal).tap()
    way.tap()
    rows = page.locator(".ballot-choice:visible")
    expect(rows).to_have_count(2)
    expect(way).to_have_attribute("aria-pressed", "true")
    less(page, "Goal 7").tap()
    expect(rows).to_have_count(2)
    cast(page)
    expect(ballot(page)).to_contain_text(SAVED)
    expect(rows).to_have_count(30)


def test_each_voter_has_the_goals_in_an_order_of_their_own_that_stays(room, person):
    vote(room, goals=20)
    orders = []
    for name in ("Aino", "Bengt"):
        aino = person("phone").join(room, name)
        titles = aino.page.locator(".ballot-title")
        expect(aino.page.get_by_text("What is on the ballot stands in an order drawn for you")).to_be_visible()
        orders.append(titles.all_inner_texts())
        aino.page.reload()
        aino.wait_until_live()
        assert titles.all_inner_texts() == orders[-1]
    assert sorted(orders[0]) == sorted(orders[1]) and orders[0] != orders[1]


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
