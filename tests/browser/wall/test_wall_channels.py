"""What came in on devices, on paper and by show of hands, as scripts draw it when a vote is revealed."""

import pytest
from playwright.sync_api import expect

from tests.browser.walls import held, opened
from tests.pages.channels import Seen, expected, on_page, on_wall


@pytest.mark.parametrize("method, first, last", [("approve", 1, 1), ("opinion", "agree", "disagree")])
def test_a_wall_and_the_results_show_each_channel_as_it_is_counted_before_and_after_a_reload(
    room, person, method, first, last
):
    goals = room.goals(4)
    vote = held(room, "vote", "Which?", method=method, secrecy="named", results="on_reveal")
    for at, member in enumerate(room.people(3)):
        member.done(room.slug, "cast_ballot", round_id=vote, choices={goals[at]: first, goals[3]: last})
    for number in (1, 2):
        room.do("give_sheet", round_id=vote)
        for entry in ("enter_paper_ballot", "confirm_paper_ballot"):
            room.do(entry, round_id=vote, number=number, choices={goals[0]: first, goals[2]: last})
    cell = "approve" if method == "approve" else first
    room.do("record_hands", round_id=vote, figures={goals[1]: {cell: 6}})
    room.do("close_round", round_id=vote)
    room.do("complete_paper", round_id=vote)
    wall = opened(room, person, reduced_motion="reduce").page
    page = person("laptop").join(room, path=f"/c/{room.slug}/results").page
    room.do("reveal_results", round_id=vote)
    wanted = expected(room.lead.snapshot(room.slug)["tallies"][str(vote)], method)
    assert wanted.voters == {"device": "3", "paper": "2", "hands": "6"}

    def shown() -> tuple[Seen, Seen]:
        expect(wall.locator(".wall-result")).to_have_count(4)
        expect(page.locator(f"#results-{vote} [data-row-template=row-{method}] > tr")).to_have_count(4)
        return on_wall(wall.content()), on_page(page.content(), str(vote))

    assert shown() == (wanted, wanted)
    for each in (wall, page):
        each.reload()
    assert shown() == (wanted, wanted)
