"""What people write arrives once, whatever the network does, and the screen tells the truth about it meanwhile."""

import time
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.steps import (
    WAITING,
    ballot,
    cast,
    dots,
    goal,
    opened,
    proposal,
    propose,
    saved,
    send,
    sync,
    titles,
    unfold,
    until,
)

# What the browser says of requests that come to nothing.
CUT = "Failed to load resource|WebSocket connection to|ERR_"


@pytest.fixture
def aino(room, cable, person):
    """A member on a phone, at the end of the cable, while goals are proposed."""
    opened(room, "propose")
    aino = person("phone", origin=cable.url).join(room)
    aino.spies.forgive(CUT)
    return aino


def test_a_proposal_sent_without_network_is_saved_once_when_it_is_back(room, cable, aino):
    page = aino.page
    proposal(page).get_by_label("Goal", exact=True).fill("Fibre")
    cable.cut()
    unfold(page, "Why?")
    proposal(page).get_by_label("Why?").fill("For the summer cottages, too.")
    send(page)
    expect(sync(page)).to_have_text("Waiting for the network. 1 thing is not sent yet.")
    expect(proposal(page).get_by_label("Goal", exact=True)).to_have_value("")
    propose(page, "Roads")
    expect(sync(page)).to_have_text("Waiting for the network. 2 things are not sent yet.")
    assert titles(room) == []
    cable.mend()
    saved(page)
    expect(goal(page, "Fibre")).to_contain_text("For the summer cottages, too.")
    assert titles(room) == ["Fibre", "Roads"]
    assert [text for text in aino.spies.said if WAITING.match(text)] != []


def test_what_was_sent_and_what_was_begun_outlive_a_reload_without_network(room, cable, aino):
    page = aino.page
    cable.cut_live()
    propose(page, "Fibre")
    expect(sync(page)).to_have_text(WAITING)
    proposal(page).get_by_label("Goal", exact=True).fill("Half a tho")
    page.reload()
    expect(proposal(page).get_by_label("Goal", exact=True)).to_have_value("Half a tho")
    expect(sync(page)).to_have_text(WAITING)
    assert titles(room) == []
    cable.mend()
    saved(page)
    expect(proposal(page).get_by_label("Goal", exact=True)).to_have_value("Half a tho")
    assert titles(room) == ["Fibre"]


def test_who_wakes_after_twenty_minutes_sees_all_within_five_seconds(room, cable, aino):
    page = aino.page
    page.clock.install()
    page.reload()
    proposal(page).get_by_label("Goal", exact=True).fill("Half a tho")
    cable.cut()
    # The lid is closed: no timer runs, and when it opens the clock has jumped.
    page.clock.pause_at(datetime.now() + timedelta(seconds=1))
    room.goals(60)
    cable.mend()
    page.clock.fast_forward("20:00")
    page.clock.resume()
    woken = time.monotonic()
    expect(page.get_by_role("button", name="60 new goals")).to_be_visible()
    expect(sync(page)).to_be_hidden()
    assert time.monotonic() - woken < 5
    expect(proposal(page).get_by_label("Goal", exact=True)).to_have_value("Half a tho")
    propose(page, "Fibre")
    saved(page)
    assert len(titles(room)) == 61


def test_an_answer_that_was_lost_after_the_commit_counts_nothing_twice(room, cable, aino):
    page = aino.page
    cable.lose_answers()
    propose(page, "Fibre")
    until(lambda: cable.lost >= 2, page)
    assert titles(room) == ["Fibre"]
    expect(sync(page)).to_have_text(WAITING)
    cable.mend()
    saved(page)
    expect(goal(page, "Fibre")).to_have_count(1)
    assert titles(room) == ["Fibre"]


def test_a_double_click_sends_once_and_complains_of_nothing(room, aino):
    page = aino.page
    sent = []
    for pause in (0, 30, 150, 400):
        sent.append(f"Fibre {pause}")
        proposal(page).get_by_label("Goal", exact=True).fill(sent[-1])
        button = proposal(page).get_by_role("button", name="Send the proposal")
        button.dblclick(delay=pause / 2)
        until(lambda: titles(room) == sorted(sent), page)
        saved(page)
        # What came a second later would be another click.
        page.wait_for_timeout(1100)
        expect(proposal(page).locator(".fault:visible")).to_have_count(0)
        assert titles(room) == sorted(sent)


def test_a_vote_cast_without_network_counts_once_when_it_is_back(room, cable, person):
    first, _ = room.goals(2)
    vote = opened(room, "vote", method="dots", secrecy="named", results="live", points=5)
    page = (aino := person("phone", origin=cable.url).join(room)).page
    aino.spies.forgive(CUT)
    cable.cut()
    dots(page, "Goal 1").fill("3")
    cast(page)
    expect(sync(page)).to_have_text(WAITING)
    expect(ballot(page)).to_contain_text("Your vote is not sent yet.")
    cable.mend()
    saved(page)
    expect(ballot(page)).to_contain_text("Your vote was saved at")
    expect(dots(page, "Goal 1")).to_have_value("3")
    until(lambda: str(vote) in room.lead.snapshot(room.slug)["tallies"], page)
    tally = room.tally(vote)
    assert (tally["voters"], tally["goals"][first]["points"]) == (1, 3)


def test_a_vote_that_comes_after_the_close_is_refused_in_words(room, cable, person):
    room.goals(2)
    vote = opened(room, "vote", method="dots", secrecy="named", results="at_close", points=5)
    page = (aino := person("phone", origin=cable.url).join(room)).page
    aino.spies.forgive(CUT)
    cable.cut()
    dots(page, "Goal 1").fill("3")
    cast(page)
    expect(sync(page)).to_have_text(WAITING)
    room.do("close_round", round_id=vote)
    cable.mend()
    expect(ballot(page)).to_contain_text("The round has ended. You did not vote. What stands here was not sent.")
    expect(dots(page, "Goal 1")).to_have_value("3")
    expect(page.locator("#refusals")).to_be_hidden()
    assert room.tally(vote)["voters"] == 0
    ballot(page).get_by_role("button", name="Close").click()
    expect(ballot(page)).to_have_count(0)
    page.reload()
    expect(page.get_by_text("The votes are counted.").or_(page.get_by_text("0 people voted."))).to_be_visible()
    expect(ballot(page)).to_have_count(0)


def test_a_proposal_that_comes_after_the_close_is_refused_and_its_text_kept(room, cable, aino):
    page = aino.page
    round_id = room.lead.snapshot(room.slug)["rounds"][0]["id"]
    cable.cut()
    propose(page, "Fibre", why="For the cottages.")
    expect(sync(page)).to_have_text(WAITING)
    room.do("close_round", round_id=round_id)
    cable.mend()
    refused = page.locator("#refusals")
    expect(refused).to_contain_text("The round is not open now, so nothing was saved.")
    expect(refused).to_contain_text("Fibre")
    expect(refused).to_contain_text("For the cottages.")
    assert titles(room) == []
    page.reload()
    expect(refused).to_contain_text("For the cottages.")
    refused.get_by_role("button", name="Discard").click()
    expect(refused).to_be_hidden()
    page.reload()
    aino.wait_until_live()
    expect(refused).to_be_hidden()


def test_two_tabs_send_in_turn_and_each_thing_once(room, cable, aino):
    one, other = aino.page, aino.tab(f"/w/{room.code}")
    cable.cut()
    for page, name in ((one, "One"), (other, "Other")):
        propose(page, f"{name} 1")
        propose(page, f"{name} 2")
        expect(sync(page)).to_have_text(WAITING)
    cable.mend()
    for page in (one, other):
        saved(page, 10)
    assert titles(room) == ["One 1", "One 2", "Other 1", "Other 2"]


def test_a_tab_that_is_closed_while_it_sends_leaves_its_things_to_another(room, cable, aino):
    one, other = aino.page, aino.tab(f"/w/{room.code}")
    cable.lose_answers()
    propose(other, "Fibre")
    until(lambda: cable.lost, other)
    other.close()
    cable.mend()
    saved(one, 10)
    expect(goal(one, "Fibre")).to_have_count(1)
    assert titles(room) == ["Fibre"]
