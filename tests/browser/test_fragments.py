"""A part that the server renders is morphed in: it follows what happens, and leaves alone what somebody has in hand."""

import pytest
from playwright.sync_api import Locator, expect

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
    """The settings of the room's consultation, open before someone who leads."""
    lead = person("laptop").sign_in()
    lead.go(f"/c/{room.slug}/settings")
    return lead


def unfolded(page, anchor: str, words: str) -> Locator:
    """Unfold a fold and give it."""
    fold = page.locator(f"details:has(> form#{anchor})")
    fold.locator("summary", has_text=words).click()
    return fold


def reworded(room, number: int) -> None:
    """Let another facilitator reword a theme, and make and remove one."""
    room.do("edit_theme", theme_id=room.theme_id, title=f"Theme, wording {number}", lang="en")
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
