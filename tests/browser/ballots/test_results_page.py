"""What a counted round shows on the page of results, served and live alike: ranks, sums, the matrix, files."""

import pytest
from playwright.sync_api import expect

from tests.browser.ballots.test_results import counted
from tests.browser.look import axe

BODIES = ("Network", "Board", "Unit")


def bodies(room) -> list[str]:
    """Make three bodies and return their keys."""
    for title in BODIES:
        room.do("create_body", title=title, kind="network")
    return [body["key"] for body in room.lead.snapshot(room.slug)["bodies"]]


def themed(room) -> list[str]:
    """Propose two goals in each of two themes and return their ids."""
    other = room.do("create_theme", title="Other theme")["theme_id"]
    themes = (room.theme_id, room.theme_id, other, other)
    made = [room.do("propose_goal", theme_id=theme, title=f"Goal {at}") for at, theme in enumerate(themes)]
    return [str(each["goal_id"]) for each in made]


def shown(room, person, vote):
    """Close a round, look at the results, reveal them: the section as the script made it, and as it is served."""
    aino = person("laptop").join(room, path=f"/c/{room.slug}/results")
    room.do("close_round", round_id=vote)
    room.do("reveal_results", round_id=vote)
    expect(counted(aino.page, vote)).to_be_visible()
    yield counted(aino.page, vote)
    aino.page.reload()
    aino.wait_until_live()
    yield counted(aino.page, vote)
    assert axe(aino.page) == []


def test_three_figures_a_sentence_ranks_with_ties_and_sums_by_theme(room, person):
    goals = themed(room)
    vote = room.vote(method="dots", points=10)
    for member, points in zip(room.people(2), ((4, 2, 2), (3, 1, 1)), strict=True):
        member.done(room.slug, "cast_ballot", round_id=vote, choices=dict(zip(goals, points, strict=False)))
    for section in shown(room, person, vote):
        facts = section.locator(".results-facts").inner_text().split("\n")
        assert [each for each in facts if each.isdigit()] == ["2", "4", "13"]
        expect(section).to_contain_text("2 people voted. In the first place: 1.1 Goal 0", use_inner_text=True)
        ranks = [" ".join(each.inner_text().split()) for each in section.locator("tbody .results-place").all()]
        assert ranks == ["1", "= shared place 2", "= shared place 2", "4"]
        themes = [" ".join(each.inner_text().split()) for each in section.locator(".results-theme").all()]
        assert themes == ["1 Theme Points 10", "2 Other theme Points 3"]
        sums = section.locator(".results-theme .part-1").evaluate_all(
            "all => all.map((bar) => bar.getAttribute('width'))"
        )
        assert [float(each) for each in sums] == [100, 30]


def test_of_a_shared_first_place_all_are_named_and_of_many_how_many(room, person):
    goals = room.goals(5)
    for number, said in ((2, "In the first place: 1.1 Goal 1, 1.2 Goal 2"), (5, "5 share the first place.")):
        vote = room.do("create_round", kind="vote", title=f"Vote on {number}", method="approve", totals="always")[
            "round_id"
        ]
        room.do("open_round", round_id=vote)
        room.people(1)[0].done(room.slug, "cast_ballot", round_id=vote, choices=dict.fromkeys(goals[:number], 1))
        for section in shown(room, person, vote):
            said_now = " ".join(section.locator(".voters").inner_text().split())
            assert said in said_now


def test_opinions_stand_in_the_order_of_what_they_come_to_around_a_middle_line(room, person):
    loved, divided = room.goals(2)
    vote = room.vote(method="opinion", secrecy="named")
    opinions = [("agree", "agree"), ("agree", "agree"), ("pass", "agree"), ("pass", "disagree"), ("pass", "disagree")]
    for member, (one, other) in zip(room.people(5), opinions, strict=True):
        member.done(room.slug, "cast_ballot", round_id=vote, choices={loved: one, divided: other})
    for section in shown(room, person, vote):
        rows = section.locator(".results-figures tbody tr")
        assert [row.locator("td.number").all_inner_texts() for row in rows.all()] == [["2", "3", "0"], ["3", "0", "2"]]
        first = rows.first.locator("rect:not(.track)").evaluate_all(
            "all => all.map((part) => ['x', 'width'].map((name) => Number(part.getAttribute(name))))"
        )
        (agreed, agree), (passed, passing), (_, none) = first
        assert passed + passing / 2 == pytest.approx(50, abs=0.02)
        assert agreed == pytest.approx(passed + passing, abs=0.02)
        assert (agree, none) == (pytest.approx(passing * 2 / 3, abs=0.02), 0)


def test_goals_by_bodies_are_a_matrix_with_hatched_cells_where_figures_are_hidden(room, person):
    network, board, unit = bodies(room)
    goals = room.goals(3)
    vote = room.vote(method="approve")
    for body in (network, board):
        for member, chosen in zip(room.people(6, body=body), (0, 0, 0, 1, 1, 2), strict=True):
            member.done(room.slug, "cast_ballot", round_id=vote, choices={goals[chosen]: 1})
    for member in [*room.people(3, body=unit), *room.people(3)]:
        member.done(room.slug, "cast_ballot", round_id=vote, choices={goals[2]: 1})
    for section in shown(room, person, vote):
        section.locator(".results-breakdown summary").click()
        matrix = section.get_by_role("region", name="By body").get_by_role("table")
        heads = matrix.locator("thead th").all_inner_texts()
        assert heads[0] == "Goal" and set(BODIES) <= set(heads)
        expect(matrix.locator("tbody tr")).to_have_count(3)
        hidden = matrix.get_by_role("cell", name="hidden")
        tally = room.tally(vote)["breakdowns"]["body"]
        assert hidden.count() == sum(cells is None for row in tally.values() for cells in row.values()) > 0
        assert "repeating-linear-gradient" in hidden.first.evaluate("cell => getComputedStyle(cell).backgroundImage")
        given = sorted(str(cells["approve"]) for row in tally.values() for cells in row.values() if cells is not None)
        cells = matrix.locator("td:not([data-hidden])").all_inner_texts()
        assert sorted(cell.strip() for cell in cells) == given != []


def test_where_every_group_is_small_one_sentence_says_so(room, person):
    network, *_ = bodies(room)
    goals = room.goals(3)
    vote = room.vote(method="approve")
    room.people(1, body=network)[0].done(room.slug, "cast_ballot", round_id=vote, choices={goals[0]: 1})
    for section in shown(room, person, vote):
        expect(section.get_by_text("By body: nothing can be shown")).to_be_visible()
        expect(section.locator(".results-breakdown summary")).to_be_hidden()
        assert section.locator(".results-matrix td").count() == 0


def test_the_files_are_one_menu_below_the_results(room, person):
    goals = room.goals(1)
    vote = room.vote(method="approve")
    room.people(1)[0].done(room.slug, "cast_ballot", round_id=vote, choices={goals[0]: 1})
    room.finish(vote)
    page = person("phone").join(room, path=f"/c/{room.slug}/results").page
    file = page.get_by_role("link", name="Excel file")
    expect(file).to_be_hidden()
    menu = page.get_by_text("Download the results")
    assert menu.bounding_box()["y"] > counted(page, vote).bounding_box()["y"]
    menu.click()
    expect(file).to_be_visible()


# What each way of voting shows besides figures: goals against goals, the map of two criteria, reasons.
WAYS = {
    "approve": ({}, lambda place, at: 1),
    "opinion": ({}, lambda place, at: ("agree", "pass", "disagree")[(place + at) % 3]),
    "dots": ({"points": 12}, lambda place, at: 1),
    "score": (
        {"criteria": ["importance", "feasibility"]},
        lambda place, at: {"importance": 5, "feasibility": 1 + at % 5},
    ),
    "rank": ({"points": 7}, lambda place, at: at + 1),
    "consent": ({}, lambda place, at: {"choice": "object", "reason": "Maaseutuvaikutusten arviointi puuttuu."}),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_a_way_of_voting_shows_fits_a_phone(room, person, way):
    keys, goals = bodies(room), room.goals(7)
    terms, answer = WAYS[way]
    vote = room.vote(method=way, secrecy="confidential", breakdowns=["body"], **terms)
    for place, member in enumerate(each for key in keys for each in room.people(5, body=key)):
        said = {goal: answer(place, at) for at, goal in enumerate(goals)}
        member.done(room.slug, "cast_ballot", round_id=vote, choices=said)
    room.finish(vote)
    page = person("phone").join(room, path=f"/c/{room.slug}/results").page
    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 740})
        page.locator("main details").evaluate_all("all => all.forEach((each) => { each.open = true; })")
        assert page.evaluate("document.scrollingElement.scrollWidth") == width
