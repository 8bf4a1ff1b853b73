"""The wall fits its screen in every state, whatever is written on it, and is set large enough for the back row."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.walls import close, held, opened, overflowing, scene

SIZES = [(1280, 720), (1920, 1080), (3840, 2160), (1024, 768), (800, 600)]
LONG = ("Saavutettavuuden edellytyksistä päätetään usein muualla kuin kunnassa itsessään. " * 4)[:300]
EMOJI = "😀" * 300
# Letters of a size in hundredths of the picture's height. On a screen two and a half metres high the smallest of them
# is seen from twenty metres under the angle of the sixth line of an eye chart.
LEAST = {".wall-code b": 6, ".wall-clock": 7, ".wall-question": 3.4, ".wall-row-title": 3.9, ".wall-say": 6, "": 2.8}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def states(room):
    """Bring a workshop from state to state, and return the name of each with its scene."""
    yield "before the first round", "join"
    held(room, "propose", {"fi": "Mikä on tärkeää?", "sv": "Vad är viktigt?"}, minutes=90)
    yield "no goals", "propose"
    goals = [
        room.do("propose_goal", theme_id=room.theme_id, title=title)["goal_id"] for title in (LONG, EMOJI, "W" * 300)
    ]
    yield "long goals", "propose"
    goals += [int(number) for number in room.goals(57)]
    yield "sixty goals", "propose"
    close(room)
    yield "closed", "propose"
    held(room, "comment", LONG, minutes=1)
    for stance in ("for", "against", "neutral", "question"):
        room.do("add_comment", goal_id=goals[1], text="😀" * 500, stance=stance)
    yield "comments", "comment"
    held(room, "pause", EMOJI, minutes=10)
    yield "pause", "join"
    for method, title in (("dots", "Jaa pisteet"), ("approve", LONG), ("opinion", EMOJI)):
        vote = held(room, "vote", title, method=method, minutes=5)
        yield f"{method}, open", "vote"
        for person, value in zip(room.people(3), (1, 2, 3), strict=True):
            choice = {"dots": value, "approve": 1, "opinion": ("agree", "pass", "disagree")[value - 1]}[method]
            person.done(room.slug, "cast_ballot", round_id=vote, choices={str(goals[0]): choice})
        room.do("close_round", round_id=vote)
        yield f"{method}, counted", "counted"
        room.do("reveal_results", round_id=vote)
        yield f"{method}, revealed", "results"


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_the_wall_fits_every_screen_in_every_state(room, person, lang):
    room.do("edit_workshop", workshop_id=room.workshop_id, title=LONG)
    page = opened(room, person, lang=lang).page
    # Whoever is present is counted on the wall, which takes room as well.
    room.listen(*room.people(1))
    faults = {}
    for name, kind in states(room):
        expect(page.locator(f".wall[data-scene={kind}]")).to_be_visible()
        page.wait_for_timeout(150)
        for width, height in SIZES:
            for quiet in (False, True):
                page.set_viewport_size({"width": width, "height": height})
                page.evaluate(
                    "quiet => quiet ? document.body.dataset.quiet = '' : delete document.body.dataset.quiet", quiet
                )
                if out := overflowing(page) + (too_small(page, min(height, width * 9 / 16))):
                    faults[name, width, height, quiet] = out
    assert faults == {}


@pytest.mark.parametrize("width", [320, 640])
def test_a_narrow_or_enlarged_wall_is_read_without_sideways_scrolling(room, person, width):
    room.do("edit_workshop", workshop_id=room.workshop_id, title=LONG)
    page = opened(room, person).page
    page.set_viewport_size({"width": width, "height": 360})
    faults = {}
    for name, kind in states(room):
        expect(page.locator(f".wall[data-scene={kind}]")).to_be_visible()
        page.wait_for_timeout(150)
        if page.evaluate("document.scrollingElement.scrollWidth") > width:
            faults[name] = page.evaluate("document.scrollingElement.scrollWidth")
        code = page.locator(".wall-code b")
        if code.evaluate("each => each.scrollWidth > each.clientWidth + 1"):
            faults[name, "code"] = code.evaluate("each => [each.scrollWidth, each.clientWidth]")
    assert faults == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_wall(room, person, scheme):
    page = opened(room, person, color_scheme=scheme, reduced_motion="reduce").page
    for name, kind in states(room):
        expect(page.locator(f".wall[data-scene={kind}]")).to_be_visible()
        page.wait_for_timeout(100)
        assert scene(page) == kind
        found = Axe().run(page, options={"runOnly": TAGS})
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"


def too_small(page, height) -> list[str]:
    """Name the texts in view that are set smaller than the back row can read."""
    least = {place: height * hundredths / 100 for place, hundredths in LEAST.items()}
    return page.evaluate(
        """(least) => {
          const small = [];
          for (const each of document.querySelectorAll(".wall :is(h1, h2, p, b, dt, dd, li, span, blockquote)")) {
            const own = [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
            if (!own || !each.checkVisibility() || each.closest(".unseen")) continue;
            const size = parseFloat(getComputedStyle(each).fontSize);
            const place = Object.keys(least).find((one) => one && each.closest(one)) ?? "";
            if (size < least[place] - 0.5) small.push(`${each.className || each.localName} ${size}`);
          }
          return [...new Set(small)];
        }""",
        least,
    )
