"""A server that goes away, a browser that is offline, someone who is signed out, and texts at their limits."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.people import Person
from tests.browser.steps import WAITING, goal, opened, proposal, propose, saved, send, sync, titles, until
from tests.faults.room import Room

# What the browser says of requests that come to nothing.
CUT = "Failed to load resource|WebSocket connection to|ERR_"
SMILES = "😀" * 500


@pytest.fixture
def aino(room, person) -> Person:
    """A member on a phone, while goals are proposed."""
    opened(room, "propose")
    aino = person("phone").join(room)
    aino.spies.forgive(CUT)
    return aino


def test_five_seconds_after_the_server_is_back_all_is_as_it_should_be(server, person):
    room = Room(server)
    opened(room, "propose")
    aino, bengt = (person("phone", server=server).join(room, name) for name in ("Aino", "Bengt"))
    for each in (aino, bengt):
        each.spies.forgive(CUT)
    server.terminate()
    propose(aino.page, "Fibre")
    expect(sync(aino.page)).to_have_text(WAITING)
    expect(sync(bengt.page)).to_have_text("No connection. What you send waits here until it comes back.")
    # Long enough for all patience to have grown.
    aino.page.wait_for_timeout(8000)
    server.start()
    back = time.monotonic()
    saved(aino.page)
    expect(bengt.page.get_by_role("button", name="1 new goal")).to_be_visible()
    assert time.monotonic() - back < 5
    expect(sync(bengt.page)).to_be_hidden()
    assert titles(room) == ["Fibre"]
    room.close()


def test_a_phone_that_lost_its_network_says_so_and_sends_when_it_is_back(room, aino):
    page = aino.page
    aino.context.set_offline(True)
    expect(sync(page)).to_have_text("No connection. What you send waits here until it comes back.")
    propose(page, "Fibre")
    expect(sync(page)).to_have_text("Waiting for the network. 1 thing is not sent yet.")
    aino.context.set_offline(False)
    saved(page)
    assert titles(room) == ["Fibre"]


def test_a_page_that_is_looked_at_while_its_socket_connects_asks_once_and_hears(room, person):
    """A second CONNECT on the same socket is refused, and the page that sent it would be told nothing from then on."""
    opened(room, "propose")
    aino = person("phone")
    sides, connects, answers = [], [], []

    def between(page_side):
        server_side = page_side.connect_to_server()
        sides.append((page_side, server_side))

        def ask(message):
            if message.startswith("40"):
                connects.append(message)
            server_side.send(message)

        def answer(message):
            # What follows the opening waits on its way: the page has asked by then, and knows of no answer.
            if message.startswith("0"):
                page_side.send(message)
            else:
                answers.append(message)

        page_side.on_message(ask)
        server_side.on_message(answer)

    aino.page.route_web_socket("**/socket.io/**", between)
    page = aino.join(room).page
    until(lambda: len(answers) >= 2, page)
    for event in ("pageshow", "focus"):
        page.evaluate("event => dispatchEvent(new Event(event))", event)
    page.wait_for_timeout(500)
    assert len(connects) == 1
    page_side, server_side = sides[0]
    server_side.on_message(page_side.send)
    for message in answers:
        page_side.send(message)
    room.people(1)[0].done(room.slug, "propose_goal", theme_id=room.theme_id, title="Fibre")
    expect(page.get_by_role("button", name="1 new goal")).to_be_visible(timeout=5000)


def test_what_could_not_be_fetched_while_the_socket_stands_is_asked_for_again(room, aino):
    page = aino.page
    page.route("**/changes?*", lambda route: route.abort())
    page.reload()
    expect(sync(page)).to_have_text("No connection. What you send waits here until it comes back.")
    # By now the socket stands too, and nothing will ever say that the connection is back.
    page.wait_for_timeout(2500)
    page.unroute("**/changes?*")
    expect(sync(page)).to_be_hidden(timeout=10_000)


def test_a_goal_that_is_too_long_is_refused_in_words_and_stays_in_the_form(room, aino):
    propose(aino.page, SMILES)
    field = proposal(aino.page).get_by_label("Goal", exact=True)
    expect(proposal(aino.page)).to_contain_text("This is 500 characters long; there is room for 300.")
    expect(field).to_have_value(SMILES)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    expect(sync(aino.page)).not_to_have_text(WAITING)
    field.fill("😀")
    expect(proposal(aino.page).locator(".fault:visible")).to_have_count(0)
    send(aino.page)
    saved(aino.page)
    assert titles(room) == ["😀"]


def test_a_name_that_is_pasted_too_long_is_refused_at_its_field_and_stays_to_be_shortened(room, person):
    guest = person("phone")
    guest.spies.forgive("status of 422")
    page = guest.go(f"/join/{room.code}")
    name = page.get_by_label("Your name")
    name.focus()
    page.keyboard.insert_text(SMILES)
    join = page.get_by_role("main").get_by_role("button", name="Join", exact=True)
    join.click()
    expect(name).to_have_accessible_description(re.compile("This is 500 characters long; there is room for 100."))
    expect(name).to_have_value(SMILES)
    assert not any("😀" in one["name"] for one in room.lead.snapshot(room.slug)["participants"])
    name.fill("😀" * 100)
    join.click()
    expect(page).to_have_url(f"{guest.origin}/w/{room.code}")
    assert "😀" * 100 in [one["name"] for one in room.lead.snapshot(room.slug)["participants"]]


def test_who_signed_out_elsewhere_is_told_so_and_keeps_what_is_written(room, aino):
    page = aino.page
    proposal(page).get_by_label("Goal", exact=True).fill("Fibre")
    token = {"Origin": aino.origin}
    assert aino.context.request.post(f"{aino.origin}/api/v1/sign-out", headers=token).ok
    expect(sync(page)).to_have_text("You no longer take part here.")
    expect(proposal(page).get_by_label("Goal", exact=True)).to_have_value("Fibre")
    send(page)
    until(lambda: any("You no longer take part here." in each for each in aino.spies.said), page)
    assert titles(room) == []
    expect(goal(page, "Fibre")).to_have_count(0)


def test_who_is_removed_in_the_middle_is_told_so(room, aino):
    me = next(one for one in room.lead.snapshot(room.slug)["participants"] if one["name"] == "Aino")
    room.do("remove_participant", participant_id=me["id"])
    expect(sync(aino.page)).to_have_text("You no longer take part here.")
