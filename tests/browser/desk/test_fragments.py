"""A part that the server renders is morphed in: it follows what happens, and leaves alone what a person is editing."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.desks import figure, opened, planned, row

UPDATES = 50
WORDS = "Fibre to every home"
STATE = """
field => ({
  value: field.value,
  caret: [field.selectionStart, field.selectionEnd],
  focused: field === document.activeElement,
  same: (window.fieldBefore ??= field) === field,
})
"""


@pytest.fixture
def settings(room, person):
    """The settings of the room's consultation, open before a facilitator."""
    lead = opened(room, person)
    lead.go(f"/c/{room.slug}/settings")
    return lead


def unfolded(page, anchor: str, words: str) -> Locator:
    """Unfold a fold and give it."""
    fold = page.locator(f"details:has(> form#{anchor})")
    fold.locator("summary", has_text=words).click()
    return fold


def reworded(room, number: int) -> None:
    """Let another facilitator reword a theme, and now and then make and remove one."""
    room.do("edit_theme", theme_id=room.theme_id, title=f"Theme, wording {number}", lang="en")
    if number % 5 == 1:
        made = room.do("create_theme", title=f"Passing {number}")["theme_id"]
        room.do("remove_theme", theme_id=made)


def test_what_is_typed_the_caret_the_selection_and_folds_survive_fifty_updates(room, settings):
    page = settings.page
    fold = unfolded(page, "create_theme", "Add a theme")
    field = fold.get_by_label("English")
    field.fill(WORDS)
    field.evaluate("field => field.setSelectionRange(6, 9)")
    other = unfolded(page, "create_body", "Add a body")
    field.focus()
    field.evaluate("field => field.setSelectionRange(6, 9)")
    before = field.evaluate(STATE)
    for number in range(UPDATES):
        reworded(room, number)
        if number % 10 == 9:
            page.keyboard.type("x")
            start, end = before["caret"]
            before["value"] = before["value"][:start] + "x" + before["value"][end:]
            before["caret"] = [start + 1, start + 1]
            expect(page.locator(f"#theme-{room.theme_id} > p")).to_contain_text(f"wording {number}")
        assert field.evaluate(STATE) == before, f"at update {number}"
    expect(page.locator(f"#theme-{room.theme_id} > p")).to_contain_text(f"wording {UPDATES - 1}")
    expect(page.get_by_text("Passing")).to_have_count(0)
    assert fold.evaluate("fold => fold.open") and other.evaluate("fold => fold.open")


def test_a_workshop_that_was_just_made_is_among_the_ways_to_the_pages(room, settings):
    ways = settings.page.get_by_role("navigation", name="Pages of this consultation")
    room.do("create_workshop", title="Second day")
    expect(ways.get_by_role("link", name="Second day")).to_be_visible()
    expect(ways.get_by_role("link", name="Settings")).to_have_attribute("aria-current", "page")


def test_a_form_that_nobody_writes_in_follows_and_can_be_sent(room, settings):
    page = settings.page
    fold = unfolded(page, f"edit_theme-{room.theme_id}", "Edit")
    reworded(room, 1)
    field = fold.get_by_label("English")
    expect(field).to_have_value("Theme, wording 1")
    assert fold.evaluate("fold => fold.open")
    field.fill("Theme, as it stays")
    with page.expect_navigation():
        fold.get_by_role("button", name="Save").click()
    expect(page.locator(f"#theme-{room.theme_id} > p")).to_contain_text("Theme, as it stays")


def test_a_form_that_somebody_writes_in_is_told_of_what_others_changed_when_it_is_sent(room, settings):
    page = settings.page
    fold = unfolded(page, f"edit_theme-{room.theme_id}", "Edit")
    fold.get_by_label("English").fill("Mine")
    reworded(room, 1)
    expect(page.locator(f"#theme-{room.theme_id} > p")).to_contain_text("wording 1")
    expect(fold.get_by_label("English")).to_have_value("Mine")
    settings.spies.forgive("409")
    with page.expect_navigation():
        fold.get_by_role("button", name="Save").click()
    expect(page.locator(f"#edit_theme-{room.theme_id}").get_by_label("English")).to_have_value("Mine")


def test_what_somebody_writes_in_stays_when_its_thing_is_gone_and_goes_when_they_let_go(room, settings):
    page = settings.page
    made = room.do("create_theme", title="Soon gone")["theme_id"]
    fold = unfolded(page, f"edit_theme-{made}", "Edit")
    field = fold.get_by_label("English")
    field.fill("Begun")
    room.do("remove_theme", theme_id=made)
    reworded(room, 1)
    expect(page.locator(f"#theme-{room.theme_id} > p")).to_contain_text("wording 1")
    expect(field).to_have_value("Begun")
    field.fill("Soon gone")
    field.blur()
    expect(page.locator(f"#theme-{made}")).to_have_count(0)


def test_the_part_alone_is_what_stands_on_the_page(settings):
    page = settings.page
    alone = page.evaluate(
        """async () => {
          const place = document.querySelector("[data-part]");
          const html = await (await fetch(place.dataset.part)).text();
          const fresh = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
          for (const each of [fresh, place]) for (const key of each.querySelectorAll("[name=key]")) key.remove();
          return [fresh, place].map((each) => each.outerHTML.replace(/\\s+/g, " "));
        }"""
    )
    assert alone[0] == alone[1]


@pytest.fixture
def desk(room, person):
    """The desk of the room during a round of proposals, open before a facilitator."""
    [propose] = planned(room, ("propose", "What matters?"))
    room.do("open_round", round_id=propose, minutes=30)
    lead = opened(room, person)
    expect(lead.page.locator("body[data-state=online]")).to_be_attached()
    return lead


@pytest.fixture
def proposed(room, desk):
    """Let another facilitator propose a goal and prolong the round, so that every part of the desk is another one."""
    round_id = room.lead.snapshot(room.slug)["rounds"][0]["id"]

    def once_more(number: int):
        room.do("propose_goal", theme_id=room.theme_id, title=f"Goal {number}", lang="en")
        room.do("extend_round", round_id=round_id, minutes=1)

    return once_more


def test_at_the_desk_what_is_typed_the_caret_the_selection_and_folds_survive_fifty_updates(desk, proposed):
    page = desk.page
    page.locator("#participants > summary").click()
    page.get_by_text("Another number of minutes").click()
    field = page.get_by_label("Minutes", exact=True)
    field.fill("12345")
    field.evaluate("field => field.setSelectionRange(1, 3)")
    before = field.evaluate(STATE)
    for number in range(UPDATES):
        proposed(number)
        if number % 10 == 9:
            expect(row(page, f"Goal {number}")).to_be_visible()
        assert field.evaluate(STATE) == before, f"at update {number}"
    expect(figure(page, "Goals")).to_have_text(str(UPDATES))
    assert page.locator("#participants").evaluate("fold => fold.open")
    field.fill("2")
    # Thirty minutes, one for each update, and these.
    page.get_by_role("button", name="Give more time").click()
    expect(page.locator(".next [data-closes]")).to_have_text("1 hour left")


def test_at_the_desk_a_search_is_typed_on_while_its_list_follows(desk, proposed):
    page = desk.page
    field = page.get_by_role("searchbox", name="Search")
    field.fill("gol")
    field.evaluate("field => field.setSelectionRange(2, 2)")
    expect(page.locator("#found")).to_have_text("0 found")
    for number in range(UPDATES):
        proposed(number)
        if number == 20:
            page.keyboard.type("a")
            expect(row(page, "Goal 20")).to_be_visible()
    expect(row(page, f"Goal {UPDATES - 1}")).to_be_visible()
    expect(page.locator("#found")).to_have_text(f"{UPDATES} found")
    expect(page.locator(".pill").first).to_have_text(re.compile(rf"Goals {UPDATES}"))
    state = field.evaluate(STATE)
    assert (state["value"], state["caret"], state["focused"]) == ("goal", [3, 3], True)


def test_at_the_desk_an_open_menu_and_the_focus_in_a_row_survive_fifty_updates(desk, proposed):
    page = desk.page
    proposed(0)
    link = row(page, "Goal 0").get_by_role("link", name="Edit")
    page.locator("#filter summary").click()
    menu = page.get_by_role("search").get_by_label("Theme")
    # The row stays among the first of many.
    for focused in (link, menu):
        focused.evaluate("place => { place.before = true; place.focus(); }")
        options = menu.evaluate("menu => [...menu.options].map((option) => (option.before = true) && option.value)")
        for number in range(1, UPDATES // 2):
            proposed(number)
            assert focused.evaluate("place => place.before && place === document.activeElement"), number
        assert menu.evaluate("menu => [...menu.options].map((option) => option.before && option.value)") == options


def test_the_desk_asks_for_what_has_changed_and_for_one_thing_at_a_time(room, desk):
    page, asked, running = desk.page, [], []
    page.wait_for_timeout(500)

    def began(request):
        parts = sorted(re.findall(r"part=(\w+)", request.url))
        if parts:
            running.append(request)
            asked.append((parts, len(running)))

    page.on("request", began)
    page.on("requestfinished", lambda request: request in running and running.remove(request))
    round_id = room.lead.snapshot(room.slug)["rounds"][0]["id"]
    [voter] = room.people(1)
    expect(figure(page, "Joined")).to_have_text("1")
    asked.clear()
    room.do("extend_round", round_id=round_id, minutes=1)
    page.wait_for_timeout(1000)
    assert [names for names, _ in asked] == [["agenda", "contributions", "halls", "notes", "pulse", "stage", "step"]]
    asked.clear()
    for number in range(20):
        voter.done(room.slug, "propose_goal", theme_id=room.theme_id, title=f"Goal {number}")
    expect(figure(page, "Goals")).to_have_text("20")
    assert 0 < len(asked) <= 20
    assert {many for _, many in asked} == {1}
    vote = room.vote(method="approve", secrecy="named", open_it=False, workshop_id=room.workshop_id)
    room.do("close_round", round_id=round_id)
    room.do("open_round", round_id=vote)
    expect(page.locator("#turnout")).to_contain_text("0 of 1")
    page.wait_for_timeout(1000)
    asked.clear()
    goal = room.lead.snapshot(room.slug)["goals"][0]["id"]
    voter.done(room.slug, "cast_ballot", round_id=vote, choices={str(goal): 1})
    expect(page.locator("#turnout")).to_contain_text("1 of 1")
    assert [names for names, _ in asked] == [["pulse"]]
