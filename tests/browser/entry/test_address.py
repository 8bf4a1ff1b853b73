"""The desk where phones can't open the address: it warns, offers the others, and an open wall follows the choice."""

import pytest
from playwright.sync_api import expect

from tests.browser.desks import opened
from tests.faults.room import Room
from tests.nodes.server import Server
from workshop.config.hosts import own_addresses


@pytest.fixture
def open_server(start_server) -> Server:
    """A server on all addresses of this machine, to which none was configured."""
    return start_server(host="0.0.0.0", WORKSHOP_URL="")


def test_a_choice_on_the_desk_reaches_the_wall_that_is_open(open_server, person):
    room = Room(open_server)
    desk = opened(room, person, server=open_server).page
    wall = person(server=open_server, device="wall").join(room, "Hall", path="/me")
    wall.page.clock.install()
    wall.go(f"/w/{room.code}/wall")
    expect(desk.locator("#unreachable")).to_contain_text("Only this computer can open this address.")
    expect(wall.page.locator(".wall-address b")).to_have_text(f"127.0.0.1:{open_server.port}/join")
    for address in [each for each in own_addresses() if ":" not in each]:
        desk.locator(".desk-share").get_by_role("button", name=f"{address}:{open_server.port}").click()
        expect(desk.locator("#unreachable")).to_have_count(0)
        expect(desk.locator(".desk-share > .ways .link")).to_have_text(
            f"http://{address}:{open_server.port}/join/{room.code}"
        )
        name = f"QR code that leads to http://{address}:{open_server.port}/join/{room.code}"
        expect(desk.get_by_role("img", name=name)).to_be_visible()
        wall.page.clock.fast_forward(20_000)
        expect(wall.page.locator(".wall-address b")).to_have_text(f"{address}:{open_server.port}/join")
        desk.locator("#addresses > summary").click()
    desk.get_by_role("button", name="The address that my browser uses").click()
    expect(desk.locator("#unreachable")).to_be_visible()
    room.close()
