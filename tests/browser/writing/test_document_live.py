"""The document for those who take part: they see it change, and lose nothing that they type. And dragging in it."""

from playwright.sync_api import expect

from tests.browser.steps import saved
from tests.browser.writing.test_document import block, edit, editor, paragraphs, said, save, suggested
from tests.faults.room import Room

__all__ = ["paragraphs"]


def reader(room: Room, person, device: str = "laptop"):
    """Seat a member at the document."""
    return person(device).join(room, path=f"/c/{room.slug}/document")


def write(page, number: int):
    """Open the form for a comment; gives its fold."""
    talk = page.locator(f"#talk-paragraph-{number}")
    talk.locator("summary").first.click()
    return talk


def test_whoever_comments_sees_the_text_change_and_their_comment_suggests_nothing_of_the_old_one(
    room, paragraphs, person
):
    first, second = paragraphs
    room.do("advance_document", state="for_comment")
    aino, kirsi = reader(room, person, "phone"), editor(room, person)
    talk = write(aino.page, first)
    talk.locator("textarea[name=text]").fill("Tell who was heard")
    edit(kirsi.page, first, "First as Kirsi has it")
    save(kirsi.page, first)
    edit(kirsi.page, second, "Second as Kirsi has it")
    save(kirsi.page, second)
    for number, text in ((first, "First as Kirsi has it"), (second, "Second as Kirsi has it")):
        expect(said(aino.page, number)).to_have_text(text)
    expect(talk.locator("textarea[name=text]")).to_have_value("Tell who was heard")
    talk.get_by_role("button", name="Send").click()
    saved(aino.page)
    # It comes to the facilitator by itself, as what it is.
    expect(block(kirsi.page, first).locator(".document-remark")).to_contain_text("Tell who was heard")
    assert block(kirsi.page, first).locator(".document-remark .difference").count() == 0


def test_a_suggestion_and_what_becomes_of_it_are_seen_by_both_without_a_reload(room, paragraphs, person):
    first, _ = paragraphs
    room.do("advance_document", state="for_comment")
    aino, kirsi = reader(room, person), editor(room, person)
    talk = write(aino.page, first)
    talk.locator("textarea[name=suggestion]").fill("First as Aino has it")
    talk.get_by_role("button", name="Send").click()
    suggested(kirsi.page, first, "Aino")
    # It waits in the margin, folded, since nothing moves under the finger.
    block(kirsi.page, first).locator(".document-waits > summary").click()
    block(kirsi.page, first).get_by_role("button", name="Accept").click()
    expect(said(aino.page, first)).to_have_text("First as Aino has it")
    expect(aino.page.locator(".document-remark .tag", has_text="Accepted")).to_be_attached()
    room.do("advance_document", state="proposed")
    expect(aino.page.locator(".document-state")).to_have_text("Proposed")
    expect(aino.page.get_by_role("button", name="Send")).to_have_count(0)


def test_readers_of_a_long_document_are_told_that_it_has_changed_and_look_when_they_will(room, paragraphs, person):
    first, _ = paragraphs
    _lengthen(room)
    room.do("advance_document", state="for_comment")
    aino = reader(room, person, "phone")
    told = aino.page.locator("#document-anew")
    expect(told).to_be_hidden()
    talk = write(aino.page, first)
    talk.locator("textarea[name=text]").fill("Tell who was heard")
    room.do("edit_paragraph", paragraph_id=first, text="First, anew", lang="en")
    expect(told).to_be_in_viewport()
    expect(said(aino.page, first)).to_have_text("First as it was")
    told.get_by_role("button").click()
    expect(said(aino.page, first)).to_have_text("First, anew")
    expect(told).to_be_hidden()
    expect(talk.locator("textarea[name=text]")).to_have_value("Tell who was heard")


def test_readers_are_told_that_the_document_is_a_draft_again_and_keep_what_they_type(room, paragraphs, person):
    first, _ = paragraphs
    room.do("advance_document", state="for_comment")
    aino, kirsi = reader(room, person, "phone"), editor(room, person)
    told, text = aino.page.locator("#document-draft"), write(aino.page, first).locator("textarea[name=text]")
    text.fill("Tell who was heard")
    room.do("advance_document", state="draft")
    expect(told).to_be_in_viewport()
    expect(text).to_have_value("Tell who was heard")
    text.blur()
    expect(said(aino.page, first)).to_have_count(0)
    expect(aino.page.locator("#document-left textarea")).to_have_value("Tell who was heard")
    expect(kirsi.page.locator(".document-state")).to_have_text("Draft")
    expect(kirsi.page.locator("#document-draft")).to_be_hidden()
    room.do("advance_document", state="for_comment")
    expect(said(aino.page, first)).to_have_text("First as it was")
    expect(told).to_be_hidden()
    expect(aino.page.locator("#document-left")).to_be_hidden()
    expect(text).to_have_value("Tell who was heard")


def _lengthen(room: Room) -> None:
    theme = room.lead.snapshot(room.slug)["themes"][0]["id"]
    for number in range(11):
        goal = room.do("propose_goal", theme_id=theme, title=f"Goal {number}")["goal_id"]
        room.do("include_goal", goal_id=goal)
        for each in range(18):
            room.do("propose_measure", goal_id=goal, text=f"Measure {each}")


def test_paragraphs_are_dragged_by_their_grips(room, paragraphs, person):
    first, second = paragraphs
    third = room.do("add_paragraph", section="introduction", text="Third", lang="en")["paragraph_id"]
    other = room.do("add_paragraph", section="follow_up", text="Apart", lang="en")["paragraph_id"]
    page = editor(room, person).page
    section = page.locator("#introduction .document-said")
    assert block(page, other).locator("[data-grip]").count() == 0, "there is nothing beside it"
    block(page, third).locator("[data-grip]").drag_to(block(page, first), target_position={"x": 40, "y": 3})
    expect(section).to_have_text(["Third", "First as it was", "Second as it was"])
    last = block(page, second)
    low = last.bounding_box()["height"] - 3
    block(page, third).locator("[data-grip]").drag_to(last, target_position={"x": 40, "y": low})
    expect(section).to_have_text(["First as it was", "Second as it was", "Third"])
    # In another section it has no place.
    block(page, first).locator("[data-grip]").drag_to(block(page, other))
    page.reload()
    expect(section).to_have_text(["First as it was", "Second as it was", "Third"])
