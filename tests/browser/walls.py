"""A wall for the browser tests: the hall's computer, which has come by a link, and what is held before it."""

from playwright.sync_api import Locator, Page

from tests.browser.people import Person
from tests.faults.room import Room
from tests.nodes.few import of_few

# A clock that is moved makes a socket impatient that is still being opened; another comes.
IMPATIENT = "WebSocket is closed before the connection is established"


def opened(
    room: Room, seat, device: str = "wall", lang: str = "en", query: str = "", *, clock: bool = False, **more
) -> Person:
    """Seat the hall's computer before the wall of a room, by a link; with `clock`, its page's time can be moved."""
    url = room.do("create_wall_link", workshop_id=room.workshop_id)["url"]
    wall = seat(device, lang, **more)
    if clock:
        wall.page.clock.install()
        wall.spies.forgive(IMPATIENT)
    wall.page.goto(url + query)
    return wall


def held(room: Room, kind: str, title: str, **more) -> int:
    """Open a round of the room's workshop, after the one that is open was closed; gives its id."""
    close(room)
    asked = {"workshop_id": room.workshop_id, "kind": kind, "title": title, **of_few(kind, more)}
    made = room.do("create_round", **asked)["round_id"]
    room.do("open_round", round_id=made)
    return made


def close(room: Room) -> None:
    """Close the round that is open, if one is."""
    for each in room.lead.snapshot(room.slug)["rounds"]:
        if each.get("state") == "open":
            room.do("close_round", round_id=each["id"])


def scene(page: Page) -> str:
    """What the wall shows, by the name of its scene."""
    return page.locator(".wall:visible").get_attribute("data-scene")


def overflowing(page: Page) -> list[str]:
    """Name what is cut at the edge of the screen or by the edge of a row, though it should be seen."""
    return page.evaluate(
        """() => {
          const whole = ".wall-address b, .wall-code b, .wall-figures";
          const places = ".wall-title, .wall-question, .wall-facts, .wall-timer, .wall-qr .qr, .wall-present,"
            + " .wall-over, .wall-key, .wall-column-head, .wall-place, .wall-stances, .wall-quote footer,"
            + ` .wall-say, .wall-then, .wall-promises, ${whole}`;
          const seen = [...document.querySelectorAll(places)].filter((each) => each.checkVisibility());
          const out = seen.filter((each) => {
            const list = each.closest(".wall-list") ?? each.closest(".wall-columns");
            const box = each.getBoundingClientRect();
            if (list) {
              const frame = list.getBoundingClientRect();
              if (box.right <= frame.left || box.left >= frame.right) return false;
            }
            return box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1
              || (each.matches(whole) && each.scrollWidth > each.clientWidth + 1);
          });
          const page = document.scrollingElement;
          if (page.scrollWidth > innerWidth || page.scrollHeight > innerHeight) out.push(page);
          return out.map((each) => `${each.className || each.localName}: ${each.textContent.slice(0, 30)}`);
        }"""
    )


def in_view(place: Locator) -> bool:
    """Whether a row is in the column of its list that is in view, or a column of the columns that are."""
    return place.evaluate("""(place) => {
      const inside = (each, frame) => {
        const [own, whole] = [each.getBoundingClientRect(), frame.getBoundingClientRect()];
        return own.left >= whole.left - 1 && own.right <= whole.right + 1 && own.top < whole.bottom;
      };
      const frames = [".wall-list", ".wall-columns"].map((name) => place.parentElement.closest(name)).filter(Boolean);
      return frames.every((frame) => inside(place, frame));
    }""")
