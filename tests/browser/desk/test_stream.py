"""The desk stays in the hand: its bar is in sight wherever one has scrolled, and its stream is tidied by keys."""

import pytest
from playwright.sync_api import expect

from tests.browser.desks import opened, step


@pytest.fixture
def long(room):
    """A room in the middle of a round with more goals than three screens hold."""
    room.do(
        "open_round",
        round_id=room.do("create_round", kind="propose", title="What matters?", workshop_id=room.workshop_id)[
            "round_id"
        ],
        minutes=30,
    )
    [aino] = room.people(1)
    for number in range(24):
        aino.done(room.slug, "propose_goal", theme_id=room.theme_id, title=f"Goal {number}", lang="en")
    return room


def in_sight(page, locator) -> bool:
    """Whether it is in the window, and nothing lies over it."""
    return locator.first.evaluate(
        """each => {
          const box = each.getBoundingClientRect();
          const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          return box.top >= 0 && box.bottom <= innerHeight && (each.contains(top) || top?.contains(each));
        }"""
    )


@pytest.mark.parametrize("device", ["laptop", "phone"])
def test_clock_next_step_and_the_newest_are_in_sight_wherever_one_has_scrolled(long, person, device):
    page = opened(long, person, device).page
    bar = page.locator(".desk-bar")
    expect(bar.locator(".desk-newest")).to_contain_text("Goal")
    for place in ("0", "1200", "document.body.scrollHeight"):
        page.evaluate(f"scrollTo(0, {place})")
        page.wait_for_timeout(100)
        for each in (bar.locator("[data-closes]"), step(page, "Close the round"), bar.locator(".desk-newest a")):
            assert in_sight(page, each), place
    assert bar.bounding_box()["height"] < 260


def test_three_are_hidden_by_keys_for_one_reason(long, person):
    page = opened(long, person).page
    titles = page.locator("#list .desk-said a")
    names = [titles.nth(number).text_content() for number in range(4)]
    titles.first.focus()
    for key in ("x", "j", "x", "j", "j", "k", "x"):
        page.keyboard.press(key)
    expect(page.locator("#picked")).to_contain_text("3 chosen")
    page.keyboard.press("h")
    expect(page.locator("dialog[open] blockquote")).to_have_text(names[0])
    page.keyboard.type("Twice")
    page.keyboard.press("Enter")
    for name in names[:3]:
        expect(page.locator("#list").get_by_role("link", name=name, exact=True)).to_have_count(0)
    expect(titles.first).to_have_text(names[3])
    expect(page.locator("#picked")).to_be_hidden()
    hidings = long.lead.snapshot(long.slug)["hidings"]
    assert [each["reason"] for each in hidings] == ["Twice"] * 3
    # And one press brings all of them back.
    undo = page.locator("#undo")
    expect(undo).to_contain_text("3 contributions are hidden.")
    undo.get_by_role("button", name="Undo").click()
    for name in names[:3]:
        expect(page.locator("#list").get_by_role("link", name=name, exact=True)).to_be_visible()
    expect(undo).to_be_hidden()


def test_leaving_the_dialog_hides_none_of_them(long, person):
    page = opened(long, person).page
    for number in (0, 1):
        page.locator("#list [data-pick]").nth(number).check()
    page.get_by_role("button", name="Hide them").click()
    page.keyboard.press("Escape")
    page.locator("#list > li").nth(4).get_by_role("link", name="Hide").click()
    page.keyboard.type("Only this")
    page.keyboard.press("Enter")
    expect(page.locator("#undo")).to_be_visible()
    assert len(long.lead.snapshot(long.slug)["hidings"]) == 1
    expect(page.locator("#picked")).to_contain_text("2 chosen")


def test_the_wall_stands_small_on_the_desk_where_one_wants_it(long, person):
    page = opened(long, person).page
    page.get_by_text("What the wall shows now").click()
    wall = page.frame_locator(".wall-small iframe")
    expect(wall.locator("h1").first).to_contain_text("What matters?")
    box = page.locator(".wall-small").bounding_box()
    assert box["width"] < 400 and abs(box["width"] / box["height"] - 16 / 9) < 0.1
    page.reload()
    expect(wall.locator("h1").first).to_contain_text("What matters?")
    # Nobody gets lost in it.
    assert page.evaluate("document.activeElement.localName") != "iframe"
