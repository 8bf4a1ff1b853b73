"""A device at which somebody sat in one test has nothing of theirs when another sits down to it."""

import pytest

from tests.browser.seats import Seats
from tests.browser.steps import until

KEEP = """
() => new Promise((done) => {
  localStorage.setItem("left", "behind");
  sessionStorage.setItem("left", "behind");
  document.cookie = "left=behind";
  indexedDB.open("left", 1).onsuccess = () => done();
})
"""
KEPT = """
async () => [
  ...Object.keys(localStorage),
  ...Object.keys(sessionStorage),
  document.cookie,
  ...(await indexedDB.databases()).map(({ name }) => name),
  innerWidth,
  matchMedia("print").matches,
]
"""


@pytest.fixture
def seats(chromium, shared_server):
    """Devices of this test alone."""
    seats = Seats(chromium, shared_server)
    yield seats
    seats.close()


def test_nothing_is_left(seats, room):
    first = seats.take("laptop", "en")
    page = first.go("/privacy")
    clean = page.evaluate(KEPT)
    first.join(room)
    first.tab("/me")
    page.evaluate(KEEP)
    page.set_viewport_size({"width": 400, "height": 400})
    page.emulate_media(media="print")
    first.spies.forgive("ERR_")
    page.route("**/*", lambda route: route.abort())
    assert "behind" in page.evaluate("document.cookie")
    seats.leave(first, "laptop", "en")
    second = seats.take("laptop", "en")
    assert second is first
    assert second.spies.requests == second.page.context.cookies() == []
    assert second.go("/privacy").evaluate(KEPT) == clean
    second.close()


@pytest.mark.parametrize(
    "done",
    [
        lambda who: who.context.add_init_script("globalThis.left = 1"),
        lambda who: who.page.clock.install(),
    ],
)
def test_a_browser_that_cannot_be_made_as_new_is_nobodys(seats, done):
    first = seats.take("phone", "fi")
    done(first)
    first.go("/privacy")
    seats.leave(first, "phone", "fi")
    assert seats.take("phone", "fi") is not first


def test_a_fault_is_told_when_somebody_leaves(seats):
    first = seats.take("phone", "fi")
    first.go("/privacy").evaluate("console.log('left')")
    until(lambda: first.spies.faults, first.page)
    with pytest.raises(AssertionError, match="left"):
        seats.leave(first, "phone", "fi")
