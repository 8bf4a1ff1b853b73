"""Nothing moves while a page loads: not for the font, which came with the page of joining, and not for the script."""

import pytest

from tests.browser.steps import opened
from tests.browser.votes import vote

# What Google's Web Vitals call good is 0.1.
MOST = 0.02
SHIFTS = """
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const each of list.getEntries()) if (!each.hadRecentInput) shifts.push(each.value);
  }).observe({ type: "layout-shift", buffered: true });
"""


def shifted(page) -> float:
    """How far what was on the page moved while it loaded (cumulative layout shift)."""
    page.wait_for_timeout(700)
    return page.evaluate("shifts.reduce((sum, each) => sum + each, 0)")


def has_font(page) -> bool:
    """Whether the page is written in the font."""
    return page.evaluate("""async () => {
      await document.fonts.ready;
      return [...document.fonts].some((each) => each.family.includes("Source Sans") && each.status === "loaded");
    }""")


@pytest.mark.parametrize("device", ["phone", "laptop"])
def test_nothing_moves_for_the_font_and_the_next_page_has_it(room, person, device):
    room.do("open_round", round_id=room.do("create_round", kind="propose", title="What?")["round_id"])
    room.goals(6)
    aino = person(device, "fi", new=True)
    aino.page.add_init_script(SHIFTS)
    aino.page.goto(f"{aino.origin}/join/{room.code}")
    assert shifted(aino.page) < MOST
    aino.join(room)
    assert shifted(aino.page) < MOST
    assert has_font(aino.page)


def test_until_the_font_comes_words_take_the_same_place(room, person):
    """Browsers may change the font just after they have drawn the first words."""
    for title in ("Kuntatalous ja kunnan itsehallinto", "Toimintaympäristö ja asuminen", "Elinkeinot ja työllisyys"):
        room.do("create_theme", title=title)
    opened(room, "propose", title="Mitkä tavoitteet ovat kunnallesi tärkeimpiä?")
    page = (aino := person("phone", "fi", new=True).join(room)).page
    aino.spies.forgive("ERR_FAILED")
    tall = [_height(page)]
    page.route("**/*.woff2", lambda route: route.abort())
    page.reload()
    tall.append(_height(page))
    assert not has_font(page)
    assert abs(tall[0] - tall[1]) < 8, tall


def _height(page) -> float:
    page.locator("body[data-state=online]").wait_for()
    return page.locator("#now").bounding_box()["height"]


@pytest.mark.parametrize("device", ["phone", "laptop"])
@pytest.mark.parametrize("method", ["dots", "rank"])
def test_a_ballot_does_not_move_when_the_script_comes(room, person, method, device):
    # So many that it is searched.
    room.goals(10)
    vote(room, method=method)
    page = person(device).join(room).page
    held = []
    page.route("**/*.js", lambda route: held.append(route))
    page.reload(wait_until="commit")
    first = page.locator(".ballot-under").first
    first.wait_for()
    before = first.bounding_box()
    # What was held goes on.
    page.unroute("**/*.js")
    page.locator("body[data-state]").wait_for()
    assert first.bounding_box() == before


def test_the_letters_of_the_sami_languages_are_fetched_where_there_are_some(room, person):
    aino = person("phone", "fi", new=True).join(room)
    asked: list[str] = []
    aino.page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    aino.page.reload()
    aino.page.wait_for_timeout(300)
    assert "source-sans-3-sami.woff2" not in asked
    with aino.page.expect_request("**/source-sans-3-sami.woff2"):
        aino.page.evaluate("document.querySelector('main').append('Sámegiella: čáhci, đ, ŋ, ŧ, ž')")
