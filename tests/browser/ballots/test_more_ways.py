"""Scores, ranks and consent on a ballot: by finger, by keyboard, without a script; and what results show of them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import ballot, cast, opened, until
from tests.browser.votes import stored

BOTH = ["importance", "feasibility"]


def asked(room, **terms) -> int:
    """Let people vote on the goals that there are."""
    return opened(room, "vote", **{"secrecy": "confidential", **terms})


def scores(page: Page, goal: str, criterion: str):
    """The five answers to a goal by one criterion."""
    return page.get_by_role("group", name=goal, exact=True).get_by_role("group", name=criterion)


def place(page: Page, goal: str):
    """The field for a goal's place."""
    return page.locator("form.ballot").get_by_role("textbox", name=goal, exact=True)


def row(page: Page, goal: str):
    """The row of a goal that can be put in order."""
    return page.locator(".ballot-choice").filter(has=page.get_by_text(goal, exact=True))


def test_goals_are_scored_by_two_criteria_and_a_half_answered_one_counts(room, person):
    one, other, _ = (str(each) for each in room.goals(3))
    round_id = asked(room, method="score", criteria=BOTH)
    page = person("phone").join(room).page
    expect(page.get_by_text("Score each from 1 (low) to 5 (high).")).to_be_visible()
    scores(page, "Goal 1", "Importance").get_by_text("5", exact=True).click()
    scores(page, "Goal 1", "Feasibility").get_by_text("2", exact=True).click()
    scores(page, "Goal 2", "Importance").get_by_text("3", exact=True).click()
    expect(ballot(page)).to_contain_text("2 scored")
    cast(page)
    expect(ballot(page)).to_have_attribute("data-dock", "sent")
    assert stored(room, round_id, page) == {
        str(one): {"importance": 5, "feasibility": 2},
        str(other): {"importance": 3},
    }
    scores(page, "Goal 1", "Feasibility").get_by_text("2", exact=True).click()
    scores(page, "Goal 2", "Feasibility").get_by_role("radio", name="1").focus()
    page.keyboard.press("ArrowRight")
    cast(page, "Send the changes")
    expect(ballot(page)).to_have_attribute("data-dock", "sent")
    assert stored(room, round_id, page) == {
        str(one): {"importance": 5},
        str(other): {"importance": 3, "feasibility": 2},
    }
    page.reload()
    expect(page.get_by_role("radio", checked=True)).to_have_count(3)
    expect(ballot(page)).to_have_attribute("data-dock", "sent")


def test_a_tap_gives_the_next_place_and_takes_it_back_and_the_arrows_move(room, person):
    one, _, third = (str(each) for each in room.goals(3))
    round_id = asked(room, method="rank")
    page = person("phone").join(room).page
    for goal in ("Goal 2", "Goal 3", "Goal 1"):
        row(page, goal).locator(".ballot-title").click()
    assert [place(page, f"Goal {each}").input_value() for each in (1, 2, 3)] == ["3", "1", "2"]
    row(page, "Goal 1").get_by_role("button", name="One place better").click()
    assert [place(page, f"Goal {each}").input_value() for each in (1, 2, 3)] == ["2", "1", "3"]
    row(page, "Goal 2").get_by_role("button", name="Take the place back").click()
    assert [place(page, f"Goal {each}").input_value() for each in (1, 2, 3)] == ["1", "", "2"]
    place(page, "Goal 2").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert [place(page, f"Goal {each}").input_value() for each in (1, 2, 3)] == ["1", "2", "3"]
    page.keyboard.press("Delete")
    cast(page)
    expect(ballot(page)).to_have_attribute("data-dock", "sent")
    assert stored(room, round_id, page) == {one: 1, third: 2}
    # What is typed out of order is said before it is sent.
    place(page, "Goal 2").fill("2")
    cast(page, "Send the changes")
    expect(page.get_by_text("Give the places from 1 on: none twice, and leave none out.").first).to_be_visible()


def test_who_objects_says_why(room, person):
    one, other = (str(each) for each in room.goals(2))
    round_id = asked(room, method="consent")
    page = person("phone").join(room).page
    group = page.get_by_role("group", name="Goal 1")
    reason = group.get_by_label("Why do you object?")
    expect(reason).to_be_hidden()
    group.get_by_text("Object", exact=True).click()
    cast(page)
    expect(group.get_by_text("Write why you object.")).to_be_visible()
    expect(reason).to_be_focused()
    reason.fill("It costs too much.")
    page.get_by_role("group", name="Goal 2").get_by_text("I consent").click()
    cast(page)
    expect(ballot(page)).to_have_attribute("data-dock", "sent")
    objection = {"choice": "object", "reason": "It costs too much."}
    assert stored(room, round_id, page) == {one: objection, other: {"choice": "agree"}}
    # Another answer takes the reason along, on the page as on the server.
    group.get_by_text("Abstain").click()
    expect(reason).to_be_hidden()
    cast(page, "Send the changes")
    expect(ballot(page)).to_have_attribute("data-dock", "sent")
    assert stored(room, round_id, page)[one] == {"choice": "abstain"}
    page.reload()
    expect(ballot(page)).to_have_attribute("data-dock", "sent")


def test_all_of_it_works_without_a_script(room, person):
    one, other = room.goals(2)
    aino = person("phone", java_script_enabled=False)
    aino.spies.forgive("status of 422")
    aino.enter(room.code, "Aino")
    page = aino.page

    def held(round_id):
        address = f"{aino.origin}/api/v1/consultations/{room.slug}/snapshot"
        return aino.context.request.get(address).json()["me"]["ballots"][str(round_id)]

    def begun(**terms):
        round_id = asked(room, **terms)
        page.reload()
        return round_id

    scored = begun(method="score", criteria=BOTH)
    scores(page, "Goal 1", "Importance").get_by_text("4", exact=True).click()
    cast(page)
    scores(page, "Goal 1", "Feasibility").get_by_text("2", exact=True).click()
    page.get_by_role("button", name="Change my vote").click()
    assert held(scored) == {str(one): {"importance": 4, "feasibility": 2}}
    room.finish(scored)
    ranked = begun(method="rank")
    place(page, "Goal 1").fill("2")
    cast(page)
    expect(page.get_by_text("A better place is still free: begin with 1 and leave none out.").first).to_be_visible()
    place(page, "Goal 2").fill("1")
    cast(page)
    assert held(ranked) == {str(one): 2, str(other): 1}
    room.finish(ranked)
    consent = begun(method="consent")
    page.get_by_role("group", name="Goal 1").get_by_text("Object", exact=True).click()
    cast(page)
    expect(page.get_by_text("Write why you object.").first).to_be_visible()
    page.get_by_role("group", name="Goal 1").get_by_label("Why do you object?").fill("Too dear.")
    cast(page)
    assert held(consent) == {str(one): {"choice": "object", "reason": "Too dear."}}


@pytest.mark.parametrize(
    ("method", "lines"),
    [
        ("consent", ("The reasons for objecting are shown with the results, without names and bodies",)),
        ("score", ()),
    ],
)
def test_the_contract_says_what_becomes_of_reasons_before_the_first_answer(room, person, method, lines):
    room.goals(1)
    asked(room, method=method, totals="threshold")
    page = person("phone").join(room).page
    page.locator(".ballot-contract summary").click()
    for line in lines:
        expect(page.locator(".ballot-contract")).to_contain_text(line)
    assert page.locator(".ballot-contract").get_by_text("reasons for objecting").locator("visible=true").count() == len(
        lines
    )


def cast_all(room, round_id, *all_choices) -> None:
    """Let people vote."""
    for member, choices in zip(room.people(len(all_choices)), all_choices, strict=True):
        member.done(room.slug, "cast_ballot", round_id=round_id, choices=choices)


def test_results_have_a_map_of_two_criteria_drawn_alike_by_server_and_script(room, person):
    one, other, third = (str(each) for each in room.goals(3))
    round_id = asked(room, method="score", criteria=BOTH, secrecy="named", results="live")
    results = person().join(room, "Bo", f"/c/{room.slug}/results").page
    cast_all(
        room,
        round_id,
        {one: {"importance": 5, "feasibility": 4}, other: {"importance": 1, "feasibility": 5}},
        {one: {"importance": 4, "feasibility": 4}, third: {"importance": 3}},
    )
    section = results.locator(f"#results-{round_id}")
    expect(section).to_contain_text("1 is in the upper half on both criteria: 1.1.")
    expect(section.locator(".results-figures thead th")).to_have_text(
        ["Place", "Goal", "Importance", "Voters", "Feasibility", "Voters"], use_inner_text=True
    )
    first = section.locator(".results-figures tbody tr").first.locator("td.number")
    expect(first).to_have_text(["4.5", "2", "4.0", "2"])
    live = drawn(section)
    assert len(live) == 2
    cells = section.locator(".results-figures tbody tr").first.locator("td.number").all()
    assert [cell.get_attribute("data-name") for cell in cells] == ["Importance", "Voters", "Feasibility", "Voters"]
    results.reload()
    expect(section.locator(".results-point")).to_have_count(2)
    assert drawn(section) == live


@pytest.mark.parametrize("width", [360, 680, 1280])
def test_a_long_name_of_a_criterion_stands_whole_in_the_results_and_meets_no_other(room, person, width):
    (one,) = (str(each) for each in room.goals(1))
    criteria = [{"key": key, "title": {"sv": title}} for key, title in (("a", "Genomförbarhet"), ("b", "Vikt"))]
    round_id = asked(room, method="score", criteria=criteria, secrecy="named", results="live")
    cast_all(room, round_id, {one: {"a": 5, "b": 4}})
    page = person("laptop", "sv").join(room, "Bo", f"/c/{room.slug}/results").page
    page.set_viewport_size({"width": width, "height": 800})
    expect(page.get_by_text("Genomförbarhet").first).to_be_attached()
    wide = ".results-figures :is(thead th, tbody td)"
    out = "all => all.filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.textContent)"
    assert page.locator(wide).evaluate_all(out) == []


def test_no_goal_of_a_map_covers_another_on_a_phone_and_those_without_a_place_are_counted_and_listed(room, person):
    goals = room.goals(12)
    round_id = asked(room, method="score", criteria=BOTH, secrecy="named", results="live")
    cast_all(room, round_id, {goal: {"importance": 5, "feasibility": 5} for goal in goals})
    page = person("phone").join(room, "Bo", f"/c/{room.slug}/results").page
    section = page.locator(f"#results-{round_id}")
    marks = section.locator(".results-point")
    expect(marks).to_have_count(9)
    boxes = [each.bounding_box() for each in section.locator(".results-point > circle").all()]
    for at, one in enumerate(boxes):
        for other in boxes[:at]:
            far = max(abs(one[way] - other[way]) for way in ("x", "y"))
            assert far >= one["width"] - 0.5, (one, other)
    expect(marks.first).to_have_text("1.1+3")
    expect(section.locator(".results-joined li")).to_have_text(["1.1 +3: 1.10, 1.11, 1.12"])


def drawn(section) -> dict:
    """Where the points of a map stand, by their numbers."""
    points = section.locator(".results-point")
    return {each.text_content(): (each.get_attribute("x"), each.get_attribute("y")) for each in points.all()}


def test_results_of_ranks_have_goals_against_goals(room, person):
    one, other, third = (str(each) for each in room.goals(3))
    round_id = asked(room, method="rank", secrecy="named")
    cast_all(room, round_id, {one: 1, other: 2}, {one: 1, third: 2}, {other: 1, one: 2, third: 3})
    page = person().join(room, "Bo", f"/c/{room.slug}/results").page
    room.finish(round_id)
    section = page.locator(f"#results-{round_id}")
    section.get_by_text("Two by two").first.click()
    expect(section).to_contain_text("More ballots put 1.1 Goal 1 before each other one than behind it.")
    rows = section.locator(".results-pairs tbody tr")
    expect(rows.nth(0).locator("td")).to_have_text(
        ["2", "", re.compile(r"wins\s+2–1"), re.compile(r"wins\s+3–0")], use_inner_text=True
    )
    expect(rows.nth(2).locator("td").nth(1)).to_have_text("0–3", use_inner_text=True)
    shown = rows.all_inner_texts()
    page.reload()
    section.get_by_text("Two by two").first.click()
    assert rows.all_inner_texts() == shown


def test_results_of_consent_have_the_reasons_that_may_be_shown(room, person):
    (one,) = (str(each) for each in room.goals(1))
    round_id = asked(room, method="consent", secrecy="confidential", totals="always")
    objections = [{one: {"choice": "object", "reason": f"Reason {number}"}} for number in range(3)]
    cast_all(room, round_id, {one: {"choice": "agree"}}, *objections)
    page = person().join(room, "Bo", f"/c/{room.slug}/results").page
    room.finish(round_id)
    reasons = page.locator(f"#results-{round_id} .results-reasons [data-field=text]")
    expect(reasons).to_have_count(3)
    shown = reasons.all_inner_texts()
    assert sorted(shown) == ["Reason 0", "Reason 1", "Reason 2"]
    page.reload()
    expect(reasons).to_have_text(shown)
    until(lambda: room.tally(round_id)["reasons"][one] == shown, page)
