"""The agenda at the desk: rounds are moved by buttons and dragged, edited in a dialog, copied, and opened back."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.desks import begin, opened, planned, step

TITLES = ("One", "Two", "Three")


def agenda(page: Page) -> Locator:
    """The titles of the agenda."""
    return page.locator("#agenda-list h3")


def row(page: Page, title: str) -> Locator:
    """A row of the agenda."""
    return page.locator("#agenda-list > li").filter(has=page.locator("h3", has_text=title))


def test_rounds_are_moved_by_buttons_and_every_desk_shows_it(room, person):
    planned(room, *(("pause", title) for title in TITLES))
    one, other = opened(room, person).page, opened(room, person, "phone").page
    row(one, "One").get_by_role("button", name="Move down").click()
    for page in (one, other):
        expect(agenda(page)).to_have_text(["Two", "One", "Three"])
    expect(one.locator(".next h2")).to_have_text("Two")
    button = row(other, "Three").get_by_role("button", name="Move up")
    button.focus()
    other.keyboard.press("Enter")
    for page in (one, other):
        expect(agenda(page)).to_have_text(["Two", "Three", "One"])


def test_rounds_are_dragged_by_their_grips(room, person):
    planned(room, *(("pause", title) for title in TITLES))
    page = opened(room, person).page
    grip = row(page, "Three").locator("[data-grip]")
    grip.drag_to(row(page, "One"), target_position={"x": 20, "y": 4})
    expect(agenda(page)).to_have_text(["Three", "One", "Two"])
    row(page, "Three").locator("[data-grip]").drag_to(row(page, "One"), target_position={"x": 20, "y": 4})
    expect(agenda(page)).to_have_text(["Three", "One", "Two"])


class Finger:
    """A finger on a touch screen, which scrolls the page unless the page keeps it from doing so."""

    def __init__(self, page: Page):
        self._devtools = page.context.new_cdp_session(page)
        self._kind = "touchStart"

    def touch(self, place: Locator, down: float = 0.5) -> None:
        """Put it on something, or move it there; `down` is how far down, as a part of its height."""
        box = place.bounding_box()
        point = {"x": box["x"] + 12, "y": box["y"] + box["height"] * down}
        self._devtools.send("Input.dispatchTouchEvent", {"type": self._kind, "touchPoints": [point]})
        self._kind = "touchMove"

    def lift(self) -> None:
        """Take it away."""
        self._devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_finger_drags_them_too(room, person):
    planned(room, *(("pause", title) for title in TITLES))
    page = opened(room, person, "phone").page
    page.locator("#agenda-list").evaluate("(list) => scrollTo(0, scrollY + list.getBoundingClientRect().top - 200)")
    finger = Finger(page)
    finger.touch(row(page, "Three").locator("[data-grip]"))
    finger.touch(row(page, "One"), 0.1)
    print(
        page.evaluate("[scrollY, document.querySelectorAll('[data-dragged]').length]"),
        row(page, "One").bounding_box(),
        row(page, "Three").locator("[data-grip]").bounding_box(),
    )
    expect(row(page, "One")).to_have_attribute("data-drop", "before")
    finger.lift()
    expect(agenda(page)).to_have_text(["Three", "One", "Two"])
    assert page.evaluate("document.querySelector('[data-dragged], [data-drop]')") is None


def test_what_is_dragged_is_let_go_by_escape_and_stays_in_the_hand_while_the_agenda_changes(room, person):
    ids = planned(room, *(("pause", title) for title in TITLES))
    page = opened(room, person).page
    row(page, "Three").locator("[data-grip]").hover()
    page.mouse.down()
    row(page, "One").hover(position={"x": 20, "y": 4}, force=True)
    expect(row(page, "One")).to_have_attribute("data-drop", "before")
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator("[data-drop], [data-dragged]")).to_have_count(0)
    row(page, "Three").locator("[data-grip]").hover()
    page.mouse.down()
    row(page, "One").hover(position={"x": 20, "y": 4}, force=True)
    room.do("edit_round", round_id=ids[1], title="Two again")
    expect(agenda(page)).to_have_text(["One", "Two again", "Three"])
    expect(row(page, "One")).to_have_attribute("data-drop", "before")
    page.mouse.up()
    expect(agenda(page)).to_have_text(["Three", "One", "Two again"])


def test_what_is_typed_in_the_dialog_of_a_round_stays_when_another_has_changed_it(room, person):
    [round_id] = planned(room, ("propose", "What matters?"))
    lead = opened(room, person)
    lead.spies.forgive("409")
    page = lead.page
    row(page, "What matters?").get_by_role("link", name="Edit").click()
    dialog = page.get_by_role("dialog", name="Edit this round")
    dialog.locator("summary", has_text="Instructions").click()
    dialog.locator("[name='instructions.en']").fill("Read https://kunta.example first.")
    room.do("edit_round", round_id=round_id, minutes=25)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.locator("p[data-refused]:visible")).to_contain_text("Things have changed in the meantime.")
    expect(dialog.locator("[name='instructions.en']")).to_have_value("Read https://kunta.example first.")
    # The form goes on from what is there now.
    expect(dialog.locator("[name=expect]")).to_have_value(str(room.round(round_id)["revision"]))
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    made = room.round(round_id)
    assert (made["minutes"], made["instructions"]) == (25, {"en": "Read https://kunta.example first."})
    page.keyboard.press("Escape")
    room.do("open_round", round_id=round_id)
    member = person("phone").join(room).page
    link = member.get_by_role("link", name="https://kunta.example")
    expect(link).to_have_attribute("href", "https://kunta.example")
    expect(link).to_have_attribute("target", "_blank")


def test_instructions_of_a_round_that_opens_are_drawn_by_the_page(room, person):
    [round_id] = planned(room, ("propose", "What matters?"))
    member = person("phone").join(room).page
    text = {"en": "First line.\nSee https://a.example and https://b.example.", "fi": "Suomeksi"}
    room.do("edit_round", round_id=round_id, instructions=text)
    room.do("open_round", round_id=round_id)
    told = member.locator("#now .round-instructions")
    expect(told).to_have_text(re.compile("First line.\\s+See https://a.example and https://b.example."))
    expect(told.locator("a:visible")).to_have_count(2)


def test_an_opening_in_which_nothing_was_done_is_undone_at_the_desk_and_in_every_room(room, person):
    planned(room, ("propose", "What matters?"))
    page = opened(room, person).page
    member = person("phone").join(room).page
    begin(page, "Open the round")
    expect(member.locator("#propose_goal")).to_be_visible()
    page.get_by_role("button", name="Undo the opening").click()
    expect(step(page, "Open the round")).to_be_visible()
    expect(member.locator("#propose_goal")).to_have_count(0)
    begin(page, "Open the round")
    expect(page.get_by_role("button", name="Undo the opening")).to_be_visible()
    room.goals(1)
    expect(page.get_by_role("button", name="Undo the opening")).to_have_count(0)


def test_a_copied_round_stands_right_after_it(room, person):
    planned(room, *(("pause", title) for title in TITLES))
    page = opened(room, person).page
    row(page, "One").locator("summary", has_text="Other actions").click()
    row(page, "One").get_by_role("button", name="Copy").click()
    expect(agenda(page)).to_have_text(["One", "One", "Two", "Three"])


def test_one_round_is_on_both_desks_and_in_both_rooms(room, person):
    other = room.do("create_workshop", title="Other hall")["workshop_id"]
    code = next(one["code"] for one in room.lead.snapshot(room.slug)["workshops"] if one["id"] == other)
    [round_id] = planned(room, ("propose", "Both halls"))
    lead = opened(room, person)
    page = lead.page
    row(page, "Both halls").get_by_role("link", name="Edit").click()
    dialog = page.get_by_role("dialog", name="Edit this round")
    dialog.locator("summary", has_text="In several workshops at once").click()
    dialog.get_by_role("checkbox", name="Other hall").check()
    dialog.get_by_role("button", name="Save").click()
    expect(row(page, "Both halls")).to_contain_text("In several workshops at once")
    begin(page, "Open the round")
    lead.go(f"/w/{code}/lead")
    expect(page.locator(".next h2")).to_have_text("Both halls")
    lead.go(f"/w/{code}")
    expect(page.locator("#propose_goal")).to_be_visible()
    expect(page.locator("#propose_goal [name=workshop_id]")).to_have_value(str(other))
    assert room.round(round_id)["state"] == "open"
