"""No text widens a page: no word of 60 letters, no address of 200 signs, no hundred of the widest letter."""

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.long import Long
from tests.browser.look import sideways
from tests.browser.people import Person
from tests.pictures.camera import cookies_of
from tests.pictures.pages import LEAD, MEMBER, NOBODY, PICTURES

WIDTHS = {"narrow": 320, "laptop": 1280}
# These end in dots on purpose: the name in the header, and what is asked in the bar over a long page.
SET_ASIDE = """
() => document.querySelectorAll(".who .name, .asked > :first-child").forEach((each) => each.classList.add("unseen"))
"""
# Text that stands out of the box of a block around it lies over what is beside it, or under it.
OUT_OF_BOX = """
() => {
  const found = [];
  const blocks = (each) => {
    const all = [];
    // A wall's list has its pages beside one another.
    for (let at = each; at && !at.matches("body, .wall-list"); at = at.parentElement) {
      if (!["inline", "contents"].includes(getComputedStyle(at).display)) all.push(at);
    }
    return all;
  };
  for (const each of document.body.querySelectorAll("*")) {
    const left = ".unseen, .skip, svg, option, textarea, .wall-row-about";
    if (!each.checkVisibility() || each.closest(left) || each.getBoundingClientRect().width <= 1.5) continue;
    for (const text of [...each.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())) {
      const range = document.createRange();
      range.selectNodeContents(text);
      const boxes = [...range.getClientRects()].filter((box) => box.width);
      const out = blocks(each).find((block) => {
        const its = block.getBoundingClientRect();
        return its.width > 1.5 && boxes.some((box) => box.right > its.right + 1.5 || box.left < its.left - 1.5);
      });
      const name = out && `<${out.localName} class="${out.className}" id="${out.id}">`;
      if (out) found.push(`"${text.data.trim().slice(0, 30)}" out of ${name}`);
    }
  }
  return found;
}
"""
# The pages that show what people wrote, in each state that shows something else.
EVERYWHERE = ("join", "join-refused", "lobby", "lobby-lead", "account", "account-lead", "settings", "settings-open")
SHOWN = ("measures", "comments", "hidden")
STATES = {
    "comment": (*EVERYWHERE, "consultation", "goal", "room", "desk"),
    "vote": ("consultation", "goal", "room", "desk"),
    "revealed": ("consultation", "room", "desk", "results"),
}


@pytest.fixture(scope="module")
def long(stages) -> Long:
    """The consultation, which the tests of this module lead on in their order."""
    return Long(stages)


@pytest.mark.parametrize("state", STATES)
def test_no_text_widens_a_page(chromium, long, state):
    {"comment": lambda: None, "vote": long.vote, "revealed": long.reveal}[state]()
    wrong = {}
    for name in STATES[state]:
        picture = PICTURES[name]
        path = picture.path(long.stage)
        _look(chromium, long, name, picture.who, path, picture.act, wrong)
    for show in SHOWN if state == "comment" else ():
        _look(
            chromium,
            long,
            f"desk of {show}",
            LEAD,
            f"/w/{long.stage.code}/lead?show={show}&all=1",
            _unfold_people,
            wrong,
        )
    _look_at_walls(chromium, long, wrong)
    assert not wrong, json.dumps(wrong, indent=1, ensure_ascii=False)


def _look(browser: Browser, long: Long, name, who, path, act, wrong) -> None:
    person = _person(browser, long, who, "narrow")
    try:
        page = person.go(path)
        act(page)
        for device, width in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.scrollingElement.scrollWidth > innerWidth")
            page.evaluate(SET_ASIDE)
            found = [*sideways(page), *page.evaluate(OUT_OF_BOX), *(["the page is too wide"] if wide else [])]
            if found:
                wrong[f"{name}, {device}"] = found
    finally:
        person.context.close()


def _look_at_walls(browser, long, wrong) -> None:
    for size in ((1920, 1080), (360, 740)):
        person = _person(browser, long, LEAD, "wall")
        try:
            page = person.go(f"/w/{long.stage.code}/wall")
            page.set_viewport_size({"width": size[0], "height": size[1]})
            expect(page.locator(".wall h1").first).to_be_visible()
            wide = page.evaluate("document.scrollingElement.scrollWidth > innerWidth")
            found = [*page.evaluate(OUT_OF_BOX), *(["the page is too wide"] if wide else [])]
            if found:
                wrong[f"wall, {size}"] = found
        finally:
            person.context.close()


def _person(browser, long, who, device) -> Person:
    person = Person(browser, long.stage.server, device, "fi", reduced_motion="reduce")
    person.context.add_cookies(cookies_of(who, long.stage, "fi"))
    return person


def _unfold_people(page: Page) -> None:
    page.locator("#participants > summary").click()


def test_who_looks_at_these_pages_are_the_people_of_the_pictures():
    assert {PICTURES[name].who for names in STATES.values() for name in names} == {NOBODY, MEMBER, LEAD}
