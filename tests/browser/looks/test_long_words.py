"""No text widens a page: no word of 60 letters, no address of 200 signs, no hundred of the widest letter."""

import contextlib
import json
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Page

from tests.browser.long import Long
from tests.browser.look import SETTLED, sideways
from tests.browser.people import Person
from tests.browser.steps import until
from tests.pictures.camera import cookies_of
from tests.pictures.pages import LEAD, MEMBER, NOBODY, PICTURES, nothing

PAGES = ((320, 640), (1280, 800))
SECONDS = 10
FITS = "document.scrollingElement.scrollWidth <= innerWidth"
WALLS = ((1920, 1080), (360, 740))
# These end in dots on purpose: the name in the header, a theme on its badge, what is asked in the bar of a long page.
SET_ASIDE = """
() => {
  const aside = document.querySelectorAll(".menu-name, .round-asked-what");
  aside.forEach((each) => each.classList.add("unseen"));
}
"""
# Text that stands out of the box of a block around it lies over what is beside it, or under it.
OUT_OF_BOX = """
() => {
  const found = [];
  const known = new Map();
  const blocks = (each) => {
    // A wall's list has its pages beside one another.
    if (!each || each.matches("body, .wall-list")) return [];
    if (!known.has(each)) {
      const around = blocks(each.parentElement);
      const inline = ["inline", "contents"].includes(getComputedStyle(each).display);
      known.set(each, inline ? around : [each, ...around]);
    }
    return known.get(each);
  };
  for (const each of document.body.querySelectorAll("*")) {
    const texts = [...each.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!texts.length || !each.checkVisibility()) continue;
    const left = ".unseen, .skip, svg, option, textarea, .wall-row-about";
    const clipped = blocks(each).some((block) => getComputedStyle(block).clipPath !== "none");
    if (clipped || each.closest(left) || each.getBoundingClientRect().width <= 1.5) continue;
    for (const text of texts) {
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
STATES = {
    "comment": (*EVERYWHERE, "consultation", "goal", "room", "desk", "wall"),
    "vote": ("consultation", "goal", "room", "desk", "wall"),
    "revealed": ("consultation", "room", "desk", "results", "wall"),
}


# Its state goes forward only, so that one worker has them all.
pytestmark = pytest.mark.xdist_group("long-words")


@pytest.fixture(scope="module")
def long(stages) -> Long:
    """The consultation, which the tests of this module lead on in their order."""
    return Long(stages)


@pytest.fixture(scope="module")
def people(chromium, long) -> Iterator[dict[str, Person]]:
    """Those who look at it, each in a browser of their own for all pages."""
    seat = partial(Person, chromium, long.stage.server, "narrow", "fi", reduced_motion="reduce")
    people = {who: seat() for who in (NOBODY, MEMBER, LEAD)}
    for who, person in people.items():
        person.context.add_cookies(cookies_of(who, long.stage, "fi"))
    yield people
    for person in people.values():
        person.context.close()


@pytest.mark.parametrize(("state", "name"), [(state, name) for state in STATES for name in STATES[state]])
def test_no_text_widens_a_page(people, long, state, name):
    long.reach(state)
    picture = PICTURES[name]
    look(people[picture.who], picture.path(long.stage), picture.act)


@pytest.mark.parametrize("show", ["measures", "comments", "hidden"])
def test_no_text_widens_the_lists_of_the_desk(people, long, show):
    look(people[LEAD], f"/w/{long.stage.code}/lead?show={show}&all=1", nothing)


def look(person: Person, path: str, act: Callable[[Page], None]) -> None:
    """Open a page and measure it at each width."""
    wrong = {}
    person.page.set_viewport_size(person.size)
    page = person.go(path)
    act(page)
    wall = page.locator(".wall").count() > 0
    for width, height in WALLS if wall else PAGES:
        page.set_viewport_size({"width": width, "height": height})
        # A wall lays its pages out anew in the next frame.
        with contextlib.suppress(AssertionError):
            until(lambda: page.evaluate(FITS), page, SECONDS)
        page.evaluate(SETTLED)
        page.evaluate(SET_ASIDE)
        # A wall turns its pages sideways.
        wrong[width] = [*([] if wall else sideways(page)), *page.evaluate(OUT_OF_BOX)]
    assert not any(wrong.values()), json.dumps(wrong, indent=1, ensure_ascii=False)
