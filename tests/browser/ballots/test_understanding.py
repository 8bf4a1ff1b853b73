"""The results as a whole: three pictures that fit on a phone, with what they say beside them, also without script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.look import axe, contrasts, darken, sideways

# Bodies, how many of them vote, and how many of these agree to the first goal, and to the second.
BODIES = (("Advisory board", 10, 9, 6), ("Network", 10, 3, 5), ("Youth council", 4, 4, 1))


def held(room) -> None:
    """Hold two confidential votes by body, one of whose bodies is too small to be shown."""
    for title in ("Climate change", "Work and jobs"):
        room.do("create_phenomenon", title=title)
    phenomenon = room.lead.snapshot(room.slug)["phenomena"][0]["id"]
    goals = [
        room.do("propose_goal", theme_id=room.theme_id, title=title, phenomenon_ids=[phenomenon])["goal_id"]
        for title in ("Everybody has a say", "Short ways", "Schools stay", "Clean water")
    ]
    people = []
    for title, number, *agree in BODIES:
        room.do("create_body", title=title, kind="network")
        key = next(each["key"] for each in room.lead.snapshot(room.slug)["bodies"] if title in each["title"].values())
        people += [(person, place, agree) for place, person in enumerate(room.people(number, body=key))]
    for title in ("Early", "Late"):
        asked = {"title": title, "method": "opinion", "secrecy": "confidential", "breakdowns": ["body"]}
        vote = room.do("create_round", kind="vote", **asked)["round_id"]
        room.do("open_round", round_id=vote)
        for person, place, agree in people:
            choices = {
                str(goal): "agree" if place < most + (title == "Late") else "disagree"
                for goal, most in zip(goals, agree, strict=False)
            }
            person.done(room.slug, "cast_ballot", round_id=vote, choices=choices)
        room.do("close_round", round_id=vote)
        room.do("reveal_results", round_id=vote)


@pytest.mark.parametrize("device", ["phone", "laptop"])
def test_what_the_results_tell_is_seen_said_and_downloaded(room, person, device):
    held(room)
    aino = person(device).join(room, path=f"/c/{room.slug}/results")
    page = aino.page
    page.get_by_role("link", name="Understand the results").click()
    assert sideways(page) == []
    for title, sentence in (
        ("Themes and phenomena", "No goal yet: Theme: Work and jobs."),
        ("Agreement and division between groups", "support than elsewhere for “1.1 Everybody has a say”"),
        ("Support from round to round", "“1.1 Everybody has a say”: support rose from 67% to 75%."),
    ):
        section = page.get_by_role("region", name=title, exact=True).first
        expect(section).to_contain_text(sentence)
        expect(section.get_by_role("img", name=title)).to_be_visible()
        section.get_by_text("The same in words and as a table").click()
        expect(section.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text("Youth council")
    assert axe(page) == []
    darken(page)
    assert contrasts(page) == []
    with page.expect_download() as loading:
        page.get_by_role("link", name=re.compile(r"Picture \(svg\)\s*: Support from round to round")).click()
    assert loading.value.suggested_filename == f"{room.slug}-from-round-to-round.svg"
