"""One vote in two halls: the desk and the page of results have what each hall said, as soon as it may be seen."""

from playwright.sync_api import Page, expect

from tests.browser.desks import opened


def two_halls(room, **terms) -> tuple[int, list[str], list]:
    """Open a vote in two halls; gives the round, two goals, and a voter in each hall."""
    other = room.do("create_workshop", title="East hall", lang="en")["workshop_id"]
    code = next(each["code"] for each in room.lead.snapshot(room.slug)["workshops"] if each["id"] == other)
    goals = [str(each) for each in room.goals(2)]
    [here] = room.people(1)
    there = room.person()
    there.join(code, "Elsa")
    about = {"kind": "vote", "title": "Which?", "method": "approve", **terms}
    vote = room.do("create_round", workshop_ids=[room.workshop_id, other], **about)["round_id"]
    room.do("open_round", round_id=vote)
    return vote, goals, [here, there]


def said(page: Page) -> list[list[str]]:
    """The rows of the matrix by workshop, without their heads."""
    rows = page.locator(".results-breakdown[data-id=workshop] tbody tr").all()
    return [[cell.inner_text().strip() for cell in row.locator("td").all()] for row in rows]


def test_in_a_named_round_the_figures_of_each_hall_are_seen_while_it_is_open(room, person):
    vote, (one, other), (here, there) = two_halls(room, secrecy="named", results="live")
    desk, results = opened(room, person).page, person("phone").join(room, "Bo", f"/c/{room.slug}/results").page
    expect(desk.locator("#halls table")).to_have_count(0)
    here.done(room.slug, "cast_ballot", round_id=vote, choices={one: 1})
    there.done(room.slug, "cast_ballot", round_id=vote, choices={one: 1, other: 1})
    for page in (desk, results):
        by_hall = page.locator(".results-breakdown[data-id=workshop]")
        by_hall.locator("summary").click()
        expect(by_hall.locator("thead th")).to_have_count(3)
        expect(by_hall.locator("thead")).to_contain_text("East hall")
        expect(by_hall.locator("tbody td").nth(1)).to_have_text("1", use_inner_text=True)
        assert said(page) == [["1", "1"], ["0", "1"]]
    here.done(room.slug, "cast_ballot", round_id=vote, choices={one: None, other: 1})
    for page in (desk, results):
        # The second goal has most now, and stands first.
        first = page.locator(".results-breakdown[data-id=workshop] tbody tr").first
        expect(first).to_contain_text("Goal 2")
        assert said(page) == [["1", "1"], ["0", "1"]]


def test_in_another_round_they_come_with_the_results_and_hide_what_tells_of_few(room, person):
    vote, (one, _), (here, there) = two_halls(room, secrecy="confidential", results="on_reveal", totals="always")
    desk = opened(room, person).page
    for voter in (here, there):
        voter.done(room.slug, "cast_ballot", round_id=vote, choices={one: 1})
    room.do("close_round", round_id=vote)
    expect(
        desk.get_by_role("button", name="Show all that is left").or_(
            desk.get_by_role("button", name="Show the results")
        )
    ).to_be_visible()
    expect(desk.locator("#halls .results-breakdown")).to_have_count(0)
    room.do("reveal_results", round_id=vote)
    expect(desk.locator("#halls")).to_contain_text("nothing can be shown without telling what single voters chose")
