"""The document with two editors, one of them without a network, and with comments: nothing is lost or written over."""

from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.people import Person
from tests.browser.steps import WAITING, saved, sync, until
from tests.browser.walls import IMPATIENT
from tests.faults.room import Room

CUT = "Failed to load resource|ERR_|net::|WebSocket|fetch"
REFUSED = "status of 409"


@pytest.fixture
def paragraphs(room: Room) -> list[int]:
    """Two paragraphs of a draft."""
    room.do("create_document", title="Priorities", languages=["en"])
    texts = ("First as it was", "Second as it was")
    return [room.do("add_paragraph", section="introduction", text=each, lang="en")["paragraph_id"] for each in texts]


def editor(room: Room, person, name: str | None = None, **more) -> Person:
    """Seat a facilitator at the document; with a name, another one than the room's."""
    lead = person("laptop", **more)
    if name is None:
        lead.sign_in()
    else:
        email = f"{uuid4()}@example.org"
        room.do("invite_participant", email=email, role="facilitator")
        room.person(room.server.cli("token", "--email", email).strip()).done(room.slug, "rename_me", name=name)
        lead.sign_in(email)
    lead.go(f"/c/{room.slug}/document")
    return lead


def block(page: Page, number: int) -> Locator:
    return page.locator(f"#paragraph-{number}")


def edit(page: Page, number: int, text: str) -> Locator:
    """Write a paragraph anew, where it stands; gives its field."""
    block(page, number).locator(".document-edit > summary").click()
    field = block(page, number).locator("textarea[name='text.en']")
    field.fill(text)
    return field


def save(page: Page, number: int) -> None:
    block(page, number).get_by_role("button", name="Save").click()


def said(page: Page, number: int) -> Locator:
    return block(page, number).locator(".document-said")


def suggested(page: Page, number: int, text: str) -> None:
    """Expect a suggestion that stands beside a paragraph."""
    expect(block(page, number).locator(".document-talk")).to_contain_text(text)


def test_who_comes_second_sees_who_is_writing_and_what_they_save_stands_beside_it(room, paragraphs, person):
    first, _ = paragraphs
    kirsi, olli = editor(room, person), editor(room, person, "Olli")
    for each in (kirsi, olli):
        expect(said(each.page, first)).to_have_text("First as it was")
    theirs = edit(olli.page, first, "As Olli has it")
    summary = block(kirsi.page, first).locator(".document-edit > summary")
    expect(summary).to_contain_text("Olli is writing")
    edit(kirsi.page, first, "As Kirsi has it")
    expect(block(kirsi.page, first).locator("[data-held]")).to_contain_text("Olli is writing")
    kirsi.spies.forgive(REFUSED)
    save(kirsi.page, first)
    expect(kirsi.page.locator("#document-told")).to_contain_text("stands beside theirs as a suggestion")
    expect(said(kirsi.page, first)).to_have_text("First as it was")
    suggested(kirsi.page, first, "Kirsi")
    # Whoever is in the paragraph hears of it, and nothing of what they type moves.
    expect(block(olli.page, first).locator(".document-talk")).to_be_attached()
    expect(theirs).to_have_value("As Olli has it")
    save(olli.page, first)
    saved(olli.page)
    for each in (kirsi, olli):
        expect(said(each.page, first)).to_have_text("As Olli has it")
    expect(summary).to_have_text("Edit")


def test_an_editor_without_a_network_loses_nothing_and_writes_over_nobody(room, paragraphs, person, cable):
    first, second = paragraphs
    kirsi, olli = editor(room, person, origin=cable.url), editor(room, person, "Olli")
    kirsi.spies.forgive(f"{CUT}|{REFUSED}")
    # Begun with a network and left: what was typed is kept, with what it was typed over.
    edit(kirsi.page, second, "Second as Kirsi has it")
    _accepted(room, second, "Second beside it")
    cable.cut()
    edit(kirsi.page, first, "First as Kirsi has it")
    save(kirsi.page, first)
    expect(sync(kirsi.page)).to_have_text(WAITING, timeout=15000)
    edit(olli.page, first, "First as Olli has it")
    save(olli.page, first)
    saved(olli.page)
    expect(said(olli.page, first)).to_have_text("First as Olli has it")
    cable.mend()
    saved(kirsi.page)
    suggested(olli.page, first, "Kirsi")
    for each in (kirsi, olli):
        expect(said(each.page, first)).to_have_text("First as Olli has it")
    kirsi.page.reload()
    kirsi.wait_until_live()
    field = block(kirsi.page, second).locator("textarea[name='text.en']")
    expect(field).to_have_value("Second as Kirsi has it")
    save(kirsi.page, second)
    saved(kirsi.page)
    suggested(kirsi.page, second, "Kirsi")
    expect(said(kirsi.page, second)).to_have_text("Second beside it")


def _accepted(room, paragraph, text):
    """Let another facilitator write in a paragraph that is held, and take that up."""
    deputy, about = room.facilitator(), {"paragraph_id": paragraph, "text": text, "lang": "en", "version": 1}
    [made] = deputy.done(room.slug, "edit_paragraph", **about)["draft_comment_ids"]
    deputy.done(room.slug, "decide_suggestion", draft_comment_id=made, accept=True)


def test_whoever_types_holds_the_paragraph_anew_every_twenty_seconds_and_no_longer(room, paragraphs, person):
    kirsi = person("laptop").sign_in()
    kirsi.page.clock.install()
    kirsi.spies.forgive(IMPATIENT)
    kirsi.go(f"/c/{room.slug}/document")
    field = edit(kirsi.page, paragraphs[0], "First")
    for text, seconds, times in (("First as", 1, 1), ("First as it", 20, 2), ("", 60, 2)):
        if text:
            field.fill(text)
        kirsi.page.clock.run_for(seconds * 1000)
        until(lambda times=times: _held(kirsi) == times, kirsi.page)
        assert _held(kirsi) == times


def _held(who):
    return sum(url.endswith("/do/hold_paragraph") for url in who.spies.requests)


def test_what_is_typed_while_a_suggestion_for_it_is_accepted_stands_beside_that(room, paragraphs, person):
    first, _ = paragraphs
    room.do("advance_document", state="for_comment")
    [aino] = room.people(1)
    about = {"paragraph_id": first, "suggestion": "First as Aino has it", "lang": "en"}
    aino.done(room.slug, "add_draft_comment", **about)
    kirsi, olli = editor(room, person), editor(room, person, "Olli")
    field = edit(kirsi.page, first, "First as Kirsi has it")
    block(olli.page, first).get_by_role("button", name="Accept").click()
    expect(said(olli.page, first)).to_have_text("First as Aino has it")
    expect(kirsi.page.locator(".document-remark .tag", has_text="Accepted")).to_be_attached()
    expect(field).to_have_value("First as Kirsi has it")
    save(kirsi.page, first)
    expect(kirsi.page.locator("#document-told")).to_contain_text("suggestion")
    suggested(kirsi.page, first, "Kirsi")
    expect(said(kirsi.page, first)).to_have_text("First as Aino has it")


def test_who_writes_a_comment_or_a_text_while_it_is_adopted_is_told_so_and_keeps_it(room, paragraphs, person):
    first, second = paragraphs
    room.do("advance_document", state="for_comment")
    aino = person("phone").join(room, path=f"/c/{room.slug}/document")
    kirsi = editor(room, person)
    for each in (aino, kirsi):
        each.spies.forgive(REFUSED)
    talk = aino.page.locator(f"#talk-paragraph-{first}")
    talk.locator("summary").first.click()
    talk.locator("textarea[name=text]").fill("What I think of it")
    field = edit(kirsi.page, second, "Second, late")
    room.do("advance_document", state="proposed")
    meeting = {"body": "The board", "date": "2026-11-27", "unfinished": "In a hurry"}
    address = room.do("adopt_document", **meeting)["address"]
    stored = room.lead.request("GET", f"/d/{address}/document.json").content
    talk.get_by_role("button", name="Send").click()
    expect(talk.locator("p[data-refused]")).to_contain_text("has been adopted")
    expect(talk.locator("textarea[name=text]")).to_have_value("What I think of it")
    save(kirsi.page, second)
    expect(block(kirsi.page, second).locator(".document-edit p[data-refused]").first).to_contain_text(
        "has been adopted"
    )
    expect(field).to_have_value("Second, late")
    # What was typed and not sent is given back, also where its form is gone after a reload.
    for each, text in ((aino, "What I think of it"), (kirsi, "Second, late")):
        each.page.reload()
        each.wait_until_live()
        left = each.page.locator("#document-left")
        expect(left.locator("textarea")).to_have_value(text)
        left.get_by_role("button", name="Discard").click()
        each.page.reload()
        each.wait_until_live()
        expect(left).to_be_hidden()
    assert room.lead.request("GET", f"/d/{address}/document.json").content == stored
    assert b"late" not in stored and b"think" not in stored
