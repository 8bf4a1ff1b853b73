"""The map of a round of scores on a wall: where its numbers stand, its legend, its pages, and step-by-step reveals."""

from playwright.sync_api import expect

from tests.browser.walls import close, held, in_view, opened
from tests.faults.room import Room

BOTH = [{"key": "importance", "title": "Importance"}, {"key": "feasibility", "title": "Feasibility"}]
# The boxes of the numbers, in the units of the screen.
BOXES = """() => [...document.querySelectorAll(".wall-map-number > rect")].map((each) => {
  const { left, right, top, bottom } = each.getBoundingClientRect();
  return [left, right, top, bottom];
})"""


def scored(room: Room, many: int, *, results: str = "at_close", like=None) -> int:
    """Let three people score goals on two criteria; gives the round, which is closed. `like` gives a goal's scores."""
    goals = room.goals(many)
    vote = held(room, "vote", "Which?", method="score", criteria=BOTH, results=results)
    for member in room.people(3):
        choices = {
            goal: dict(zip(("importance", "feasibility"), like(at) if like else (1 + at % 5, 5 - at % 3), strict=True))
            for at, goal in enumerate(goals)
        }
        member.done(room.slug, "cast_ballot", round_id=vote, choices=choices)
    close(room)
    return vote


def test_a_page_of_the_wall_maps_both_criteria_with_equal_goals_told_apart(room, person):
    scored(room, 12, like=lambda at: (4, 4) if at < 5 else (1 + at % 5, 5 - at % 3))
    page = opened(room, person, reduced_motion="reduce").page
    number, shown = page.locator(".wall-page-number dd").first, page.locator(".wall-map")
    expect(number).to_have_text("1/4")
    expect(shown).not_to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(shown).to_be_visible()
    expect(page.locator(".wall-result").first).not_to_be_visible()
    expect(page.locator(".wall-map-number")).to_have_count(12)
    boxes = page.evaluate(BOXES)
    apart = [
        one[1] <= other[0] + 1 or other[1] <= one[0] + 1 or one[3] <= other[2] + 1 or other[3] <= one[2] + 1
        for at, one in enumerate(boxes)
        for other in boxes[:at]
    ]
    assert all(apart)
    # Four of the five that are equal stand beside their place, with a line to it.
    assert page.locator(".wall-map-line").count() >= 4
    legend = page.locator(".wall-legend-row")
    expect(legend).to_have_count(12)
    assert sorted(legend.locator("b").all_inner_texts()) == sorted(page.locator(".wall-map-number").all_text_contents())
    axes = page.locator(".wall-map-axes > span")
    expect(axes).to_contain_text(["Importance", "Feasibility"])


def test_of_very_many_goals_the_first_have_numbers_and_the_others_marks(room, person):
    scored(room, 60)
    page = opened(room, person, reduced_motion="reduce").page
    expect(page.locator(".wall-map-number")).to_have_count(16)
    expect(page.locator(".wall-map-mark")).to_have_count(44)


def test_while_results_are_shown_place_by_place_the_map_has_those_that_are_shown_and_no_others(room, person):
    vote = scored(room, 5, results="on_reveal", like=lambda at: (5 - at, 5 - at))
    page = opened(room, person, reduced_motion="reduce").page
    numbers = page.locator(".wall-map-number")
    expect(page.locator(".wall[data-scene=counted]")).to_be_visible()
    expect(page.locator(".wall-map")).to_have_count(0)
    for shown in range(1, 6):
        room.do("reveal_next", round_id=vote)
        expect(numbers).to_have_count(shown)
        expect(page.locator(".wall-legend-row")).to_have_count(shown)
        # A step brings the first page back, where the list is.
        assert in_view(page.locator(".wall-result").first)
        expect(page.locator(".wall-map")).not_to_be_visible()
