"""Writing a proposal, a comment and a reply: what is needed is said where it is needed, and one sees what one sent."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import opened, proposal, saved, send, titles
from tests.faults.room import Room

LONG = "Every village has the daily services within ten minutes, also for those without a car of their own"


def fault(page: Page, form: str) -> list[str]:
    """What is said to be wrong in a form."""
    return page.locator(f"{form} .fault:visible:not([data-refused])").all_inner_texts()


@pytest.mark.parametrize(
    "lang, sentences", [("fi", ["Valitse teema.", "Kirjoita tavoite."]), ("sv", ["Välj ett tema.", "Skriv målet."])]
)
@pytest.mark.parametrize("script", [True, False])
def test_a_proposal_names_the_theme_and_the_goal_that_it_lacks(room, person, lang, sentences, script):
    room.do("create_theme", title="Other theme")
    opened(room, "propose")
    aino = person("phone", lang, java_script_enabled=script).join(room)
    aino.spies.forgive("status of 422")
    page = aino.page
    themes = proposal(page).locator("[name=theme_id]")
    expect(proposal(page).locator("[name=theme_id]:checked")).to_have_count(0)
    proposal(page).locator("summary").first.click()
    proposal(page).locator("textarea[name=rationale]").fill("Because.")
    proposal(page).locator("button.big").click()
    expect(proposal(page).locator("[aria-invalid=true]")).to_have_count(2)
    assert [each for each in fault(page, "#propose_goal") if each] == sentences
    expect(proposal(page).locator("textarea[name=rationale]")).to_have_value("Because.")
    if script:
        expect(themes.first).to_be_focused()
    else:
        expect(page.locator(".summary a")).to_have_text(sentences)
    proposal(page).get_by_label("Other theme").check()
    proposal(page).locator("textarea[name=title]").fill("Fibre")
    proposal(page).locator("button.big").click()
    expect(page.get_by_role("article", name="Fibre")).to_be_visible()
    goals = room.lead.snapshot(room.slug)["goals"]
    assert [each["theme_id"] for each in goals] != [room.theme_id]


def test_a_link_under_a_theme_chooses_it_and_so_does_a_round_about_one_alone(room, person):
    other = room.do("create_theme", title="Other theme")["theme_id"]
    first = opened(room, "propose")
    aino = person("phone").join(room, path=f"/w/{room.code}?theme={other}")
    page = aino.page
    theme = proposal(page).locator("[name=theme_id]:checked")
    expect(theme).to_have_value(str(other))
    room.do("close_round", round_id=first)
    expect(proposal(page)).to_have_count(0)
    opened(room, "propose", theme_ids=[other])
    expect(theme).to_have_value(str(other))
    page.reload()
    aino.wait_until_live()
    expect(theme).to_have_value(str(other))


def test_the_whole_goal_is_seen_while_it_is_written_and_enter_sends_it(room, person):
    opened(room, "propose")
    page = person("phone").join(room).page
    field = proposal(page).get_by_label("Goal", exact=True)
    field.fill(LONG)
    assert field.evaluate("each => each.scrollHeight <= each.clientHeight + 1"), "nothing of it is scrolled away"
    counter = proposal(page).locator(".counter")
    expect(counter).to_be_hidden()
    field.press("End")
    field.press_sequentially(" or of their neighbours.")
    expect(counter).to_have_text(f"{300 - len(LONG) - 24} characters left")
    field.fill(LONG)
    field.press("Enter")
    saved(page)
    assert titles(room) == [LONG]
    expect(field).to_have_value("")


def test_line_ends_in_a_goal_become_blanks(room, person):
    opened(room, "propose")
    page = person("laptop", java_script_enabled=False).join(room).page
    proposal(page).get_by_label("Goal", exact=True).fill("Fibre\nto every\r\ncottage")
    send(page)
    expect(page.get_by_role("article", name="Fibre to every cottage")).to_be_visible()
    assert titles(room) == ["Fibre to every cottage"]


@pytest.fixture
def talk(room: Room) -> tuple[str, int]:
    """The path of a goal that is commented on, and a comment on it."""
    goal = room.goals(1)[0]
    room.lead.done(room.slug, "edit_goal", goal_id=int(goal), rationale="A long reason. " * 60, lang="en")
    opened(room, "comment")
    [writer] = room.people(1)
    made = [
        writer.done(room.slug, "add_comment", goal_id=int(goal), text=f"Comment {number}", stance="question")[
            "comment_id"
        ]
        for number in range(6)
    ]
    return f"/c/{room.slug}/goals/{goal}", made[0]


def in_sight(page: Page, selector: str) -> bool:
    """Whether the beginning of an element stands inside the window."""
    return page.locator(selector).evaluate(
        "e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.top < innerHeight - 40 }"
    )


def test_a_comment_names_what_it_lacks_and_is_in_sight_when_it_is_sent(room, person, talk):
    path, _ = talk
    page = (aino := person("phone").join(room, path=path)).page
    send_it = page.get_by_role("button", name="Send the comment")
    send_it.tap()
    assert fault(page, "#write") == ["Choose a stance.", "Write the comment."]
    page.locator("#write").get_by_label("Your comment").fill("All of us.")
    page.locator("#write label").filter(has_text="Against").tap()
    send_it.tap()
    own = page.locator("article.comment.mine")
    expect(own).to_be_focused()
    assert in_sight(page, "article.comment.mine")
    expect(page.locator("#write").get_by_label("Your comment")).to_have_value("")
    saved(page)
    assert any(each.startswith("Saved") for each in aino.spies.said)


def test_who_writes_the_next_thing_is_not_taken_away_from_it(room, person, talk):
    path, _ = talk
    page = person("laptop").join(room, path=path).page
    page.locator("#write label").filter(has_text="Against").click()
    page.locator("#write").get_by_label("Your comment").fill("All of us.")
    page.evaluate("document.addEventListener('sent', () => document.querySelector('#write textarea').focus())")
    page.get_by_role("button", name="Send the comment").click()
    # The comment is there before the first letter of the next one.
    expect(page.locator("article.comment.mine")).to_be_attached()
    page.wait_for_timeout(200)
    page.keyboard.type("And more")
    expect(page.locator("#write").get_by_label("Your comment")).to_have_value("And more")
    expect(page.locator("#write").get_by_label("Your comment")).to_be_focused()


def test_a_reply_is_typed_at_once_and_takes_no_stance_unless_one_likes(room, person, talk):
    path, first = talk
    page = person("laptop").join(room, path=path).page
    page.locator(f"#comment-{first}").get_by_role("link", name="Reply").click()
    form = page.locator(f"#reply-{first}")
    expect(form.get_by_label("Your comment")).to_be_focused()
    page.keyboard.type("The state and we.")
    expect(form.locator("[name=stance]:checked")).to_have_count(0)
    form.get_by_role("button", name="Send the reply").click()
    own = page.locator("article.comment.mine")
    expect(own).to_be_focused()
    expect(own.locator(".comment-stance").first).to_be_hidden()
    assert in_sight(page, "article.comment.mine")
    expect(page.locator(".comment-stance-sum > :visible")).to_have_text(["Question 6"])
    page.reload()
    expect(own.locator(".comment-stance").first).to_be_hidden()
    expect(page.locator(".comment-stance-sum > :visible")).to_have_text(["Question 6"])


def test_a_reply_without_a_stance_is_sent_without_scripts_too(room, person, talk):
    path, first = talk
    aino = person("phone", java_script_enabled=False).join(room, path=path)
    aino.spies.forgive("status of 422")
    page = aino.page
    page.locator(f"#comment-{first}").get_by_role("link", name="Reply").tap()
    form = page.locator(f"#reply-{first}")
    form.get_by_role("button", name="Send the reply").tap()
    expect(form.locator(".fault:visible")).to_have_text(["Write the comment."])
    form.get_by_label("Your comment").fill("The state.")
    form.get_by_role("button", name="Send the reply").tap()
    expect(page.locator("article.comment.mine > .words")).to_have_text("The state.")


@pytest.mark.parametrize("device", ["phone", "laptop"])
def test_who_comes_to_the_comments_sees_which_goal_they_are_about(room, person, talk, device):
    assert talk
    page = person(device).join(room).page
    page.get_by_role("article", name="Goal 1").get_by_role("link", name="comments").click()
    heading = page.locator("#comments")
    expect(heading).to_be_in_viewport()
    about = page.locator(".goal-talk > .goal-about")
    expect(about).to_be_in_viewport(ratio=1)
    expect(about).to_have_text("Goal 1")
    assert heading.evaluate("e => getComputedStyle(e).outlineStyle") == "none"
    below = about.evaluate("e => e.getBoundingClientRect().bottom")
    assert heading.evaluate("e => e.getBoundingClientRect().top") >= below - 1


def test_a_notice_goes_on_every_device_when_its_reader_says_so(room, person):
    opened(room, "propose")
    aino = person("phone").join(room)
    page, other = aino.page, aino.tab(f"/w/{room.code}")
    expect(page.locator("body[data-state=online]")).to_be_attached()
    for title in ("One", "Two"):
        proposal(page).get_by_label("Goal", exact=True).fill(title)
        send(page)
        saved(page)
    for each in room.lead.snapshot(room.slug)["goals"]:
        room.do("hide_goal", goal_id=each["id"], reason="Test")
    notices = page.locator("#notices li")
    expect(notices).to_have_count(2)
    for left in (1, 0):
        page.get_by_role("button", name="Got it").first.tap()
        expect(notices).to_have_count(left)
        assert page.evaluate("document.activeElement !== document.body")
    expect(page.locator("#notices .notice")).to_be_hidden()
    expect(other.locator("#notices .notice")).to_be_hidden()
    page.reload()
    expect(page.locator("#notices .notice")).to_be_hidden()
