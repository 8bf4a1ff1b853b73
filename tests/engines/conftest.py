"""What the smoke test of the other engines shares: each engine in turn, a server, a room, and screens in it."""

import contextlib
import re
from collections.abc import Callable, Iterator

import pytest

from tests.browser.cable import Cable
from tests.engines import firefox, webkit
from tests.engines.screen import Screen
from tests.faults.room import Room
from tests.nodes.server import Server

PHONE, LAPTOP, WALL = (390, 780), (1280, 800), (1920, 1080)
# What the engines say of a network that a test has taken away; whatever else stands in a console is a fault.
GONE = re.compile("can’t establish a connection|connection to .* was interrupted|NetworkError|Could not connect")


@pytest.fixture(scope="session", params=["sqlite"])
def database_kind(request) -> str:
    """What is stored has tests of its own on each database."""
    return request.param


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def new_screen(request, playwright, tmp_path_factory) -> Iterator[Callable[..., Screen]]:
    """Start a screen of an engine: `new_screen(origin, "en", PHONE)`."""
    with contextlib.ExitStack() as stack:
        if request.param == "firefox":
            browser = firefox.launch(playwright)
            stack.callback(browser.close)
            yield lambda origin, lang, size: firefox.Firefox(browser, origin, lang, *size)
        else:
            display, logs = stack.enter_context(webkit.display()), tmp_path_factory.mktemp("webkit")
            count = iter(range(100))
            yield lambda origin, lang, size: webkit.WebKit(
                display, origin, lang, *size, logs / f"console-{next(count)}.log"
            )


@pytest.fixture
def room(shared_server) -> Iterator[Room]:
    """A consultation of this test's own."""
    room = Room(shared_server)
    yield room
    room.close()


@pytest.fixture
def cable(shared_server) -> Iterator[Cable]:
    """The cable to the server, which a test may pull out."""
    cable = Cable(shared_server.port)
    yield cable
    cable.close()


@pytest.fixture
def screen(new_screen, shared_server: Server) -> Iterator[Callable[..., Screen]]:
    """Seat someone before a screen: `screen(PHONE)`; at the end the console must have shown no fault."""
    screens = []

    def seat(size: tuple[int, int], origin: str = shared_server.url, lang: str = "en") -> Screen:
        screens.append(new_screen(origin, lang, size))
        return screens[-1]

    yield seat
    faults = [fault for each in screens for fault in each.faults() if not GONE.search(fault)]
    for each in screens:
        each.close()
    assert not faults, "\n".join(faults)
