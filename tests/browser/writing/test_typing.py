"""Whatever happens meanwhile: what is being typed, the caret, the focus and the place on the page stay."""

import itertools

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.people import Person
from tests.browser.steps import dots, opened, proposal
from tests.faults.room import Room

UPDATES = 50
WORDS = "Fibre to every home"
STATE = """
field => ({
  value: field.value,
  caret: field.type === "number" ? null : [field.selectionStart, field.selectionEnd, field.selectionDirection],
  focused: field === document.activeElement,
  top: field.getBoundingClientRect().top,
  same: (window.fieldBefore ??= field) === field,
})
"""


@pytest.fixture
def happenings(room):
    """A lively consultation: each call makes one more thing happen, each in turn."""
    other = room.people(1)[0]
    first, second = (int(each) for each in room.goals(2))
    made = itertools.count(1)

    def propose():
        room.do("propose_goal", theme_id=room.theme_id, title=f"Another {next(made)}", rationale="Because.")

    def reword():
        # While people vote on it, this is refused.
        room.lead.do(room.slug, "edit_goal", goal_id=first, title=f"Goal 1, wording {next(made)}", lang="en")

    def comment():
        room.do("add_comment", goal_id=second, text=f"Comment {next(made)}", stance="for")

    def measure():
        room.lead.do(room.slug, "propose_measure", goal_id=second, text=f"Measure {next(made)}")

    def come_and_go():
        room.people(1)

    def hide():
        hidden = room.do("propose_goal", theme_id=room.theme_id, title="Gone soon")["goal_id"]
        room.do("hide_goal", goal_id=hidden, reason="Twice the same.")

    def retitle():
        theme = room.do("create_theme", title=f"Theme {next(made)}")["theme_id"]
        room.do("edit_theme", theme_id=theme, title=f"Theme, wording {next(made)}", lang="en")

    deeds = itertools.cycle([propose, reword, comment, measure, come_and_go, hide, retitle])
    yield lambda: next(deeds)()
    other.close()


def survives(person: Person, field: Locator, happenings, *, typed: bool = True) -> None:
    """Let 50 things happen, and look at the field after each; now and then something is typed in between."""
    page = person.page
    page.wait_for_timeout(300)
    before = field.evaluate(STATE)
    for number in range(UPDATES):
        happenings()
        if typed and number % 10 == 9:
            page.keyboard.type("x")
            caret = before["caret"][0]
            before["value"] = before["value"][:caret] + "x" + before["value"][before["caret"][1] :]
            before["caret"] = [caret + 1, caret + 1, before["caret"][2]]
        state = field.evaluate(STATE)
        state["caret"] = state["caret"] and [*state["caret"][:2], before["caret"][2]]
        assert abs(state.pop("top") - before["top"]) < 2, f"the page moved under the finger at update {number}"
        assert state == {name: value for name, value in before.items() if name != "top"}, f"at update {number}"
    heard(page)


def heard(page: Page) -> None:
    """Make sure that the page did hear of it all."""
    expect(page.locator("body")).to_have_attribute("data-state", "online")


def put_caret(field: Locator, start: int, end: int) -> None:
    """Select a part of what is typed."""
    field.focus()
    field.evaluate("(field, [start, end]) => field.setSelectionRange(start, end)", [start, end])


@pytest.mark.parametrize("device", ["phone", "laptop"])
def test_a_proposal_that_is_being_written_is_not_touched(room, person, happenings, device):
    opened(room, "propose")
    aino = person(device).join(room)
    field = proposal(aino.page).get_by_label("Goal", exact=True)
    field.fill(WORDS)
    put_caret(field, 6, 9)
    survives(aino, field, happenings)
    expect(aino.page.get_by_role("button", name="new goals")).to_be_visible()


def test_a_comment_that_is_being_written_is_not_touched(room, person, happenings):
    happenings()
    opened(room, "comment")
    second = room.lead.snapshot(room.slug)["goals"][1]["id"]
    aino = person("phone").join(room, path=f"/c/{room.slug}/goals/{second}")
    field = aino.page.locator("form[id^=add_comment-]").get_by_label("Your comment")
    field.fill(WORDS)
    put_caret(field, 6, 9)
    survives(aino, field, happenings)


def test_a_ballot_that_is_being_filled_in_is_not_touched(room, person, happenings):
    vote = opened(room, "vote", method="dots", secrecy="named", results="live", points=5)
    aino = person("phone").join(room)
    field = dots(aino.page, "Goal 2")
    field.fill("3")
    field.focus()
    survives(aino, field, happenings, typed=False)
    assert room.lead.snapshot(room.slug)["turnouts"] == {str(vote): 0}


def test_reading_further_down_does_not_jump(room, person, happenings):
    opened(room, "comment")
    room.goals(20)
    aino = person("phone").join(room)
    link = aino.page.get_by_role("article", name="Goal 12").get_by_role("link").first
    link.focus()
    link.evaluate("each => each.scrollIntoView({ block: 'center' })")
    aino.page.wait_for_timeout(300)
    before = link.evaluate("each => each.getBoundingClientRect().top")
    for number in range(UPDATES):
        happenings()
        now = link.evaluate("each => [each.getBoundingClientRect().top, each === document.activeElement]")
        assert abs(now[0] - before) < 2, f"the page moved at update {number}"
        assert now[1], f"the focus went at update {number}"


def test_a_round_that_closes_takes_nothing_from_who_is_writing(room: Room, person):
    round_id = opened(room, "propose")
    aino = person("phone").join(room)
    field = proposal(aino.page).get_by_label("Goal", exact=True)
    field.fill(WORDS)
    put_caret(field, 3, 3)
    room.do("close_round", round_id=round_id)
    expect(aino.page.get_by_text("This round is over.")).to_be_visible()
    expect(field).to_have_value(WORDS)
    expect(field).to_be_focused()
    assert field.evaluate("each => each.selectionStart") == 3
