"""A borrowed laptop: whoever leaves it takes all with them, and the next person finds nothing of the one before."""

import pytest
from playwright.sync_api import CDPSession, expect

from tests.browser.people import Person
from tests.browser.steps import WAITING, opened, proposal, propose, sync, titles, until
from tests.nodes.chromium import chromium_of

SECRET = "What only Aino knows"
KEPT = """async () => {
  const kept = [...Object.entries(localStorage), ...Object.entries(sessionStorage)];
  for (const { name, version } of await indexedDB.databases()) {
    const database = await new Promise((done, fail) => {
      const request = indexedDB.open(name, version);
      request.onsuccess = () => done(request.result);
      request.onerror = fail;
    });
    for (const store of database.objectStoreNames) {
      kept.push(...await new Promise((done) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => done(request.result);
      }));
    }
    database.close();
  }
  kept.push(...await (globalThis.caches?.keys() ?? []));
  return kept;
}"""


@pytest.fixture
def aino(room, person) -> Person:
    """A guest on a laptop that is not theirs, while goals are proposed."""
    opened(room, "propose")
    return person("laptop").join(room, "Aino Virtanen")


def leave(who: Person, *, losing: bool = False) -> None:
    """Press what leaves, on the page of one's account; say that what waits may be lost where that is asked."""
    who.page.goto(f"{who.origin}/me#out")
    who.page.get_by_role("button", name="Leave this browser").click()
    if losing:
        who.page.get_by_role("button", name="Remove it").click()
    expect(who.page.get_by_role("textbox", name="The code of your workshop")).to_be_visible()


def test_drafts_and_all_that_is_kept_are_gone(room, aino):
    propose(aino.page, "Sent")
    until(lambda: titles(room) == ["Sent"], aino.page)
    proposal(aino.page).get_by_label("Goal", exact=True).fill(SECRET)
    assert SECRET in str(aino.page.evaluate(KEPT))
    leave(aino)
    until(lambda: aino.page.evaluate(KEPT) == [], aino.page)
    # One is empty by then, and the other knows the browser and nobody.
    assert {each["name"] for each in aino.context.cookies()} <= {"workshop", "workshop-device"}
    assert titles(room) == ["Sent"]


def test_what_waits_in_the_outbox_is_gone_and_never_sent_by_another(room, aino):
    aino.spies.forgive("Failed to load resource|ERR_")
    # From before it is sent: what is under way when they leave may still arrive, as theirs.
    aino.page.route("**/do/**", lambda route: route.abort())
    propose(aino.page, SECRET)
    expect(sync(aino.page)).to_have_text(WAITING)
    leave(aino, losing=True)
    aino.page.unroute_all(behavior="wait")
    aino.join(room, "Bengt")
    aino.page.wait_for_timeout(1500)
    assert titles(room) == []
    assert SECRET not in aino.page.content()


def test_the_next_person_finds_nothing_also_by_the_back_button(room, aino):
    proposal(aino.page).get_by_label("Goal", exact=True).fill(SECRET)
    leave(aino)
    seen = []
    for _ in range(4):
        aino.page.go_back()
        aino.page.wait_for_timeout(300)
        seen.append((aino.page.url, aino.page.content()))
    for url, page in seen:
        assert SECRET not in page, url
        assert "Aino Virtanen" not in page, url
    aino.join(room, "Bengt")
    assert "Aino" not in aino.page.content()
    expect(proposal(aino.page).get_by_label("Goal", exact=True)).to_have_value("")


def test_a_tab_that_was_left_open_shows_nothing_either(room, aino):
    other = aino.tab(f"/w/{room.code}")
    # It hears that it may listen no more.
    aino.spies.forgive("401|HTTP Authentication failed")
    proposal(other).get_by_label("Goal", exact=True).fill(SECRET)
    leave(aino)
    expect(other.locator("body")).not_to_contain_text("Aino Virtanen")
    expect(proposal(other)).to_have_count(0)
    until(lambda: aino.page.evaluate(KEPT) == [], aino.page)


def test_one_participant_s_drafts_are_not_shown_to_another(room, aino):
    """Who did not leave, but whose cookie is gone: the drafts stay theirs."""
    proposal(aino.page).get_by_label("Goal", exact=True).fill(SECRET)
    # What is still being answered would bring the cookie back.
    aino.page.goto("about:blank")
    aino.context.clear_cookies()
    aino.join(room, "Bengt")
    expect(proposal(aino.page).get_by_label("Goal", exact=True)).to_have_value("")
    assert SECRET not in aino.page.content()


def test_a_page_that_the_browser_kept_as_it_was_is_asked_for_again(playwright, room, shared_server):
    """Playwright switches that store off, so this one browser gets it back; no message tells the pages who left."""
    opened(room, "propose")
    with chromium_of(playwright, "chromium", ignore_default_args=["--disable-back-forward-cache"]) as browser:
        aino = Person(browser, shared_server, "laptop", "en").join(room, "Aino Virtanen")
        for path in (f"/c/{room.slug}/results", "/"):
            aino.page.goto(aino.origin + path)
        # What is still being answered would bring the cookie back.
        aino.page.wait_for_load_state("networkidle")
        aino.context.clear_cookies()
        devtools = aino.context.new_cdp_session(aino.page)
        for _ in range(2):
            go_back(devtools)
            aino.page.wait_for_timeout(700)
            expect(aino.page.locator("html")).not_to_contain_text("Aino Virtanen")


def go_back(devtools: CDPSession) -> None:
    """Press the browser's own button: Playwright's waits for a load, and a script would be cut off by the next one."""
    history = devtools.send("Page.getNavigationHistory")
    entry = history["entries"][history["currentIndex"] - 1]
    devtools.send("Page.navigateToHistoryEntry", {"entryId": entry["id"]})
