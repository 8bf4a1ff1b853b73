"""When a round ends, its ballot says what was counted, and people are led to what comes, unless they are busy."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.ballots.test_ballot import CUT, SAVED, in_window, less, more, vote
from tests.browser.steps import ballot, cast, dots, opened, proposal, until

COUNTED = re.compile(r"The round has ended\. What you sent at \d\d:\d\d was counted\.")
LATE = "Your changes were not counted."
NOT_CAST = "The round has ended. You did not vote."


@pytest.mark.parametrize("secrecy", ["named", "confidential"])
@pytest.mark.parametrize("reveal", [False, True])
def test_changes_that_were_not_sent_are_said_not_to_be_counted(room, person, secrecy, reveal):
    round_id = vote(room, secrecy=secrecy, minutes=5)
    page = person("phone").join(room).page
    more(page).tap()
    cast(page)
    expect(ballot(page)).to_contain_text(SAVED)
    more(page, "Goal 2").tap()
    room.do("close_round", round_id=round_id)
    if reveal:
        room.reveal(round_id)
    for _ in range(2):
        expect(ballot(page)).to_contain_text(COUNTED)
        expect(ballot(page)).to_contain_text(LATE)
        expect(dots(page, "Goal 2")).to_have_value("1")
        expect(dots(page, "Goal 2")).not_to_be_editable()
        expect(more(page, "Goal 2")).to_be_disabled()
        main = page.get_by_role("main")
        for untrue in ("left", "closes", "You can change your choices", "can still"):
            expect(main.get_by_text(untrue).locator("visible=true")).to_have_count(0)
        page.reload()
    ballot(page).get_by_role("button", name="Close").click()
    expect(ballot(page)).to_have_count(0)
    page.reload()
    expect(page.get_by_text(COUNTED)).to_be_visible()
    expect(ballot(page)).to_have_count(0)


@pytest.mark.parametrize("secrecy", ["named", "confidential", "secret"])
def test_a_ballot_that_was_never_sent_is_said_not_to_be(room, person, secrecy):
    round_id = vote(room, secrecy=secrecy)
    page = person("phone").join(room).page
    more(page).tap()
    room.do("close_round", round_id=round_id)
    for _ in range(2):
        expect(ballot(page)).to_contain_text(f"{NOT_CAST} What stands here was not sent.")
        expect(dots(page, "Goal 1")).to_have_value("1")
        page.reload()


def test_who_has_sent_all_reads_that_it_was_counted(room, person):
    round_id = vote(room)
    page = person("phone").join(room).page
    more(page).tap()
    cast(page)
    expect(ballot(page)).to_contain_text(SAVED)
    room.do("close_round", round_id=round_id)
    expect(page.get_by_text(COUNTED).first).to_be_visible()
    expect(page.get_by_text(LATE)).to_have_count(0)
    room.reveal(round_id)
    expect(page.get_by_text("1 person voted.")).to_be_visible()
    expect(page.get_by_text(COUNTED).last).to_be_visible()


def test_who_did_not_vote_reads_so(room, person):
    round_id = vote(room)
    page = person("phone").join(room).page
    room.do("close_round", round_id=round_id)
    expect(page.get_by_text(NOT_CAST)).to_be_visible()


def test_a_round_that_goes_on_after_all_lets_one_go_on(room, person):
    """The page's clock closed it; then more time was given."""
    round_id = vote(room, minutes=1)
    page = person("phone").join(room).page
    more(page).tap()
    page.evaluate("window.realNow = Date.now; Date.now = () => realNow() + 120000")
    expect(ballot(page)).to_contain_text(NOT_CAST)
    page.evaluate("Date.now = realNow")
    room.do("extend_round", round_id=round_id, minutes=5)
    expect(ballot(page)).to_contain_text("You have not voted yet.")
    expect(dots(page, "Goal 1")).to_have_value("1")
    cast(page)
    expect(ballot(page)).to_contain_text(SAVED)


def test_an_unsent_proposal_is_there_after_a_reload_until_it_is_closed(room, person):
    round_id = opened(room, "propose", minutes=5)
    page = person("phone").join(room).page
    proposal(page).get_by_label("Goal", exact=True).fill("Fibre")
    room.do("close_round", round_id=round_id)
    for _ in range(2):
        expect(page.get_by_text("This round is over.")).to_be_visible()
        expect(proposal(page).get_by_label("Goal", exact=True)).to_have_value("Fibre")
        expect(page.get_by_text(re.compile(r"\d left|^closes")).locator("visible=true")).to_have_count(0)
        page.reload()
    again = opened(room, "propose")
    expect(page.get_by_text("This round is over.")).to_have_count(0)
    expect(proposal(page)).to_have_count(1)
    expect(proposal(page).get_by_label("Goal", exact=True)).to_have_value("Fibre")
    room.do("close_round", round_id=again)
    page.get_by_role("button", name="Close", exact=True).click()
    expect(proposal(page)).to_have_count(0)
    page.reload()
    expect(page.get_by_text("No round is open now.")).to_be_visible()
    expect(proposal(page)).to_have_count(0)


@pytest.mark.parametrize("place", ["ballot", "foot"])
def test_who_is_at_nothing_is_led_to_the_results(room, person, place):
    round_id = vote(room, goals=30)
    page = person("phone").join(room).page
    at = more(page, "Goal 20") if place == "ballot" else page.get_by_role("contentinfo")
    at.scroll_into_view_if_needed()
    page.wait_for_timeout(2100)
    room.finish(round_id)
    results = page.get_by_role("region", name="Vote").filter(has_text="0 people voted.")
    expect(results.get_by_role("heading", name="Vote")).to_be_focused()
    in_window(page, results.get_by_role("heading", name="Vote"))
    expect(page.locator("[data-landing]")).to_be_hidden()


def test_nothing_moves_under_the_finger_and_a_way_leads_to_the_results(room, person):
    round_id = vote(room, goals=30)
    page = person("phone").join(room).page
    button = more(page, "Goal 20")
    button.scroll_into_view_if_needed()
    top = button.evaluate("each => each.getBoundingClientRect().top")
    # A finger that stays on the screen.
    page.evaluate(
        """() => {
          const touch = () => dispatchEvent(new Event("touchmove"));
          touch();
          setInterval(touch, 100);
        }"""
    )
    room.do("close_round", round_id=round_id)
    room.reveal(round_id)
    way = page.get_by_role("link", name="The results are here: show")
    expect(way).to_be_visible()
    assert way.bounding_box()["width"] > 300
    assert abs(button.evaluate("each => each.getBoundingClientRect().top") - top) < 2
    expect(ballot(page)).to_contain_text(NOT_CAST)
    way.click()
    results = page.get_by_role("region", name="Vote").filter(has_text="0 people voted.")
    heading = results.get_by_role("heading", name="Vote")
    in_window(page, heading)
    expect(heading).to_be_focused()
    expect(way).to_be_hidden()
    expect(ballot(page)).to_have_count(0)


def test_who_writes_is_not_led_away(room, person):
    round_id = vote(room, goals=30)
    page = person("phone").join(room).page
    field = dots(page, "Goal 20")
    field.fill("2")
    field.focus()
    page.wait_for_timeout(2100)
    room.finish(round_id)
    expect(page.get_by_role("link", name="The results are here: show")).to_be_visible()
    in_window(page, field)
    expect(field).to_have_value("2")


def test_the_figures_in_the_room_stand_under_their_names(room, person):
    goals = room.goals(1)
    round_id = opened(room, "vote", method="opinion", secrecy="named")
    page = person("phone").join(room).page
    for member, value in zip(room.people(4), ["agree", "agree", "pass", "disagree"], strict=True):
        member.done(room.slug, "cast_ballot", round_id=round_id, choices={goals[0]: value})
    room.finish(round_id)
    for _ in range(2):
        figures = page.locator(".results-top-figures li")
        expect(figures).to_have_text(["Agree 2", "Pass 1", "Disagree 1"])
        page.reload()


def test_a_vote_on_the_page_of_the_consultation_says_what_became_of_it(room, person):
    room.goals(3)
    round_id = room.vote(method="dots", points=5)
    aino = person("phone").join(room, path=f"/c/{room.slug}")
    page = aino.page
    more(page).tap()
    cast(page)
    expect(ballot(page)).to_contain_text(SAVED)
    room.finish(round_id)
    expect(page.locator(".ballot-receipt")).to_have_text(COUNTED)
    expect(page.locator(".ballot-receipt")).to_be_visible()
    expect(page.get_by_text("1 person voted.")).to_be_visible()


def test_a_vote_that_is_on_its_way_when_the_round_ends_is_told_from_one_that_came(room, person):
    round_id = vote(room)
    aino = person("phone").join(room)
    aino.spies.forgive(f"409|{CUT}")
    page = aino.page
    more(page).tap()
    page.route("**/do/cast_ballot", lambda route: route.abort())
    cast(page)
    expect(ballot(page)).to_contain_text("Your vote is not sent yet.")
    room.do("close_round", round_id=round_id)
    expect(page.get_by_text("The votes are counted.")).to_be_visible()
    expect(ballot(page)).to_contain_text("Your vote is not sent yet.")
    page.unroute_all(behavior="wait")
    expect(ballot(page)).to_contain_text(f"{NOT_CAST} What stands here was not sent.", timeout=15000)
    until(lambda: less(page).is_disabled(), page)
