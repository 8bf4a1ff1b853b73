"""Drawing ends: no page grows or works without an end, whatever was begun on it and whatever its rounds do."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.rest import rest
from tests.browser.steps import opened
from tests.house.tree import ROOT

MODULES = ROOT / "workshop/static/js"
WORDS = "Also to the summer cottages"
# Drafts for every form that the page has or can open, and writes that were refused for each of them.
BEGIN_ALL = """
async (extra) => {
  const storage = await import("/modules/storage/storage.js");
  const there = [...document.querySelectorAll("form[id]")].filter((form) => form.action.includes("/do/"));
  const ids = new Set([...there.map(({ id }) => id), ...extra]);
  for (const link of document.querySelectorAll("a[data-form]")) ids.add(link.dataset.form);
  for (const id of ids) {
    storage.keepDraft(id, [["text", "Begun"], ["title", "Begun"], ["reason", "Begun"]]);
    const refusal = { code: "invalid", title: "Refused", errors: {} };
    const entry = { key: `refused-${id}`, action: "/nowhere", fields: [["text", "Sent"]], form: id, title: "Sent" };
    await storage.keep({ ...entry, refusal, owner: storage.owner, order: Date.now() });
  }
  return ids.size;
}
"""


def test_a_comment_round_that_closes_under_a_comment_leaves_the_page_alive(room, person):
    goal = room.goals(1)[0]
    comment = opened(room, "comment")
    aino = person("phone").join(room, path=f"/c/{room.slug}/goals/{goal}")
    page = aino.page
    field = page.locator("#write").get_by_label("Your comment")
    field.fill(WORDS)
    before = rest(page)
    room.do("close_round", round_id=comment)
    expect(page.locator("#write .over-note")).to_be_visible()
    after = rest(page)
    assert after["forms"] == before["forms"]
    assert after["elements"] <= before["elements"] + 10
    expect(field).to_have_value(WORDS)


def test_a_goal_can_be_opened_when_its_comment_round_closed_over_a_draft(room, person):
    goal = room.goals(1)[0]
    comment = opened(room, "comment")
    aino = person("phone").join(room, path=f"/c/{room.slug}/goals/{goal}")
    page = aino.page
    page.locator("#write").get_by_label("Your comment").fill(WORDS)
    before = rest(page)
    page.goto("about:blank")
    room.do("close_round", round_id=comment)
    page = aino.go(f"/c/{room.slug}/goals/{goal}")
    note = page.locator("#write .over-note")
    expect(note).to_be_visible()
    after = rest(page)
    assert after["forms"] == before["forms"]
    assert after["elements"] <= before["elements"] + 10
    expect(page.locator("#write").get_by_label("Your comment")).to_have_value(WORDS)
    note.get_by_role("button", name="Close").click()
    expect(page.locator("#write form")).to_have_count(0)
    page.reload()
    aino.wait_until_live()
    rest(page)
    expect(page.locator("#write form")).to_have_count(0)


def paths_of(room, goal: str) -> dict[str, str]:
    """The live pages of a consultation."""
    consultation = f"/c/{room.slug}"
    return {
        "room": f"/w/{room.code}",
        "consultation": consultation,
        "goal": f"{consultation}/goals/{goal}",
        "results": f"{consultation}/results",
        "desk": f"/w/{room.code}/lead",
    }


@pytest.mark.parametrize("kind", ["propose", "comment", "vote"])
def test_every_live_page_comes_to_rest_in_every_phase_with_everything_begun_and_refused(room, person, kind):
    goal = room.goals(2)[0]
    room.lead.done(room.slug, "propose_measure", goal_id=int(goal), text="Support for broadband")
    talked = opened(room, "comment")
    for _ in range(2):
        room.lead.done(room.slug, "add_comment", goal_id=int(goal), text="Who pays?", stance="question")
    room.do("close_round", round_id=talked)
    about = {"method": "dots", "points": 5} if kind == "vote" else {}
    made = room.do("create_round", workshop_id=room.workshop_id, kind=kind, title="Next", **about)["round_id"]
    lead = person("laptop").sign_in()
    pages = {name: lead.tab(path) for name, path in paths_of(room, goal).items()}
    forms = [f"add_comment-{goal}", f"ballot-{made}", "propose_goal", "propose_anytime"]
    sizes = {name: [all_begun(page, forms)] for name, page in pages.items()}
    steps = ["open_round", "close_round", "reveal_results"] if kind == "vote" else ["open_round", "close_round"]
    for step in steps:
        room.do(step, round_id=made)
        for name, page in pages.items():
            live = rest(page)
            all_begun(page, forms)
            sizes[name] += [live, rest(page)]
    for name, each in sizes.items():
        # What is begun is a form each, once; a page that opens them anew at each drawing has more and more.
        assert max(size["forms"] for size in each) <= min(size["forms"] for size in each) + 25, (name, each)


def all_begun(page: Page, extra: list[str]) -> dict[str, int]:
    """Begin everything on this page, let it all be refused, and come back to it."""
    # The page's own modules are one script, from which nothing can be imported.
    page.route("**/modules/**", lambda route: route.fulfill(path=MODULES / route.request.url.split("/modules/")[1]))
    assert page.evaluate(BEGIN_ALL, extra) > len(extra) / 2
    # While anything is routed, a browser takes nothing from its cache.
    page.unroute_all(behavior="wait")
    page.reload()
    expect(page.locator("body:not([data-state=starting])")).to_be_attached()
    return rest(page)
