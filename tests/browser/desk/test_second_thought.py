"""What can't be taken back waits five seconds in which one can think again, and until then nothing of it is sent."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from tests.browser.desks import SECOND, THINKING, THOUGHT, begin, opened, pass_time, planned, press, step, thinking
from tests.browser.people import Person
from tests.browser.steps import until
from tests.entry.visitor import database_of
from tests.faults.room import Room
from workshop.db import database_now
from workshop.models import Round


@pytest.fixture
def asked(room) -> int:
    """A round that is open, with another after it."""
    [first, _] = planned(room, ("propose", "What matters?"), ("comment", "And?"))
    room.do("open_round", round_id=first)
    return first


def at_desk(room, person, *, clock: bool = True) -> tuple[Person, list[str]]:
    """Sit down at the desk; gives who sits there, and the commands that their browser sends."""
    lead = opened(room, person, clock=clock)
    sent: list[str] = []
    lead.page.on("request", lambda request: "/do/" in request.url and sent.append(request.url.rsplit("/", 1)[1]))
    return lead, sent


def states(room: Room) -> list[str]:
    """The states of the rounds."""
    return [each["state"] for each in room.lead.snapshot(room.slug)["rounds"] if not each.get("removed")]


def its_time_comes(room: Room, round_id: int) -> None:
    """Let the time of a round come at once."""
    with database_of(room.server) as database:
        database.write(
            lambda session: session.execute(
                update(Round).where(Round.id == round_id).values(closes_at=database_now(session))
            )
        )


def nothing_comes(page: Page) -> None:
    """Give what might be sent the time to be seen."""
    page.wait_for_timeout(300)


def asleep(page: Page, seconds: int) -> None:
    """Let time pass for the page, as when a laptop is closed and opened again."""
    page.clock.fast_forward(seconds * SECOND)


def focused(page: Page) -> str:
    """What the focus is on."""
    return page.evaluate("document.activeElement.textContent")


def test_it_is_said_once_can_be_undone_and_is_sent_when_the_time_is_over(room, person, asked):
    lead, sent = at_desk(room, person, clock=False)
    begin(lead.page, "Close the round")
    expect(thinking(lead.page).get_by_role("button", name="Undo")).to_be_focused()
    expect(thinking(lead.page)).to_contain_text("Closing the round…")
    expect(thinking(lead.page).locator("[data-count]")).to_have_text("3")
    assert (sent, states(room)) == ([], ["open", "planned"])
    expect(lead.page.locator("#next")).to_have_text("And?", timeout=THINKING)
    expect(lead.page.locator("#next")).to_be_focused()
    assert (sent, states(room)) == (["close_round"], ["closed", "planned"])
    assert [said.strip() for said in lead.spies.said].count("Closing the round…") == 1


def test_undone_by_keyboard_nothing_is_sent_and_the_focus_is_where_it_was(room, person, asked):
    lead, sent = at_desk(room, person)
    pass_time(lead.page, 1200)
    step(lead.page, "Close the round").focus()
    lead.page.keyboard.press("Enter")
    expect(thinking(lead.page).get_by_role("button", name="Undo")).to_be_focused()
    pass_time(lead.page, SECOND)
    lead.page.keyboard.press("Enter")
    expect(thinking(lead.page)).to_have_count(0)
    expect(step(lead.page, "Close the round")).to_be_focused()
    asleep(lead.page, 6)
    nothing_comes(lead.page)
    assert (sent, states(room)) == ([], ["open", "planned"])
    assert "The round stays open." in [said.strip() for said in lead.spies.said]


def test_neither_a_double_click_nor_a_key_held_down_shortens_it_or_takes_it_back(room, person, asked):
    lead, sent = at_desk(room, person)
    page = lead.page
    pass_time(page, 1200)
    box = step(page, "Close the round").bounding_box()
    for _ in range(4):
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, delay=30)
    expect(thinking(page)).to_be_visible()
    page.keyboard.down("Enter")
    for _ in range(30):
        page.keyboard.down("Enter")
        page.wait_for_timeout(40)
    expect(thinking(page)).to_be_visible()
    assert (sent, states(room)) == ([], ["open", "planned"])
    pass_time(page, THOUGHT)
    expect(thinking(page)).to_have_count(0)
    until(lambda: states(room) == ["closed", "planned"], page)
    assert sent == ["close_round"]


@pytest.mark.parametrize("leave", ["reload", "away and back", "asleep"])
def test_of_a_page_that_is_left_or_a_laptop_that_slept_nothing_is_sent(room, person, asked, leave):
    lead, sent = at_desk(room, person)
    begin(lead.page, "Close the round")
    expect(thinking(lead.page)).to_be_visible()
    if leave == "reload":
        lead.page.reload()
    elif leave == "away and back":
        lead.page.goto(f"{lead.origin}/me")
        lead.page.go_back()
    else:
        asleep(lead.page, 3600)
    lead.wait_until_live()
    expect(thinking(lead.page)).to_have_count(0)
    expect(step(lead.page, "Close the round")).to_be_visible()
    asleep(lead.page, 6)
    nothing_comes(lead.page)
    assert (sent, states(room)) == ([], ["open", "planned"])


@pytest.mark.parametrize("meanwhile", ["closed by another", "more time by another", "more time by oneself", "its time"])
def test_it_gives_way_to_what_happens_meanwhile(room, person, asked, meanwhile):
    # It may be longer until the button is pressed than a test waits for a round's time.
    room.do("extend_round", round_id=asked, minutes=60)
    lead, sent = at_desk(room, person)
    begin(lead.page, "Close the round")
    expect(thinking(lead.page)).to_be_visible()
    if meanwhile == "closed by another":
        room.do("close_round", round_id=asked)
    elif meanwhile == "more time by another":
        room.do("extend_round", round_id=asked, minutes=5)
    elif meanwhile == "its time":
        its_time_comes(room, asked)
    else:
        lead.page.locator(".next").get_by_role("button", name="5 min").click()
    expect(thinking(lead.page)).to_have_count(0)
    expect(lead.page.locator("body:focus")).to_have_count(0)
    pass_time(lead.page, THOUGHT)
    nothing_comes(lead.page)
    assert "close_round" not in sent
    after = "open" if meanwhile.startswith("more time") else "closed"
    until(lambda: states(room)[0] == after, lead.page)


def test_of_two_desks_at_once_one_closes_and_the_other_is_not_refused(room, person, asked):
    (one, first), (other, second) = at_desk(room, person), at_desk(room, person)
    begin(one.page, "Close the round")
    begin(other.page, "Close the round")
    expect(thinking(one.page)).to_have_count(1)
    pass_time(one.page, THOUGHT)
    expect(thinking(other.page)).to_have_count(0)
    pass_time(other.page, THOUGHT)
    for each in (one, other):
        expect(each.page.locator("#next")).to_have_text("And?")
    assert (first, second) == (["close_round"], [])
    assert states(room) == ["closed", "planned"]


def test_results_are_shown_after_the_same_five_seconds(room, person):
    [goal] = [room.do("propose_goal", theme_id=room.theme_id, title="Fibre")["goal_id"]]
    vote = room.vote(method="approve", secrecy="named", workshop_id=room.workshop_id)
    room.do("cast_ballot", round_id=vote, choices={str(goal): 1})
    room.do("close_round", round_id=vote)
    lead, sent = at_desk(room, person)
    begin(lead.page, "Show the results")
    expect(thinking(lead.page)).to_contain_text("Showing the results…")
    pass_time(lead.page, SECOND)
    thinking(lead.page).get_by_role("button", name="Undo").click()
    expect(step(lead.page, "Show the results")).to_be_focused()
    assert (sent, states(room)) == ([], ["closed"])
    press(lead.page, "Show the results")
    until(lambda: states(room) == ["revealed"], lead.page)


def test_a_link_to_the_wall_is_taken_back_after_the_same_five_seconds(room, person):
    room.do("create_wall_link", workshop_id=room.workshop_id)
    lead, sent = at_desk(room, person)
    lead.page.get_by_role("button", name="Disable the link").click()
    expect(thinking(lead.page)).to_contain_text("Disabling the link…")
    pass_time(lead.page, SECOND)
    thinking(lead.page).get_by_role("button", name="Undo").click()
    assert sent == []
    pass_time(lead.page, SECOND)
    lead.page.get_by_role("button", name="Disable the link").click()
    pass_time(lead.page, THOUGHT)
    expect(lead.page.locator("#walls li")).to_have_count(0)
    assert sent == ["revoke_wall_link"]


def test_a_round_between_workshops_is_closed_in_the_settings_in_the_same_way(room, person):
    made = room.do("create_round", kind="propose", title="In between")["round_id"]
    room.do("open_round", round_id=made)
    lead, sent = at_desk(room, person)
    page = lead.go(f"/c/{room.slug}/settings")
    close = page.get_by_role("button", name="Close now")
    close.click()
    pass_time(page, SECOND)
    thinking(page).get_by_role("button", name="Undo").click()
    expect(close).to_be_focused()
    assert sent == []
    pass_time(page, SECOND)
    close.click()
    pass_time(page, THOUGHT)
    expect(page.locator(".saved")).to_be_visible()
    assert (sent, states(room)) == (["close_round"], ["closed"])


def test_close_is_neither_in_the_place_nor_in_the_colour_of_open_and_more_time_is_larger(room, person, asked):
    page = opened(room, person).page
    close = step(page, "Close the round")
    looks = "button => [getComputedStyle(button).backgroundColor, button.getBoundingClientRect().height]"
    closing, more = close.evaluate(looks), page.locator(".next").get_by_role("button", name="5 min").evaluate(looks)
    there = close.bounding_box()
    room.do("close_round", round_id=asked)
    opening = step(page, "Open the round").evaluate(looks)
    here = step(page, "Open the round").bounding_box()
    assert opening[0] != closing[0]
    assert more[1] > closing[1]
    assert here["x"] + here["width"] < there["x"] or here["y"] + here["height"] < there["y"]
