"""What is said about saving is seen: in the window, and nothing lies over it, in each state, on each page and size."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import desks
from tests.browser.steps import WAITING, held_back, let_through, opened, saved, sync, until
from tests.browser.writing.test_storage_faults import breaking

SIZES = {"phone": (360, 740), "narrow": (320, 640), "400 %": (320, 200), "laptop": (1280, 800)}
WRITTEN = {"fi": r"^Tallennettu klo \d?\d\.\d\d\.\d\d$", "sv": r"^Sparat kl\. \d\d\.\d\d\.\d\d$"}
# The words are whole in the window, and at each of their corners and in their middle nothing else is met. Where a dock
# in the window says the same, its words are those.
HIDDEN = """() => {
  const found = [];
  const isInWindow = (each) => {
    const { top, bottom, height } = each.getBoundingClientRect();
    return height && top >= 0 && bottom <= innerHeight + 1;
  };
  const docks = [...document.querySelectorAll("[data-dock=sent], [data-dock=waiting]")].filter(isInWindow);
  const told = document.querySelector("#sync-bar.told");
  const line = told ? docks[0]?.querySelector("[data-said]") : document.querySelector("#sync");
  if (!line) return ["the line is gone, and no dock says it"];
  if (line.hidden || !line.textContent.trim()) return ["nothing is said"];
  const range = document.createRange();
  range.selectNodeContents(line);
  for (const box of range.getClientRects()) {
    if (box.top < 0 || box.left < 0 || box.right > innerWidth || box.bottom > innerHeight) {
      found.push(`out of the window of ${innerWidth}x${innerHeight}: ${JSON.stringify(box)}`);
    }
    // Where the letters are: the face's own box reaches over into the lines beside it.
    const inset = box.height / 4;
    const middle = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    for (const [x, y] of [middle, [box.left + 1, box.top + inset], [box.right - 1, box.bottom - inset]]) {
      const met = document.elementFromPoint(x, y);
      if (!line.contains(met)) found.push(`under ${met?.localName}.${met?.className} at ${x},${y}`);
    }
  }
  return found;
}"""


# At the top, in the middle and at the foot of the page. A page whose clock a test holds has frames of its own;
# the observer is called in true ones, by which the page has heard that it was scrolled.
HIDDEN_ANYWHERE = f"""async () => {{
  const hidden = {HIDDEN};
  const drawn = () => new Promise((done) => {{
    const eye = new IntersectionObserver(() => done(eye.disconnect()));
    eye.observe(document.body);
  }});
  const found = [];
  for (const share of [0, 0.5, 1]) {{
    scrollTo(0, share * document.documentElement.scrollHeight);
    await drawn();
    await drawn();
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    found.push(...hidden().map((each) => `${{each}} at ${{share}}`));
  }}
  return found;
}}"""


def seen(page: Page) -> None:
    """See that the line can be seen, wherever on the page one is."""
    assert page.evaluate(HIDDEN_ANYWHERE) == [], f"{page.url}: {page.locator('#sync').inner_text()}"


def everywhere(page: Page) -> None:
    """See it in all sizes."""
    for width, height in SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        seen(page)


@pytest.fixture
def crowded(room):
    """A room with goals enough to scroll, in which one may propose and vote at once."""
    room.goals(20)
    opened(room, "vote", method="dots", points=5)
    room.do("open_round", round_id=room.do("create_round", kind="propose", title="Propose")["round_id"])
    room.do("open_round", round_id=room.do("create_round", kind="comment", title="Comment")["round_id"])
    return room


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_each_state_is_seen_on_each_size(crowded, person, lang):
    room = crowded
    aino = person("laptop", lang)
    aino.spies.forgive("Failed to load resource|ERR_|WebSocket|404")
    breaking(aino, "the connection is lost")
    page = aino.join(room, path=f"/c/{room.slug}").page
    routes = held_back(page)
    page.evaluate("broken = false")
    title = page.locator("#propose_goal [name='title']")
    title.fill("Kuitu")
    page.clock.install()
    title.evaluate("each => each.form.requestSubmit()")
    until(lambda: routes, page)
    expect(page.locator("#sync.saving")).to_be_visible()
    everywhere(page)
    page.evaluate("broken = true")
    title.evaluate("each => { each.value = 'Tiet'; each.form.requestSubmit(); }")
    expect(page.locator("#sync.held")).to_be_visible()
    everywhere(page)
    page.clock.fast_forward(6000)
    expect(page.locator("#sync.trying.held")).to_be_visible()
    everywhere(page)
    page.clock.fast_forward(20000)
    expect(page.locator("#sync-ways")).to_be_visible()
    everywhere(page)
    for route in routes:
        route.abort()
    page.unroute_all(behavior="wait")
    expect(page.locator("#sync.saved")).to_be_attached(timeout=20000)
    everywhere(page)
    title.fill("Satama")
    page.route("**/do/**", lambda route: route.abort())
    title.evaluate("each => each.form.requestSubmit()")
    expect(page.locator("#sync.waiting")).to_be_attached()
    everywhere(page)
    # The newer way takes precedence at once: between the two what waits could be sent.
    page.route("**/do/**", lambda route: route.fulfill(status=401, json={"code": "not_signed_in", "title": "x"}))
    expect(page.locator("#sync.signed_out")).to_be_visible(timeout=20000)
    everywhere(page)


def test_offline_and_gone_are_seen(crowded, person):
    room = crowded
    aino = person("laptop").join(room)
    aino.spies.forgive("Failed to load resource|ERR_|WebSocket|404|401")
    page = aino.page
    aino.context.set_offline(True)
    expect(page.locator("#sync.offline")).to_be_visible()
    everywhere(page)
    aino.context.set_offline(False)
    expect(page.locator("#sync")).to_be_hidden()
    me = next(each["id"] for each in room.lead.snapshot(room.slug)["participants"] if each["name"] == "Aino")
    room.do("remove_participant", participant_id=me)
    expect(page.locator("#sync.gone")).to_be_visible()
    everywhere(page)


def test_an_answer_from_before_the_network_was_lost_does_not_say_that_it_is_there(crowded, person):
    page = person("laptop").join(crowded).page
    expect(page.locator("#sync")).to_be_hidden()
    routes = []
    page.route("**/changes**", lambda route: routes.append(route))
    page.evaluate("dispatchEvent(new Event('focus'))")
    until(lambda: routes, page)
    page.evaluate("dispatchEvent(new Event('offline'))")
    expect(page.locator("#sync.offline")).to_be_visible()
    with page.expect_event("requestfinished", lambda request: "/changes" in request.url):
        routes[0].continue_()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(page.locator("#sync.offline")).to_be_visible(timeout=1)
    page.unroute_all(behavior="wait")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#sync")).to_be_hidden()


@pytest.mark.parametrize("lang", WRITTEN)
def test_saved_is_seen_on_every_live_page_and_written_in_one_way(crowded, person, lang):
    written = re.compile(WRITTEN[lang])
    room = crowded
    aino = person("phone", lang).join(room)
    page = aino.page
    page.locator("form.ballot input[name^='choices.']").first.fill("2")
    page.locator(".ballot [data-act=send]").click()
    expect(sync(page)).to_have_text(written)
    everywhere(page)
    goal = room.lead.snapshot(room.slug)["goals"][0]["id"]
    page = aino.go(f"/c/{room.slug}/goals/{goal}")
    page.locator(f"#add_comment-{goal} textarea").fill("Hyvä.")
    page.locator(f"#add_comment-{goal} [name=stance][value=for]").evaluate("each => each.click()")
    page.locator(f"#add_comment-{goal}").evaluate("form => form.requestSubmit()")
    expect(sync(page)).to_have_text(written)
    everywhere(page)
    lead = person("laptop", lang).sign_in()
    page = lead.go(f"/c/{room.slug}/settings")
    form = page.locator("form#edit_consultation")
    form.evaluate("form => form.requestSubmit()")
    expect(page.locator("p.saved")).to_have_text(written)
    box = page.locator("p.saved").bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= 800


def test_in_a_dialog_it_is_seen_too(crowded, person):
    room = crowded
    room.people(1)[0].done(room.slug, "propose_goal", theme_id=room.theme_id, title="Fibre")
    lead = desks.opened(room, person)
    page = lead.page
    page.locator("[data-dialog=hide]:visible").first.click()
    dialog = page.locator("dialog[open]")
    dialog.locator("textarea, input[name=reason]").last.fill("Twice")
    routes = held_back(page)
    dialog.locator("form").last.evaluate("form => form.requestSubmit()")
    until(lambda: routes, page)
    expect(page.locator("#sync.saving")).to_be_visible()
    everywhere(page)
    let_through(page, routes)
    expect(dialog).to_have_count(0)
    saved(page)
    everywhere(page)
    assert page.evaluate("document.getElementById('sync-bar').parentElement === document.body")


def test_what_waits_is_said_once_by_the_dock_where_that_is_in_the_window(crowded, person):
    room = crowded
    # In the room the page ends with the ballot, and its dock is never out of the window.
    aino = person("phone").join(room, path=f"/c/{room.slug}")
    aino.spies.forgive("Failed to load resource|ERR_")
    page = aino.page
    page.route("**/do/**", lambda route: route.abort())
    page.locator("form.ballot input[name^='choices.']").first.fill("2")
    page.locator(".ballot [data-act=send]").click()
    expect(sync(page)).to_have_text(WAITING)
    seen(page)
    page.locator("form.ballot .ballot-choice").nth(5).scroll_into_view_if_needed()
    expect(page.locator(".ballot .dock")).to_contain_text("Waiting for the network")
    expect(sync(page)).to_be_hidden()
    assert page.evaluate(HIDDEN) == []
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(sync(page)).to_be_visible()


def test_what_a_plain_form_saved_is_seen_where_its_page_is_entered(crowded, person):
    """Also on a live page, and above the bar that says what is asked now."""
    room = crowded
    aino = person("phone").join(room)
    page = aino.page
    page.locator("form.ballot input[name^='choices.']").first.fill("2")
    with page.expect_navigation():
        page.locator("form.ballot").evaluate("form => HTMLFormElement.prototype.submit.call(form)")
    told = page.locator("p.saved")
    expect(told).to_be_visible()
    box = told.bounding_box()
    assert 0 <= box["y"] < 740
