"""The font comes with the page by which people come in, and nothing moves for it, there or on any page after it."""

import pytest

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


def test_the_letters_of_the_sami_languages_are_fetched_where_there_are_some(room, person):
    aino = person("phone", "fi", new=True).join(room)
    asked: list[str] = []
    aino.page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    aino.page.reload()
    assert has_font(aino.page)
    assert "source-sans-3-sami.woff2" not in asked
    # They may be asked for before the answer of what wrote them is here.
    with aino.page.expect_request("**/source-sans-3-sami.woff2"):
        aino.page.evaluate("document.querySelector('main').append('Sámegiella: čáhci, đ, ŋ, ŧ, ž')")
