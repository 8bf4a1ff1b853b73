"""The goal page follows what happens to its goal, and takes nothing from who writes on it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import keys
from tests.browser.people import Person
from tests.browser.steps import opened, saved
from tests.faults.room import Room

WORDS = "Also to the summer cottages"


@pytest.fixture
def talk(room):
    """A goal that is talked about: its id, a comment on it, and the author of that comment."""
    goal = int(room.goals(1)[0])
    opened(room, "comment")
    [writer] = room.people(1)
    made = writer.done(room.slug, "add_comment", goal_id=goal, text="Who pays?", stance="question")["comment_id"]
    return goal, made, writer


def look(person, room: Room, goal: int, device: str = "phone", **more) -> Person:
    """Seat a member before the goal's page."""
    return person(device, **more).join(room, path=f"/c/{room.slug}/goals/{goal}")


def comment(page: Page, text: str) -> Locator:
    """The comment that says this."""
    return page.locator("article.comment").filter(has=page.get_by_text(text, exact=True)).last


def news(page: Page, words: str) -> Locator:
    """The button behind which something new waits."""
    return page.get_by_role("button", name=words)


def test_what_others_add_waits_until_it_is_asked_for(room, person, talk):
    goal, first, writer = talk
    aino = look(person, room, goal)
    room.lead.done(room.slug, "propose_measure", goal_id=goal, text="Support for broadband", time_frame="2027")
    writer.done(room.slug, "add_comment", goal_id=goal, reply_to=first, text="The state?", stance="neutral")
    writer.done(room.slug, "add_comment", goal_id=goal, text="Too slow.", stance="against")
    for words, text in (
        ("1 new measure", "Support for broadband"),
        ("1 new reply", "The state?"),
        ("1 new comment", "Too slow."),
    ):
        expect(aino.page.get_by_text(text)).to_have_count(0)
        news(aino.page, words).tap()
        expect(aino.page.get_by_text(text).first).to_be_visible()
    expect(comment(aino.page, "Who pays?").locator("> .comment-replies")).to_contain_text("The state?")
    expect(aino.page.locator(".comment-stance-sum > :visible")).to_have_text(["Against 1", "Question 1"])


def test_a_stance_is_a_small_shape_beside_its_word_and_chosen_by_one_press(room, person, talk):
    goal, _, _ = talk
    aino = look(person, room, goal)
    shapes = aino.page.locator(".comment-shape:visible")
    heights = [shape.bounding_box()["height"] for shape in shapes.all()]
    assert len(heights) == 6 and max(heights) < 32, heights
    aino.page.locator("#write label").filter(has_text="Against").tap()
    expect(aino.page.locator("#write").get_by_label("Against")).to_be_checked()
    choices = aino.page.locator("#write .comment-stance-choice").all()
    assert len({choice.bounding_box()["y"] for choice in choices}) == 2, "two by two"


def test_what_those_who_lead_change_stands_there_at_once(room, person, talk):
    goal, first, writer = talk
    aino = look(person, room, goal)
    other = room.do("create_theme", title="Other theme")["theme_id"]
    room.lead.do(room.slug, "edit_goal", goal_id=goal, title="Fibre to every cottage", rationale="It pays.", lang="en")
    expect(aino.page.get_by_role("heading", level=1)).to_have_text("Fibre to every cottage")
    expect(aino.page.get_by_text("It pays.")).to_be_visible()
    room.do("move_goal", goal_id=goal, theme_id=other, reason="Belongs there.")
    expect(aino.page.get_by_role("link", name="Other theme")).to_be_visible()
    writer.done(room.slug, "add_comment", goal_id=goal, reply_to=first, text="The state?", stance="neutral")
    news(aino.page, "1 new reply").tap()
    room.do("hide_comment", comment_id=first, reason="Off the point.")
    expect(aino.page.get_by_text("Who pays?")).to_have_count(0)
    expect(aino.page.locator(f"#comment-{first}-head").get_by_text("A comment that is no longer here")).to_be_visible()
    expect(aino.page.get_by_text("The state?").first).to_be_visible()


def test_a_goal_that_is_hidden_leaves_who_reads_a_way_on(room, person, talk):
    goal, _, _ = talk
    aino = look(person, room, goal)
    room.do("hide_goal", goal_id=goal, reason="Twice the same.")
    gone = aino.page.get_by_role("region", name="This goal is no longer here")
    expect(gone).to_be_visible()
    expect(aino.page.get_by_role("heading", level=1)).to_be_hidden()
    gone.get_by_role("link", name="To the other goals").tap()
    aino.page.wait_for_url(f"**/c/{room.slug}*")


def test_a_goal_that_is_hidden_takes_nothing_from_who_writes(room, person, talk):
    goal, _, _ = talk
    aino = look(person, room, goal)
    field = aino.page.locator("#write").get_by_label("Your comment")
    field.fill(WORDS)
    room.do("hide_goal", goal_id=goal, reason="Twice the same.")
    expect(aino.page.get_by_text("What you wrote stands here until you close it")).to_be_visible()
    expect(field).to_have_value(WORDS)
    expect(field).to_be_focused()


def test_a_reply_that_is_being_written_is_not_touched(room, person, talk):
    goal, first, writer = talk
    aino = look(person, room, goal)
    comment(aino.page, "Who pays?").get_by_role("link", name="Reply").tap()
    field = aino.page.locator(f"#reply-{first}").get_by_label("Your comment")
    field.fill(WORDS)
    field.evaluate("each => each.setSelectionRange(5, 7)")
    top = field.evaluate("each => each.getBoundingClientRect().top")
    for number in range(20):
        room.lead.do(room.slug, "edit_goal", goal_id=goal, title=f"Wording {number}", lang="en")
        writer.done(room.slug, "add_comment", goal_id=goal, text=f"Comment {number}", stance="for")
        writer.done(room.slug, "edit_comment", comment_id=first, text=f"Who pays {number}?", lang="en")
        now = field.evaluate("e => [e.value, e.selectionStart, e.selectionEnd, e === document.activeElement]")
        assert now == [WORDS, 5, 7, True]
    expect(aino.page.get_by_role("heading", level=1)).to_have_text("Wording 19")
    expect(aino.page.get_by_text("Who pays 19?").first).to_be_visible()
    assert abs(field.evaluate("each => each.getBoundingClientRect().top") - top) < 2
    expect(news(aino.page, "20 new comments")).to_be_attached()


def test_a_reply_is_written_thrown_away_taken_back_and_reworded_by_keys_alone(room, person, talk):
    goal, first, _ = talk
    bengt = look(person, room, goal, "laptop")
    page, form = bengt.page, bengt.page.locator(f"#reply-{first}")
    keys.press(page, comment(page, "Who pays?").get_by_role("link", name="Reply"))
    keys.tick(page, form.get_by_label("Neutral"))
    keys.write(page, form.get_by_label("Your comment"), "The state.")
    keys.press(page, form.get_by_role("link", name="Not now"))
    expect(form).to_have_count(0)
    expect(page.get_by_role("button", name="Take it back")).to_be_focused()
    page.keyboard.press("Enter")
    expect(form.get_by_label("Your comment")).to_have_value("The state.")
    keys.press(page, form.get_by_role("button", name="Send the reply"))
    saved(page)
    own = comment(page, "The state.")
    expect(own).to_contain_text("Yours")
    keys.press(page, own.get_by_role("link", name="Edit"))
    field = page.locator("form[id^=edit_comment-]").get_by_label("Your comment")
    keys.reach(page, field)
    page.keyboard.press("End")
    page.keyboard.type(" And we.")
    keys.press(page, page.locator("form[id^=edit_comment-]").get_by_role("button", name="Save"))
    expect(comment(page, "The state. And we.")).to_be_visible()


def test_one_s_own_comment_is_reworded_and_withdrawn_without_scripts(room, person, talk):
    goal, _, _ = talk
    aino = look(person, room, goal, java_script_enabled=False)
    page = aino.page
    page.locator("#write").get_by_label("For", exact=True).check()
    page.locator("#write").get_by_label("Your comment").fill("All of us.")
    page.get_by_role("button", name="Send the comment").tap()
    comment(page, "All of us.").get_by_role("link", name="Edit").tap()
    form = page.locator("form[id^=edit_comment-]")
    form.get_by_label("Your comment").fill("All of us together.")
    form.get_by_role("button", name="Save").tap()
    comment(page, "All of us together.").get_by_role("link", name="Withdraw").tap()
    page.locator("form[id^=withdraw_comment-]").get_by_role("button", name="Withdraw").tap()
    expect(comment(page, "All of us together.")).to_have_count(0)
    expect(page.get_by_text("Who pays?").first).to_be_visible()
