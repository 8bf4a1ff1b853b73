"""The wall fits its screen in every state, whatever is written on it, and is set large enough for the back row."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.look import Kinds, axe, contrasts, darken, lighten
from tests.browser.people import Person
from tests.browser.walls import close, held, opened, overflowing, scene
from tests.faults.room import Room

LANGS, NARROW = ("fi", "sv"), (320, 640)
SIZES = [(1280, 720), (1920, 1080), (3840, 2160), (1024, 768), (800, 600)]
LAID_OUT = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# What is measured alone need not be painted, which on the largest screen takes longest.
UNSEEN = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("html { opacity: 0 }");
  document.adoptedStyleSheets.push(sheet);
}"""
LONG = ("Saavutettavuuden edellytyksistä päätetään usein muualla kuin kunnassa itsessään. " * 4)[:300]
EMOJI = "😀" * 300
# The least height of capitals, in minutes of arc, for whoever sits twenty metres from a picture four metres wide.
TITLES = (
    ".wall-question:not(.longest, .wall:has(.results > :nth-child(6)) .longer), .wall-talk .wall-row-title, .wall-say"
)
TITLES += ", .wall-result:nth-child(-n + 3):not([data-long]) .wall-row-title"
OF_TITLES, OF_WORDS = 15, 11
BOTH = ["importance", "feasibility"]


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
    for method, title in (("dots", "Jaa pisteet"), ("approve", LONG), ("opinion", EMOJI), ("score", LONG[:100])):
        vote = held(room, "vote", title, method=method, criteria=BOTH if method == "score" else None, minutes=5)
        yield f"{method}, open", "vote"
        for person, value in zip(room.people(3), (1, 2, 3), strict=True):
            opinion = ("agree", "pass", "disagree")[value - 1]
            scores = dict.fromkeys(BOTH, value)
            choice = {"dots": value, "approve": 1, "opinion": opinion, "score": scores}[method]
            person.done(room.slug, "cast_ballot", round_id=vote, choices={str(goals[0]): choice})
        room.do("close_round", round_id=vote)
        yield f"{method}, counted", "counted"
        room.do("reveal_results", round_id=vote)
        yield f"{method}, revealed", "results"


class Look:
    """What is wrong with the walls of one workshop, which is led through all its states once, before all of them."""

    def __init__(self):
        self.cut: dict[str, dict] = {lang: {} for lang in LANGS}
        self.sideways: dict[int, dict] = {width: {} for width in NARROW}
        self.axe: dict[str, dict] = {scheme: {} for scheme in ("light", "dark")}
        self.kinds = Kinds()

    def at_every_size(self, page: Page, lang: str, name: str) -> None:
        """See whether all of it fits on every screen, quiet or not."""
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            for quiet in (False, True):
                page.evaluate(
                    "quiet => quiet ? document.body.dataset.quiet = '' : delete document.body.dataset.quiet", quiet
                )
                page.evaluate(LAID_OUT)
                if out := overflowing(page) + too_small(page):
                    self.cut[lang][name, width, height, quiet] = out
        page.evaluate("delete document.body.dataset.quiet")

    def narrow(self, page: Page, name: str) -> None:
        """See whether it is read without scrolling sideways."""
        for width in NARROW:
            page.set_viewport_size({"width": width, "height": 360})
            # A wall lays its pages out anew in the next frame.
            page.evaluate(LAID_OUT)
            if page.evaluate("document.scrollingElement.scrollWidth") > width:
                self.sideways[width][name] = page.evaluate("document.scrollingElement.scrollWidth")
            code = page.locator(".wall-code b")
            if code.evaluate("each => each.scrollWidth > each.clientWidth + 1"):
                self.sideways[width][name, "code"] = code.evaluate("each => [each.scrollWidth, each.clientWidth]")

    def by_axe(self, page: Page, name: str) -> None:
        """Let axe look at it, light, and dark what changes with the look."""
        page.set_viewport_size({"width": 1920, "height": 1080})
        lighten(page)
        if wrong := axe(page, self.kinds):
            self.axe["light"][name] = wrong
        darken(page)
        if wrong := contrasts(page, kinds=self.kinds):
            self.axe["dark"][name] = wrong


@pytest.fixture(scope="module")
def look(chromium, shared_server) -> Iterator[Look]:
    """The walls of one workshop in every state: one in each language at every size, and one narrow and for axe."""
    look, room = Look(), Room(shared_server)
    room.do("edit_workshop", workshop_id=room.workshop_id, title=LONG)
    people = []

    def seat(device: str, lang: str, **more) -> Person:
        people.append(Person(chromium, shared_server, device, lang, **more))
        return people[-1]

    # Without motion all that comes is there at once.
    walls = {lang: opened(room, seat, lang=lang, reduced_motion="reduce").page for lang in LANGS}
    for page in walls.values():
        page.evaluate(UNSEEN)
    plain = opened(room, seat, reduced_motion="reduce").page
    # Whoever is present is counted on the wall, which takes room as well.
    room.listen(*room.people(1))
    for name, kind in states(room):
        for page in (*walls.values(), plain):
            expect(page.locator(f".wall[data-scene={kind}]")).to_be_visible()
        plain.wait_for_timeout(150)
        for lang, page in walls.items():
            look.at_every_size(page, lang, name)
        look.narrow(plain, name)
        look.by_axe(plain, name)
        assert [scene(page) for page in (*walls.values(), plain)] == [kind] * 3
    yield look
    room.close()
    for each in people:
        each.close()


@pytest.mark.parametrize("lang", LANGS)
def test_the_wall_fits_every_screen_in_every_state(look, lang):
    assert look.cut[lang] == {}


@pytest.mark.parametrize("width", NARROW)
def test_a_narrow_or_enlarged_wall_is_read_without_sideways_scrolling(look, width):
    assert look.sideways[width] == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_wall(look, scheme):
    assert look.axe[scheme] == {}


def too_small(page: Page) -> list[str]:
    """Name the texts that the back row can't read, by the capitals of their own letters."""
    return page.evaluate(
        """([titles, ofTitles, ofWords]) => {
          const picture = Math.min(innerWidth, (innerHeight * 16) / 9);
          const pen = document.createElement("canvas").getContext("2d");
          const capitals = (style) => {
            // As large as can be measured well.
            pen.font = `${style.fontWeight} 1000px ${style.fontFamily}`;
            return (pen.measureText("H").actualBoundingBoxAscent / 1000) * parseFloat(style.fontSize);
          };
          const small = [];
          for (const each of document.querySelectorAll(".wall :is(h1, h2, h3, p, b, dt, dd, li, span, footer, text)")) {
            const own = [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
            if (!own || !each.checkVisibility() || each.closest(".unseen")) continue;
            const scale = each.getScreenCTM?.().a ?? 1;
            const high = capitals(getComputedStyle(each)) * scale;
            const minutes = (Math.atan((high * 4) / picture / 20) * 180 * 60) / Math.PI;
            const least = each.closest(titles) ? ofTitles : ofWords;
            if (minutes < least) small.push(`${each.getAttribute("class") || each.localName} ${minutes}`);
          }
          return [...new Set(small)];
        }""",
        [TITLES, OF_TITLES, OF_WORDS],
    )
