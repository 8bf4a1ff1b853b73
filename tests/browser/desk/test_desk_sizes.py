"""The desk fits every device, can be read and worked in every way, and axe finds nothing on it."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.desks import opened, planned, row
from tests.browser.look import OF_SIZE, Kinds, axe, contrasts, darken, lighten
from tests.nodes.chromium import HALL

# The smallest target that WCAG 2.2 AA takes, and what the main ones are.
LEAST, MAIN = 24, 44


@pytest.fixture
def busy(room):
    """A room in the middle of a timed vote, with hidden goals and a round to come."""
    body = room.do("create_body", title={"fi": "Neuvottelukunta", "sv": "Delegationen"})["body_id"]
    key = next(each["key"] for each in room.lead.snapshot(room.slug)["bodies"] if each["id"] == body)
    people = room.people(6, body=key)
    room.do("open_round", round_id=room.do("create_round", kind="propose", title="Ehdota")["round_id"])
    title = "Valtakunnallisesti yhteensovitettu kuntarakenneselvitysmenettely pitkien etäisyyksien kunnissa"
    for each in people:
        measures = [{"text": "Rahaa kunnille"}]
        each.done(room.slug, "propose_goal", theme_id=room.theme_id, title=title, lang="fi", measures=measures)
    room.do("hide_goal", goal_id=room.lead.snapshot(room.slug)["goals"][0]["id"], reason="Kahdesti")
    [vote] = planned(room, ("vote", "Jaa pisteesi tärkeimmille tavoitteille"), method="dots")
    planned(room, ("pause", "Kahvi"), opens_at="2100-01-01T09:00:00Z")
    room.do("open_round", round_id=vote, minutes=90)
    return room


def test_axe_finds_nothing_wide_and_light_or_small_and_dark(busy, person):
    page = opened(busy, person, "laptop", "fi", reduced_motion="reduce").page
    expect(page.locator("body[data-state=online]")).to_be_attached()
    kinds = Kinds()
    _clean(page, kinds, "as it opens")
    _unfold(page)
    _clean(page, kinds, "with all folds open")
    page.locator(".pill").filter(has_text="Piilotetut").click()
    _clean(page, kinds, "with what is hidden")
    page.locator(".pill").filter(has_text="Tavoitteet").click()
    # While a round is open no other is offered to be opened.
    for name in ("hide", "edit_round", "postpone_round", "change_participant"):
        page.locator(f"[data-dialog={name}]:visible").first.click()
        expect(page.locator("dialog[open]")).to_be_visible()
        _clean(page, kinds, f"with the dialog {name}")
        page.keyboard.press("Escape")


@pytest.mark.parametrize("query", ["", "?show=hidden", "?change=participant-1"])
def test_nothing_is_cut_or_scrolls_sideways_on_a_narrow_screen(busy, person, query):
    page = opened(busy, person, "narrow", "fi", query).page
    page.wait_for_timeout(1200)
    _unfold(page)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    assert _cut(page) == []


def test_at_four_hundred_per_cent_it_is_the_narrow_page(busy, person):
    lead = person("laptop", "fi").sign_in()
    # 1280 pixels at 400 % are 320 wide.
    lead.page.set_viewport_size({"width": 320, "height": 256})
    lead.go(f"/w/{busy.code}/lead")
    lead.page.wait_for_timeout(1000)
    assert lead.page.evaluate("document.scrollingElement.scrollWidth") <= 320


def test_targets_are_large_enough_and_the_next_step_comes_first(busy, person):
    page = opened(busy, person, "phone", "fi").page
    page.wait_for_timeout(1200)
    small = page.evaluate(
        """(least) => [...document.querySelectorAll("main :is(a, button, input, select, summary)")]
          .filter((each) => each.checkVisibility() && !each.closest(".unseen"))
          .map((each) => [each, (each.closest("label") ?? each).getBoundingClientRect()])
          .filter(([each, box]) => box.height < least || box.width < least)
          .map(([each, box]) => `${each.textContent.trim().slice(0, 30)} ${box.width}x${box.height}`)""",
        LEAST,
    )
    assert small == []
    # While a round is open, more time is what is asked for most: closing comes after it.
    first = page.locator(".next button:visible").first.bounding_box()
    assert first["height"] >= MAIN and first["y"] < 740, "the next step is in the first screen of a phone"
    assert page.locator("main :is(button, input):visible").first.evaluate("each => each.closest('.next') !== null")


def test_what_belongs_together_is_named_and_in_order(busy, person):
    page = opened(busy, person, "laptop", "en").page
    for name in ("Right now", "Join with this code", "Agenda", "Contributions"):
        expect(page.get_by_role("region", name=name)).to_be_visible()
    expect(page.get_by_role("search", name="Contributions")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile(r"^QR code that leads to http.*join.\d{8}$"))).to_be_visible()
    headings = page.locator("main").get_by_role("heading").all()
    levels = [int(each.evaluate("each => each.localName[1]")) for each in headings]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for link in page.locator("#list a[data-dialog]:visible").all():
        assert "kuntarakenneselvitysmenettely" in link.text_content(), "each link says what it is about"


def test_the_link_is_copied_where_browsers_allow_it_and_the_button_is_hidden_elsewhere(busy, person, shared_server):
    lead = opened(busy, person, permissions=["clipboard-read", "clipboard-write"])
    button = lead.page.get_by_role("button", name="Copy the link")
    button.click()
    expect(lead.page.get_by_role("button", name="Copied.")).to_be_visible()
    assert lead.page.evaluate("navigator.clipboard.readText()").startswith(f"{shared_server.url}/join/{busy.code}?k=")
    hall = f"http://{HALL}:{shared_server.url.rpartition(':')[2]}"
    page = opened(busy, person, origin=hall).page
    assert not page.evaluate("isSecureContext")
    expect(page.locator("body[data-state=online]")).to_be_attached()
    expect(page.get_by_role("button", name="Copy the link")).to_have_count(0)


def test_on_plain_http_a_goal_is_hidden_and_brought_back(busy, person, shared_server):
    page = opened(busy, person, origin=f"http://{HALL}:{shared_server.url.rpartition(':')[2]}").page
    busy.do("propose_goal", theme_id=busy.theme_id, title="One more", lang="en")
    row(page, "One more").get_by_text("Edit").wait_for()
    busy.do("hide_goal", goal_id=busy.lead.snapshot(busy.slug)["goals"][-1]["id"], reason="Twice")
    page.locator(".pill").filter(has_text="Hidden").click()
    row(page, "One more").get_by_role("button", name="Bring back").click()
    page.locator(".pill").filter(has_text="Goals").click()
    expect(row(page, "One more")).to_be_visible()


def test_in_forced_colours_the_open_round_and_the_chosen_filter_are_still_told(busy, person):
    page = opened(busy, person, forced_colors="active").page
    assert page.locator(".desk-agenda .round.open").evaluate("each => getComputedStyle(each).borderTopWidth") == "3px"
    chosen = page.locator(".pill input:checked + span").evaluate("each => getComputedStyle(each).outlineStyle")
    assert chosen == "solid"
    qr = page.locator(".qr path").evaluate("each => getComputedStyle(each).fill")
    assert qr == "rgb(0, 0, 0)"


def _unfold(page):
    page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")


def _clean(page, kinds, when):
    """Let axe look at it wide and light, and at what changes with the look and the size on a phone in the dark."""
    page.set_viewport_size({"width": 1280, "height": 800})
    lighten(page)
    assert axe(page, kinds) == [], f"{when}, wide and light"
    page.set_viewport_size({"width": 360, "height": 740})
    darken(page)
    assert contrasts(page, *OF_SIZE, kinds=kinds) == [], f"{when}, small and dark"
    page.set_viewport_size({"width": 1280, "height": 800})


def _cut(page) -> list[str]:
    """Name what stands out of the screen, or is cut in its box."""
    return page.evaluate(
        """() => [...document.querySelectorAll("main *")].filter((each) => {
          if (!each.checkVisibility() || each.closest(".unseen, .qr, progress")) return false;
          const box = each.getBoundingClientRect();
          return box.width && (box.right > innerWidth + 1 || box.left < -1);
        }).map((each) => `${each.localName}.${each.className}: ${each.textContent.trim().slice(0, 40)}`)"""
    )
