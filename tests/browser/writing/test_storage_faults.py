"""A browser that cannot keep things: all still arrives once, and the page says what a reload would lose."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Person
from tests.browser.steps import (
    WAITING,
    cast,
    dots,
    held_back,
    let_through,
    proposal,
    propose,
    saved,
    sync,
    titles,
    until,
)
from tests.faults.room import Room

BREAKING = Path(__file__).with_name("storage_faults.js").read_text()
HELD = "Keep this page open until you see “Saved”."
FORBIDDEN = "nothing may be kept at all"
FAULTS = [
    "the connection is lost",
    "it is full",
    "it is full at the commit",
    "opening never answers",
    "opening is forbidden",
    "opening fails",
    "there is none",
    "reading fails",
    "a transaction never ends",
    "small things are full",
    FORBIDDEN,
]
# Where only drafts can't be kept, nothing that was sent would be lost by a reload.
WRITTEN = ("small things are full",)

# To give the lease back takes longer than until the first new try, and not so long that it is given up.
SLOW = """
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (thing) {
    const asked = put.call(this, thing);
    const end = Date.now() + 1350;
    const wait = () => { if (Date.now() < end) this.count().onsuccess = wait; };
    if (this.name === "lease" && thing.until <= Date.now()) wait();
    return asked;
  };
"""


def breaking(who: Person, fault: str) -> None:
    """Let this fault be there on all further pages of a person."""
    who.context.add_init_script(f"({BREAKING.split(chr(10), 1)[1].strip()})({fault!r})")


def unheard(page: Page) -> list[str]:
    """What went wrong on a page without anyone taking note."""
    return page.evaluate("globalThis.unheard")


@pytest.fixture
def all_open(room) -> Room:
    """A consultation in which one may propose, comment and vote at once."""
    room.goals(2)
    for kind, more in (("propose", {}), ("comment", {}), ("vote", {"method": "dots", "secrecy": "named", "points": 5})):
        room.do("open_round", round_id=room.do("create_round", kind=kind, title=kind.title(), **more)["round_id"])
    return room


@pytest.mark.parametrize("fault", FAULTS)
def test_all_that_is_written_arrives_once_and_the_line_tells_the_truth(all_open, person, fault):
    room = all_open
    aino = person("phone")
    breaking(aino, fault)
    page = aino.join(room, path=f"/c/{room.slug}").page
    routes = held_back(page)
    propose(page, "Fibre")
    until(lambda: routes, page, 30)
    expect(sync(page)).to_have_text(
        "Saving…" if fault in WRITTEN else re.compile(f"^(Saving…|Not saved yet.*) {HELD}$")
    )
    let_through(page, routes)
    saved(page)
    propose(page, "Roads")
    saved(page, 30)
    until(lambda: titles(room) == ["Fibre", "Goal 1", "Goal 2", "Roads"], page)
    dots(page, "Goal 1").fill("3")
    cast(page)
    expect(page.locator(".ballot .dock[data-dock=sent]")).to_be_visible(timeout=30000)
    saved(page, 30)
    assert unheard(page) == []
    goal = room.lead.snapshot(room.slug)["goals"][0]["id"]
    page = aino.go(f"/c/{room.slug}/goals/{goal}")
    form = page.locator(f"#add_comment-{goal}")
    form.get_by_label("Your comment").fill("Yes, please.")
    form.locator("[name=stance][value=for]").evaluate("each => each.click()")
    form.get_by_role("button").last.click()
    saved(page, 30)
    assert unheard(page) == []
    snapshot = room.lead.snapshot(room.slug)
    assert [list(each["text"].values()) for each in snapshot["comments"]] == [["Yes, please."]]
    assert titles(room) == ["Fibre", "Goal 1", "Goal 2", "Roads"]
    vote = next(each["id"] for each in snapshot["rounds"] if each["kind"] == "vote")
    tally = room.finish(vote)
    assert (tally["voters"], sum(each["points"] for each in tally["goals"].values())) == (1, 3)


@pytest.mark.parametrize("fault", ["the connection is lost", "it is full", "opening never answers", FORBIDDEN])
def test_several_things_are_sent_in_order_and_none_twice(all_open, person, fault):
    room = all_open
    aino = person("laptop")
    aino.spies.forgive("Failed to load resource|ERR_")
    breaking(aino, fault)
    page = aino.join(room, path=f"/c/{room.slug}").page
    other = aino.tab(f"/c/{room.slug}")
    for each in (page, other):
        each.route("**/do/**", lambda route: route.abort())
    for number in range(3):
        propose(page, f"One {number}")
    propose(other, "Other")
    for each in (page, other):
        expect(sync(each)).to_have_text(re.compile(f"{WAITING.pattern}.* {HELD}$"), timeout=30000)
    for each in (page, other):
        each.unroute_all()
        each.evaluate("dispatchEvent(new Event('online'))")
    for each in (page, other):
        saved(each, 30)
        assert unheard(each) == []
    goals = [text for goal in room.lead.snapshot(room.slug)["goals"] for text in goal["title"].values()]
    assert [title for title in goals if title.startswith("One")] == ["One 0", "One 1", "One 2"]
    assert sorted(goals) == ["Goal 1", "Goal 2", "One 0", "One 1", "One 2", "Other"]


def test_what_was_held_is_written_down_when_the_database_is_back(all_open, person):
    room = all_open
    aino = person("phone")
    aino.spies.forgive("Failed to load resource|ERR_")
    breaking(aino, "the connection is lost")
    page = aino.join(room, path=f"/c/{room.slug}").page
    page.route("**/do/**", lambda route: route.abort())
    propose(page, "Fibre")
    expect(sync(page)).to_have_text(re.compile(f"{WAITING.pattern}.* {HELD}$"))
    page.evaluate("sessionStorage.setItem('mended', 'yes'); broken = false")
    expect(sync(page)).to_have_text("Waiting for the network. 1 thing is not sent yet.", timeout=30000)
    page.reload()
    expect(sync(page)).to_have_text(WAITING)
    page.unroute_all()
    page.evaluate("dispatchEvent(new Event('online'))")
    saved(page, 30)
    assert titles(room) == ["Fibre", "Goal 1", "Goal 2"]


@pytest.mark.parametrize("fault", ["the connection is lost", "opening never answers", "reading fails"])
def test_what_an_earlier_page_left_behind_is_sent_when_the_database_is_back(all_open, person, fault):
    room = all_open
    aino = person("phone")
    aino.spies.forgive("Failed to load resource|ERR_")
    page = aino.join(room, path=f"/c/{room.slug}").page
    page.route("**/do/**", lambda route: route.abort())
    propose(page, "Fibre")
    expect(sync(page)).to_have_text(WAITING)
    breaking(aino, fault)
    page.goto(f"{aino.origin}/c/{room.slug}")
    aino.wait_until_live()
    page.unroute_all()
    propose(page, "Roads")
    saved(page, 30)
    assert "Fibre" not in titles(room)
    page.evaluate("broken = false")
    until(lambda: "Fibre" in titles(room), page, 30)
    assert titles(room) == ["Fibre", "Goal 1", "Goal 2", "Roads"]
    assert unheard(page) == []


@pytest.mark.parametrize("how", ["versionchange", "close"])
def test_a_connection_that_is_taken_away_is_opened_again(all_open, person, how):
    room = all_open
    page = person("phone").join(room, path=f"/c/{room.slug}").page
    propose(page, "Fibre")
    saved(page)
    if how == "versionchange":
        page.evaluate("new Promise((done) => (indexedDB.deleteDatabase('workshop').onsuccess = done))")
    else:
        # Only the first connection is lost: a second one works.
        page.evaluate(
            """() => {
              const real = IDBDatabase.prototype.transaction;
              let lost = null;
              IDBDatabase.prototype.transaction = function (...given) {
                lost ??= this;
                if (lost === this) throw new DOMException("", "InvalidStateError");
                return real.apply(this, given);
              };
            }"""
        )
    routes = held_back(page)
    propose(page, "Roads")
    until(lambda: routes, page)
    expect(sync(page)).to_have_text("Saving…")
    let_through(page, routes)
    saved(page)
    assert titles(room) == ["Fibre", "Goal 1", "Goal 2", "Roads"]


@pytest.mark.parametrize("fault", [None, "the connection is lost"])
def test_whoever_waits_for_long_is_given_a_way_out(all_open, person, fault):
    room = all_open
    aino = person("phone")
    if fault:
        breaking(aino, fault)
    aino.page.clock.install()
    page = aino.join(room, path=f"/c/{room.slug}").page
    routes = held_back(page)
    propose(page, "Fibre to every home")
    until(lambda: routes, page)
    held = f" {HELD}" if fault else ""
    expect(sync(page)).to_have_text(f"Saving…{held}")
    page.clock.fast_forward(5000)
    expect(sync(page)).to_have_text(f"Not saved yet. Trying again…{held}")
    ways = page.get_by_role("group", name="Not saved yet")
    expect(ways).to_be_hidden()
    page.clock.fast_forward(15000)
    kept = "You may reload or close this page" if not fault else "If you reload or close this page now, it is gone."
    expect(ways).to_contain_text(kept)
    ways.get_by_role("button", name="Copy what you wrote").click()
    expect(ways.get_by_label("What you wrote")).to_have_value("Fibre to every home")
    ways.get_by_role("button", name="Try again").click()
    assert unheard(page) in ([], None)
    let_through(page, routes)
    saved(page)
    expect(ways).to_be_hidden()
    assert titles(room) == ["Fibre to every home", "Goal 1", "Goal 2"]


@pytest.mark.parametrize("fault", [FORBIDDEN, "small things are full", "opening never answers"])
def test_no_page_fails_where_nothing_may_be_kept(all_open, person, fault):
    room = all_open
    lead, aino = person("laptop").sign_in(), person("phone").join(room, path="/privacy")
    goal = room.lead.snapshot(room.slug)["goals"][0]["id"]
    live = [f"/w/{room.code}", f"/c/{room.slug}", f"/c/{room.slug}/goals/{goal}", f"/c/{room.slug}/results"]
    for who, paths in ((lead, [*live, f"/w/{room.code}/lead", f"/w/{room.code}/wall"]), (aino, [*live, "/me", "/"])):
        breaking(who, fault)
        for path in paths:
            page = who.go(path)
            if path in live:
                expect(page.locator("body")).to_have_attribute("data-state", "online")
            assert unheard(page) == [], path
    aino.page.goto(f"{aino.origin}/me#out")
    aino.page.get_by_role("button", name="Leave this browser").click()
    expect(aino.page.get_by_role("textbox", name="The code of your workshop")).to_be_visible(timeout=30000)


@pytest.mark.parametrize("fault", [FORBIDDEN, "small things are full"])
def test_what_is_being_typed_stays_where_drafts_cannot_be_kept(room, person, fault):
    round_id = room.do("create_round", workshop_id=room.workshop_id, kind="propose", title="Propose")["round_id"]
    room.do("open_round", round_id=round_id)
    aino = person("phone")
    breaking(aino, fault)
    page = aino.join(room).page
    proposal(page).get_by_label("Goal", exact=True).fill("Half a tho")
    page.evaluate("document.activeElement.blur()")
    room.do("close_round", round_id=round_id)
    expect(page.get_by_text("This round is over.")).to_be_visible()
    expect(proposal(page).get_by_label("Goal", exact=True)).to_have_value("Half a tho")


def test_what_is_tried_again_while_the_disk_is_slow_is_sent(all_open, person):
    aino = person("phone")
    aino.spies.forgive("Failed to load resource|ERR_")
    aino.context.add_init_script(SLOW)
    page = aino.join(all_open, path=f"/c/{all_open.slug}").page
    cut = []
    page.route("**/do/**", lambda route: cut.append(route) or route.abort())
    propose(page, "Fibre")
    until(lambda: cut, page)
    page.unroute_all()
    saved(page, 30)
    assert titles(all_open) == ["Fibre", "Goal 1", "Goal 2"]
