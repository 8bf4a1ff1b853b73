"""What a round keeps off the wall: for ten seconds, or until a facilitator lets it on."""

import pytest
from playwright.sync_api import expect

from tests.browser import desks
from tests.browser.walls import held, opened

SECOND = 1000
WAITS = 10


@pytest.mark.parametrize("subject", ["goals", "measures"])
def test_a_facilitator_lets_each_on_the_wall_by_a_key_and_takes_it_off(room, person, subject):
    goal = room.do("propose_goal", theme_id=room.theme_id, title="There before")["goal_id"]
    held(room, "propose", "What is to be done?", subject=subject, reaches_wall="shown")
    [aino] = room.people(1)
    for words in ("First", "Second"):
        _write(aino, room, subject, goal, words)
    wall = opened(room, person, reduced_motion="reduce").page
    desk = desks.opened(room, person, query=f"?show={subject}").page
    rows = wall.locator(".wall-row-title")
    there = ["There before"] if subject == "goals" else []
    expect(rows).to_have_text(there)
    desk.locator("#list .desk-said a", has_text="First").focus()
    desk.keyboard.press("w")
    expect(rows).to_have_text(["First", *there])
    row = desk.locator("#list .contribution", has_text="First")
    expect(row.get_by_role("button", name="Take it off the wall")).to_be_visible()
    # What was there before is on the wall in any case.
    expect(desk.locator("#list").get_by_role("button", name="wall")).to_have_count(2)
    row.locator(".desk-said a").focus()
    desk.keyboard.press("w")
    expect(rows).to_have_text(there)


def test_what_was_written_unseen_is_let_on_the_wall_when_its_round_is_over(room, person):
    asked = held(room, "propose", "What matters?", contributions="at_close", reaches_wall="shown")
    [aino] = room.people(1)
    _write(aino, room, "goals", 0, "Unseen")
    room.do("close_round", round_id=asked)
    wall = opened(room, person, reduced_motion="reduce").page
    desk = desks.opened(room, person).page
    expect(wall.locator(".wall-row-title")).to_have_count(0)
    desk.get_by_role("button", name="Let it on the wall").click()
    expect(wall.locator(".wall-row-title")).to_have_text(["Unseen"])


def test_what_waits_ten_seconds_comes_then_though_its_round_is_over_and_nothing_is_heard(room, person):
    asked = held(room, "propose", "What matters?", reaches_wall="delayed")
    wall = opened(room, person, reduced_motion="reduce").page
    [aino] = room.people(1)
    _write(aino, room, "goals", 0, "Waits")
    room.do("close_round", round_id=asked)
    expect(wall.locator(".wall-over")).to_be_visible()
    wall.context.set_offline(True)
    rows = wall.locator(".wall-row-title")
    expect(rows).to_have_count(0)
    expect(rows).to_have_text(["Waits"], timeout=(WAITS + 2) * SECOND)


def _write(who, room, subject, goal, words):
    about = {"goal_id": goal, "text": words} if subject == "measures" else {"theme_id": room.theme_id, "title": words}
    who.done(room.slug, f"propose_{subject.removesuffix('s')}", **about, lang="en")
