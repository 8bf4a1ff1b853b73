"""What the tests of the pages share: a browser with scripts off, and people who are signed in or have joined."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.entry.visitor import Visitor, path_of
from tests.nodes.client import Client
from tests.nodes.server import Server

PHONE, LAPTOP = (360, 740), (1280, 800)


@pytest.fixture(scope="session", params=["sqlite"])
def database_kind(request) -> str:
    """One database is enough: pages only read the snapshot, which has tests of its own on each."""
    return request.param


@pytest.fixture
def open_browser(chromium) -> Callable[..., Page]:
    """Open a browser of someone else, with nothing in it and scripts off: `open_browser("sv", PHONE)`."""
    contexts = []

    def open_one(lang: str = "en", size: tuple[int, int] = PHONE) -> Page:
        width, height = size
        viewport = {"width": width, "height": height}
        contexts.append(chromium.new_context(java_script_enabled=False, locale=lang, viewport=viewport))
        contexts[-1].set_default_timeout(30_000)
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def server(request, database_kind) -> Server:
    """The app of this test's own in this process; where a browser opens its pages, a server that listens."""
    start = "start_server" if "open_browser" in request.fixturenames else "start_in_process"
    return request.getfixturevalue(start)()


@pytest.fixture
def lead(server) -> Visitor:
    """The facilitator of the example, signed in, reading English."""
    return signed_in(server)


@pytest.fixture
def member(server) -> Visitor:
    """A member who has joined the example's workshop, reading English."""
    visitor = Visitor(server)
    visitor.join("Aino", body="advisory-board")
    return visitor


@pytest.fixture
def wire(server) -> Client:
    """The facilitator of the example as a program."""
    client = Client(server.url, server.example["facilitator"]["token"])
    yield client
    client.close()


def signed_in(server, lang: str = "en") -> Visitor:
    """Sign the facilitator of the example in by the link."""
    visitor = Visitor(server, lang)
    answer = visitor.submit(visitor.get(path_of(server, server.example["facilitator"]["sign_in"])), "link")
    assert answer.status_code == 303, answer.text
    visitor.post("/language", {"lang": lang, "page": "/"})
    return visitor
