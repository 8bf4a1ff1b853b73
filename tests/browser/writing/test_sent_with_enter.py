"""What was sent, by whatever key, is not begun any more: nothing calls it lost, and a secret ballot leaves no trace."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.entry.test_leaving import KEPT
from tests.browser.steps import cast, dots, held_back, let_through, opened, proposal, saved, sync, titles, until

OVER = "This round is over."


def enter(field: Locator) -> None:
    """Press the phone's Go key in a field, which sends its form; the focus stays in it."""
    field.focus()
    if field.evaluate("each => each.localName === 'input'"):
        field.press("Enter")
    else:
        field.evaluate("each => each.form.requestSubmit()")


def choices(page: Page) -> list[str]:
    """The choices that can be read anywhere on a page."""
    return page.evaluate(
        """() => [...document.querySelectorAll("[name^='choices.']")]
          .filter((field) => field.value && (!["radio", "checkbox"].includes(field.type) || field.checked))
          .map((field) => `${field.name}=${field.value}`)"""
    )


def test_a_proposal_sent_with_enter_is_over_when_its_round_is(room, person):
    round_id = opened(room, "propose")
    page = person("phone").join(room).page
    field = proposal(page).get_by_label("Goal", exact=True)
    field.fill("Fibre")
    enter(field)
    saved(page)
    room.do("close_round", round_id=round_id)
    expect(proposal(page)).to_have_count(0)
    expect(page.get_by_text(OVER)).to_have_count(0)
    assert titles(room) == ["Fibre"]
    assert page.evaluate("document.activeElement.id") == "now"


def test_a_proposal_whose_answer_comes_after_the_close_is_not_called_lost(room, person):
    round_id = opened(room, "propose")
    page = person("phone").join(room).page
    answers = []
    page.route("**/do/**", lambda route: answers.append((route, route.fetch())))
    field = proposal(page).get_by_label("Goal", exact=True)
    field.fill("Fibre")
    enter(field)
    until(lambda: answers, page)
    room.do("close_round", round_id=round_id)
    expect(proposal(page)).to_have_count(0)
    expect(page.get_by_text(OVER)).to_have_count(0)
    for route, answer in answers:
        route.fulfill(response=answer)
    page.unroute_all(behavior="wait")
    saved(page)
    expect(page.get_by_text(OVER)).to_have_count(0)
    assert titles(room) == ["Fibre"]


def test_the_next_text_that_was_begun_before_the_answer_stays(room, person):
    round_id = opened(room, "propose")
    page = person("phone").join(room).page
    routes = held_back(page)
    field = proposal(page).get_by_label("Goal", exact=True)
    field.fill("Fibre")
    enter(field)
    until(lambda: routes, page)
    field.press_sequentially("Roads")
    let_through(page, routes)
    saved(page)
    room.do("close_round", round_id=round_id)
    expect(page.get_by_text(OVER)).to_be_visible()
    expect(field).to_have_value("Roads")
    assert titles(room) == ["Fibre"]


@pytest.mark.parametrize("what", ["comment", "reply", "edit"])
def test_on_a_goals_page_what_was_sent_is_gone_when_the_round_is_over(room, person, what):
    goal = int(room.goals(1)[0])
    round_id = opened(room, "propose" if what == "edit" else "comment")
    aino = person("phone").join(room)
    if what == "reply":
        room.do("add_comment", goal_id=goal, text="First", stance="for")
    if what == "edit":
        made = {"theme_id": room.theme_id, "title": "Mine", "lang": "en"}
        headers = {"Origin": aino.origin}
        path = f"{aino.origin}/api/v1/consultations/{room.slug}/do/propose_goal"
        fields = {**{name: str(value) for name, value in made.items()}, "key": "0b1f4fbe-6a0e-4f3e-8d7b-2b7f9b0c1d2e"}
        answer = aino.context.request.post(path, form=fields, headers={**headers, "Accept": "application/json"})
        goal = answer.json()["result"]["goal_id"]
    page = aino.go(f"/c/{room.slug}/goals/{goal}")
    if what == "comment":
        form = page.locator(f"#add_comment-{goal}")
        form.get_by_label("Your comment").fill("Yes.")
        radio = form.locator("[name=stance][value=for]")
        radio.evaluate("each => each.click()")
        enter(radio)
    elif what == "reply":
        page.get_by_role("link", name=re.compile("^Reply")).first.click()
        form = page.locator("form[id^=reply-]")
        form.locator("textarea").fill("Indeed.")
        radio = form.locator("[name=stance][value=for]")
        if radio.count():
            radio.evaluate("each => each.click()")
        form.locator("textarea").evaluate("each => { each.focus(); each.form.requestSubmit(); }")
    else:
        page.get_by_role("link", name=re.compile("^Edit")).first.click()
        form = page.locator(f"#edit_goal-{goal}")
        field = form.locator("[name=title]")
        field.fill("Mine, reworded")
        field.evaluate("each => { each.focus(); each.form.requestSubmit(); }")
    saved(page)
    room.do("close_round", round_id=round_id)
    expect(page.locator("#write form, form.placed")).to_have_count(0)
    expect(page.get_by_text(OVER)).to_have_count(0)


@pytest.mark.parametrize("how", ["enter", "click", "another tab"])
def test_a_secret_ballot_leaves_nothing_that_can_be_read(room, person, how):
    room.goals(2)
    opened(room, "vote", method="dots", secrecy="secret", points=5)
    aino = person("phone").join(room)
    page = aino.page
    dots(page, "Goal 1").fill("3")
    dots(page, "Goal 2").fill("2")
    page.get_by_role("checkbox", name=re.compile("I have checked")).check()
    if how == "another tab":
        sender = aino.tab(f"/w/{room.code}")
        dots(page, "Goal 2").focus()
        cast(sender)
        expect(sync(sender)).to_have_text(re.compile("^Saved"))
    elif how == "click":
        cast(page)
    else:
        enter(dots(page, "Goal 2"))
    expect(page.locator("form.ballot")).to_have_count(0)
    expect(page.get_by_text(OVER)).to_have_count(0)
    assert choices(page) == []
    until(lambda: "choices." not in str(page.evaluate(KEPT)), page)
    page.reload()
    aino.wait_until_live()
    assert choices(page) == []
    page.goto("about:blank")
    page.go_back()
    expect(page.locator("body[data-state=online]")).to_be_attached()
    assert choices(page) == []
    assert "choices." not in str(page.evaluate(KEPT))


@pytest.mark.parametrize("secrecy", ["confidential", "named"])
def test_a_ballot_sent_with_enter_follows_what_is_stored_and_goes_with_its_round(room, person, secrecy):
    first, _ = room.goals(2)
    vote = opened(room, "vote", method="dots", secrecy=secrecy, points=5)
    page = person("phone").join(room).page
    field = dots(page, "Goal 1")
    field.fill("3")
    enter(field)
    saved(page)
    expect(page.locator(".dock[data-dock=sent]")).to_be_visible()
    expect(field).to_have_value("3")
    assert "choices." not in str(page.evaluate(KEPT))
    room.do("close_round", round_id=vote)
    # The caret is still in it: it stays to be read until it is closed, and calls nothing lost.
    expect(page.locator("form.ballot")).to_contain_text(re.compile(r"What you sent at \d\d:\d\d was counted\."))
    expect(page.get_by_text(re.compile("were not counted|not sent"))).to_have_count(0)
    page.locator("form.ballot").get_by_role("button", name="Close").click()
    expect(page.locator("form.ballot")).to_have_count(0)
    expect(page.get_by_text(OVER)).to_have_count(0)
    assert room.reveal(vote)["goals"][first]["points"] == 3
