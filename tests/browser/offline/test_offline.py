"""Without a network: what somebody had open opens again, with what waits; it is theirs, and goes when they go."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cable import Cable
from tests.browser.people import Person
from tests.browser.steps import WAITING, ballot, cast, dots, goal, opened, proposal, propose, saved, sync, titles, until

KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith("kept/")) continue;
    for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
  }
  return found.sort();
}"""
AT_WORK = "async () => Boolean((await navigator.serviceWorker.getRegistration())?.active)"
CUT = "Failed to load resource|ERR_|net::|WebSocket|fetch"


def keeping(who: Person, *paths: str) -> None:
    """Wait until a browser has kept these pages."""
    until(lambda: who.page.evaluate(AT_WORK), who.page, 30)
    until(lambda: set(paths) <= set(who.page.evaluate(KEPT)), who.page, 30)


def cut_off(who: Person, cable: Cable) -> None:
    """Take the network away."""
    who.spies.forgive(CUT)
    cable.cut()


@pytest.fixture
def aino(room, person, cable) -> Person:
    """Somebody at a tablet whose browser keeps pages."""
    return person("laptop", origin=cable.url, workers=True)


def test_the_room_the_ballot_and_what_waits_open_without_a_network(room, aino, cable):
    path = f"/w/{room.code}"
    for title in ("Fibre for all", "A school in each village"):
        room.do("propose_goal", theme_id=room.theme_id, title=title)
    opened(room, "vote", method="dots", points=5)
    aino.join(room)
    dots(aino.page, "Fibre for all").fill("2")
    cast(aino.page)
    saved(aino.page)
    keeping(aino, path, f"/kept/{room.slug}")
    aino.page.wait_for_timeout(3500)
    cut_off(aino, cable)
    dots(aino.page, "A school in each village").fill("3")
    cast(aino.page, "Send the changes")
    expect(sync(aino.page)).to_have_text(WAITING, timeout=15000)
    aino.page.reload()
    expect(ballot(aino.page)).to_be_visible()
    expect(dots(aino.page, "Fibre for all")).to_have_value("2")
    expect(dots(aino.page, "A school in each village")).to_have_value("3")
    expect(sync(aino.page)).to_have_text(WAITING, timeout=15000)
    cable.mend()
    saved(aino.page, 15)


def test_what_is_written_without_a_network_survives_opening_again(room, aino, cable):
    opened(room, "propose")
    aino.join(room)
    keeping(aino, f"/w/{room.code}")
    cut_off(aino, cable)
    propose(aino.page, "Sent without a network")
    proposal(aino.page).get_by_label("Goal", exact=True).fill("Begun")
    expect(sync(aino.page)).to_have_text(WAITING, timeout=15000)
    aino.page.close()
    page = aino.context.new_page()
    page.goto(f"{cable.url}/w/{room.code}")
    expect(proposal(page).get_by_label("Goal", exact=True)).to_have_value("Begun")
    cable.mend()
    until(lambda: "Sent without a network" in titles(room), page, 15)


def test_a_page_that_was_not_kept_says_that_there_is_no_network(room, aino, cable):
    aino.join(room)
    keeping(aino, f"/w/{room.code}")
    cut_off(aino, cable)
    aino.page.goto(f"{cable.url}/guide")
    expect(aino.page.get_by_role("heading", name="No connection")).to_be_visible()
    expect(aino.page.get_by_text("Aino")).to_have_count(0)


def test_goals_come_too_and_nothing_of_it_is_left_to_the_next_person(room, aino, cable):
    number = room.do("propose_goal", theme_id=room.theme_id, title="Fibre for all")["goal_id"]
    opened(room, "comment")
    path = f"/c/{room.slug}/goals/{number}"
    aino.join(room)
    keeping(aino, f"/w/{room.code}")
    aino.go(path)
    keeping(aino, f"/w/{room.code}", path)
    leave(aino.page, cable.url)
    assert aino.page.evaluate(KEPT) == []
    cut_off(aino, cable)
    aino.page.goto(cable.url + path)
    expect(aino.page.get_by_role("heading", name="No connection")).to_be_visible()
    assert goal(aino.page, "Fibre for all").count() == 0


def test_another_person_at_the_device_is_never_shown_the_page_of_the_one_before(room, aino, cable):
    opened(room, "propose")
    path = f"/w/{room.code}"
    aino.join(room, "Aino Virtanen")
    keeping(aino, path, f"/kept/{room.slug}")
    proposal(aino.page).get_by_label("Goal", exact=True).fill("What only Aino knows")
    # Aino does not leave: the cookie is gone, and somebody else joins.
    aino.page.goto("about:blank")
    aino.context.clear_cookies()
    aino.join(room, "Bengt")
    keeping(aino, path, f"/kept/{room.slug}")
    until(lambda: "What only Aino knows" not in aino.page.evaluate("JSON.stringify({...localStorage})"), aino.page)
    cut_off(aino, cable)
    aino.page.reload()
    expect(aino.page.locator("header")).to_contain_text("Bengt")
    assert "Aino" not in aino.page.content()


def test_whoever_is_removed_keeps_nothing_to_look_at(room, aino, cable):
    path = f"/w/{room.code}"
    aino.join(room, "Aino Virtanen")
    keeping(aino, path, f"/kept/{room.slug}")
    # How the refusal of the socket is called depends on whether the cable ends before the answer has been read.
    aino.spies.forgive("404|401|WebSocket connection to")
    people = room.lead.snapshot(room.slug)["participants"]
    number = next(each["id"] for each in people if each.get("name") == "Aino Virtanen")
    room.do("remove_participant", participant_id=number)
    until(lambda: aino.page.evaluate(KEPT) == [], aino.page, 30)


def test_a_new_version_takes_over_and_loses_nothing_of_an_open_page(room, aino, cable):
    opened(room, "propose")
    aino.join(room)
    keeping(aino, f"/w/{room.code}")
    old = aino.page.evaluate("document.querySelector('link[rel=stylesheet]').href.split('/')[4]")
    new = "0123456789ab"
    aino.page.route("**/do/**", lambda route: route.abort())
    aino.spies.forgive(CUT)
    propose(aino.page, "Sent before the update")
    proposal(aino.page).get_by_label("Goal", exact=True).fill("Begun before the update")
    expect(sync(aino.page)).to_have_text(WAITING, timeout=15000)
    # The update: every address of a file and the worker's own text name another build.
    cable.cut()
    cable.swapped = {old.encode(): new.encode()}
    cable.mend()
    other = aino.context.new_page()
    other.route("**/do/**", lambda route: route.abort())
    other.goto(f"{cable.url}/c/{room.slug}")
    assert new in other.locator("link[rel=stylesheet]").first.get_attribute("href")
    other.evaluate("navigator.serviceWorker.getRegistration().then((registration) => registration.update())")
    until(lambda: f"files/{new}" in other.evaluate("caches.keys()"), other, 15)
    until(lambda: f"/c/{room.slug}" in other.evaluate(KEPT), other, 15)
    expect(proposal(aino.page).get_by_label("Goal", exact=True)).to_have_value("Begun before the update")
    # The old page opens without a network too, of its own files.
    cable.cut()
    aino.page.reload()
    assert old in aino.page.locator("link[rel=stylesheet]").first.get_attribute("href")
    expect(proposal(aino.page).get_by_label("Goal", exact=True)).to_have_value("Begun before the update")
    expect(sync(aino.page)).to_have_text(WAITING, timeout=15000)
    aino.page.unroute_all()
    other.unroute_all()
    cable.mend()
    until(lambda: titles(room) == ["Sent before the update"], aino.page, 15)
    aino.page.reload()
    assert new in aino.page.locator("link[rel=stylesheet]").first.get_attribute("href")
    expect(proposal(aino.page).get_by_label("Goal", exact=True)).to_have_value("Begun before the update")


def test_a_page_is_kept_only_with_its_files(room, aino, cable):
    path = f"/w/{room.code}"
    opened(room, "propose")
    cable.hold(b"/rounds/unsealed.js")
    aino.join(room)
    until(lambda: cable.held, aino.page, 30)
    aino.page.wait_for_timeout(500)
    assert path not in aino.page.evaluate(KEPT)
    cable.hold(None)
    keeping(aino, path)


def test_leaving_a_consultation_takes_what_was_kept_of_it(room, aino, cable):
    opened(room, "propose")
    aino.join(room)
    keeping(aino, f"/w/{room.code}", f"/kept/{room.slug}")
    proposal(aino.page).get_by_label("Goal", exact=True).fill("Begun and left")
    aino.page.goto(f"{cable.url}/me")
    aino.page.get_by_text("Leave this consultation").click()
    aino.page.get_by_role("button", name="Leave", exact=True).click()
    expect(aino.page.get_by_text("Leave this consultation")).to_have_count(0)
    until(lambda: aino.page.evaluate(KEPT) == [], aino.page)
    assert "Begun and left" not in aino.page.evaluate("JSON.stringify({...localStorage})")


def test_leaving_asks_first_where_something_waits(room, aino, cable):
    opened(room, "propose")
    aino.join(room)
    cut_off(aino, cable)
    propose(aino.page, "Not sent yet")
    expect(sync(aino.page)).to_have_text(WAITING, timeout=15000)
    aino.page.route("**/do/**", lambda route: route.abort())
    cable.mend()
    aino.page.goto(f"{cable.url}/me#out")
    aino.page.get_by_role("button", name="Leave this browser").click()
    question = aino.page.get_by_role("dialog", name="Not sent yet")
    question.get_by_role("button", name="Keep it").click()
    expect(question).to_be_hidden()
    aino.page.goto(f"{cable.url}/w/{room.code}")
    expect(sync(aino.page)).to_have_text(WAITING, timeout=15000)
    aino.page.goto(f"{cable.url}/me#out")
    aino.page.get_by_role("button", name="Leave this browser").click()
    question.get_by_role("button", name="Remove it").click()
    expect(aino.page.get_by_role("textbox", name="The code of your workshop")).to_be_visible()
    aino.page.unroute_all()
    aino.join(room, "Bengt")
    aino.page.wait_for_timeout(1500)
    assert titles(room) == []


def leave(page: Page, url: str) -> None:
    """Leave this browser, by the page of one's account."""
    page.goto(f"{url}/me#out")
    page.get_by_role("button", name="Leave this browser").click()
    expect(page.get_by_role("textbox", name="The code of your workshop")).to_be_visible()
