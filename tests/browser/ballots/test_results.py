"""The page of results is live: figures move, rounds appear as they are shown, and nothing moves under the reader."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.people import Person
from tests.faults.room import Room

LIVE = {"method": "dots", "points": 5, "secrecy": "named", "results": "live"}
LATER = {**LIVE, "results": "on_reveal"}


def look(person, room: Room, device: str = "phone") -> Person:
    """Seat someone who looks at the results."""
    return person(device).join(room, path=f"/c/{room.slug}/results")


def counted(page: Page, round_id: int) -> Locator:
    """The section of a round."""
    return page.locator(f"#results-{round_id}")


def figures(page: Page, round_id: int) -> list[str]:
    """The rows of a round's figures, as they stand."""
    rows = counted(page, round_id).locator(".results-figures tbody tr")
    return [" ".join(text.split()) for text in rows.all_inner_texts()]


def unfolded(page: Page) -> str:
    """All that the page says, with its folds open."""
    for fold in page.locator("#counted summary:visible").all():
        fold.click()
    return page.locator("main").inner_text()


def test_figures_move_while_a_round_is_open(room, person):
    first, second = room.goals(2)
    vote = room.vote(**LIVE)
    member, other = room.people(2)
    aino = look(person, room)
    member.done(room.slug, "cast_ballot", round_id=vote, choices={first: 1})
    expect(counted(aino.page, vote).get_by_text("1 person voted.")).to_be_visible()
    assert figures(aino.page, vote) == ["1 1.1 Goal 1 1 1", "2 1.2 Goal 2 0 0"]
    other.done(room.slug, "cast_ballot", round_id=vote, choices={second: 4})
    expect(counted(aino.page, vote).get_by_text("2 people voted.")).to_be_visible()
    assert figures(aino.page, vote) == ["1 1.2 Goal 2 4 1", "2 1.1 Goal 1 1 1"]
    expect(counted(aino.page, vote)).to_contain_text("so far")


VOTES = [("approve", "secret", 1), ("opinion", "named", "agree"), ("dots", "confidential", 2)]


@pytest.mark.parametrize(("method", "secrecy", "value"), VOTES)
def test_a_round_appears_when_it_is_shown_just_as_it_is_served(room, person, method, secrecy, value):
    goals = room.goals(2)
    room.do("create_body", title="Network", kind="network")
    body = room.lead.snapshot(room.slug)["bodies"][0]["key"]
    vote = room.vote(method=method, secrecy=secrecy, points=5 if method == "dots" else None)
    for member in [*room.people(5, body=body), *room.people(6)]:
        member.done(room.slug, "cast_ballot", round_id=vote, choices={goals[0]: value})
    aino = look(person, room, "laptop")
    expect(aino.page.get_by_text("No results have been shown yet.")).to_be_visible()
    room.do("close_round", round_id=vote)
    waiting = aino.page.get_by_role("region", name="Counted, not shown yet")
    expect(waiting).to_contain_text(room.round(vote)["commitment"])
    expect(counted(aino.page, vote)).to_have_count(0)
    room.do("reveal_results", round_id=vote)
    expect(counted(aino.page, vote).get_by_text("11 people voted.")).to_be_visible()
    expect(waiting).to_be_hidden()
    shown = unfolded(aino.page)
    bare = person("laptop", java_script_enabled=False)
    bare.context.add_cookies(aino.context.cookies())
    bare.page.goto(f"{bare.origin}/c/{room.slug}/results")
    reload = bare.page.get_by_text("Reload the page to see what is new")
    assert shown == unfolded(bare.page).replace(reload.inner_text() + "\n\n", "")


def test_a_new_result_is_said_once_and_named_among_the_rounds(room, person):
    goals = room.goals(1)
    first, second = room.vote(**LIVE), room.vote(**LATER)
    member = room.people(1)[0]
    for vote in (first, second):
        member.done(room.slug, "cast_ballot", round_id=vote, choices={goals[0]: 1})
    aino = look(person, room)
    expect(counted(aino.page, first).get_by_text("1 person voted.")).to_be_visible()
    expect(aino.page.get_by_role("navigation", name="Rounds")).to_be_hidden()
    room.do("close_round", round_id=second)
    expect(aino.page.get_by_role("region", name="Counted, not shown yet")).to_be_visible()
    room.do("reveal_results", round_id=second)
    expect(counted(aino.page, second)).to_be_visible()
    expect(aino.page.get_by_role("navigation", name="Rounds").get_by_role("link")).to_have_count(2)
    aino.page.wait_for_timeout(700)
    assert aino.spies.said == ["Closed: Vote", "The results are shown: Vote"]


def test_nothing_moves_under_who_reads_in_a_fold(room, person):
    goals = room.goals(12)
    early = room.vote(**LATER)
    member, other = room.people(2)
    member.done(room.slug, "cast_ballot", round_id=early, choices={goals[0]: 1})
    room.finish(early)
    live, later = room.vote(**LIVE), room.vote(**LATER)
    aino = look(person, room)
    fold = counted(aino.page, early).get_by_text("Who voted what")
    fold.click()
    fold.evaluate("each => each.scrollIntoView({ block: 'center' })")
    before = fold.evaluate("each => each.getBoundingClientRect().top")
    for each in (member, other):
        for vote in (live, later):
            each.done(room.slug, "cast_ballot", round_id=vote, choices={goals[-1]: 1, goals[3]: 2})
    room.finish(later)
    expect(counted(aino.page, later)).to_be_attached()
    expect(counted(aino.page, live).get_by_text("2 people voted.")).to_be_attached()
    top, focused, unfolded = fold.evaluate(
        "each => [each.getBoundingClientRect().top, each === document.activeElement, each.parentElement.open]"
    )
    assert abs(top - before) < 2, "the page moved under the reader"
    assert focused and unfolded


def test_the_focus_stays_on_a_goal_that_overtakes_others(room, person):
    goals = room.goals(3)
    vote = room.vote(**LIVE)
    member, other = room.people(2)
    other.done(room.slug, "cast_ballot", round_id=vote, choices={goals[0]: 3, goals[1]: 2})
    aino = look(person, room, "laptop")
    link = counted(aino.page, vote).get_by_role("link", name="Goal 3")
    expect(counted(aino.page, vote).get_by_text("1 person voted.")).to_be_visible()
    link.focus()
    member.done(room.slug, "cast_ballot", round_id=vote, choices={goals[2]: 5})
    expect(counted(aino.page, vote).get_by_text("2 people voted.")).to_be_visible()
    assert figures(aino.page, vote) == ["1 1.3 Goal 3 5 1", "2 1.1 Goal 1 3 1", "3 1.2 Goal 2 2 1"]
    expect(link).to_be_focused()


def test_what_was_counted_stays_whatever_becomes_of_it_live_as_when_the_page_is_loaded(room, person):
    goals = room.goals(4)
    vote = room.vote(**LATER)
    member = room.people(1)[0]
    member.done(room.slug, "cast_ballot", round_id=vote, choices=dict(zip(goals, (1, 2, 1, 1), strict=True)))
    room.finish(vote)
    aino = look(person, room)
    expect(counted(aino.page, vote).get_by_role("link", name="Goal 2")).to_be_visible()
    other = room.do("create_theme", title="Other")["theme_id"]
    room.do("hide_goal", goal_id=int(goals[0]), reason="Twice the same.")
    room.do("withdraw_goal", goal_id=int(goals[1]))
    room.do("edit_goal", goal_id=int(goals[2]), title="Otherwise", lang="fi")
    room.do("move_goal", goal_id=int(goals[3]), theme_id=other)
    last = counted(aino.page, vote).locator(".results-figures tbody tr").last
    expect(last).to_contain_text("moved since", use_inner_text=True)
    live = [re.sub(r" (on )?\d+ \w+ 20\d\d at \d+:\d\d", "", row) for row in figures(aino.page, vote)]
    assert live == [
        "1 1.2 Goal 2 withdrawn after the vote 2 1",
        "= shared place 2 1.1 (hidden) hidden since 1 1",
        "= shared place 2 1.3 Goal 3 reworded since 1 1",
        "= shared place 2 1.4 Goal 4 moved since 1 1",
    ]
    expect(counted(aino.page, vote).get_by_role("link")).to_have_count(2)
    aino.page.reload()
    expect(counted(aino.page, vote)).to_be_visible()
    again = [re.sub(r" (on )?\d+ \w+ 20\d\d at \d+:\d\d", "", row) for row in figures(aino.page, vote)]
    assert again == live
    assert "Goal 1" not in unfolded(aino.page)
    room.do("restore_goal", goal_id=int(goals[0]))
    expect(counted(aino.page, vote).get_by_role("link", name="1.1 Goal 1")).to_be_visible()
    expect(counted(aino.page, vote)).not_to_contain_text("(hidden)", use_inner_text=True)


def test_the_wall_of_a_hall_shows_no_hidden_title_whoever_opened_it(room, person):
    goals = room.goals(2)
    vote = room.vote(**LATER, workshop_id=room.workshop_id)
    member = room.people(1)[0]
    member.done(room.slug, "cast_ballot", round_id=vote, choices={goals[0]: 1, goals[1]: 2})
    room.finish(vote)
    kirsi = person("laptop").sign_in()
    kirsi.go(f"/w/{room.code}/wall?lang=en")
    rows = kirsi.page.locator(".wall-result")
    expect(rows.first).to_contain_text("1.2 Goal 2")
    room.do("hide_goal", goal_id=int(goals[0]), reason="Twice the same.")
    room.do("withdraw_goal", goal_id=int(goals[1]))
    expect(rows.nth(1)).to_contain_text("1.1 (hidden)", use_inner_text=True)
    expect(rows.first).to_contain_text("1.2 Goal 2")
    expect(rows.first).to_contain_text("withdrawn after the vote", use_inner_text=True)
    expect(kirsi.page.locator("body")).not_to_contain_text("Goal 1")
