"""An open desk says by itself that its consultation is nearly full."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.desks import opened, planned
from tests.faults.room import Room
from tests.nodes.server import Server


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Iterator[Server]:
    """A server whose consultations hold four goals."""
    server = Server(tmp_path_factory.mktemp("small") / "data", env={"WORKSHOP_MOST_GOALS": "4"})
    server.make_example()
    try:
        yield server.start()
    finally:
        server.stop()


def test_an_open_desk_tells_that_there_is_little_room_left(small, person):
    room = Room(small)
    planned(room, ("propose", "What matters?"))
    page = opened(room, person, server=small).page
    told = page.locator("#nearly-full")
    expect(page.locator("body")).to_have_attribute("data-state", "online")
    room.goals(2)
    expect(page.locator("#pulse dl [data-field=goals]")).to_have_text("2")
    expect(told).to_be_hidden()
    last = room.goals(1)[0]
    expect(told).to_contain_text("Goals: 3 / 4")
    expect(told.get_by_text("Comments:")).to_be_hidden()
    room.do("hide_goal", goal_id=int(last), reason="Twice")
    expect(told).to_be_hidden()
    room.close()
