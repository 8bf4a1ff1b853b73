"""Each scene of a wall: columns of proposals, one goal talked about, results by rank, and what comes next."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.reading import broken_words
from tests.browser.walls import close, held, in_view, opened, scene

SECOND = 1000
BOTH = ["importance", "feasibility"]
# How far down the scene its lowest words reach, of those that are in view.
LOWEST = """() => {
  const main = document.querySelector(".wall-main").getBoundingClientRect();
  const walker = document.createTreeWalker(document.querySelector(".wall-main"), NodeFilter.SHOW_TEXT);
  let lowest = 0;
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const { parentElement: place } = text;
    if (!text.data.trim() || !place.checkVisibility() || place.closest(".unseen")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) {
      const isInView = box.left < innerWidth && box.right > 0 && box.bottom <= main.bottom + 1;
      if (isInView) lowest = Math.max(lowest, box.bottom);
    }
  }
  return (lowest - main.top) / main.height;
}"""


# As long as people write them: cut, the half that says what is wanted would be lacking.
ORDINARY = "Koulukyyti enintään tunnin päivässä myös harvaan asutuilla alueilla ja saaristossa"
# Letters reach out of a line by less than half of one.
CUT = """() => [...document.querySelectorAll(".wall-column .wall-row-title")]
  .filter((each) => each.scrollHeight > each.clientHeight + parseFloat(getComputedStyle(each).fontSize) / 2)
  .map((each) => each.textContent)"""

# The places and figures that reach out of their row, or under its bar.
COVERED = """(rows) => rows.flatMap((row) => {
  const [top, foot] = [row.getBoundingClientRect().top, row.querySelector(".wall-bar").getBoundingClientRect().top];
  const texts = [...row.querySelectorAll(".wall-place, .wall-figure:not([hidden]) b")];
  return texts.filter((each) => {
    const [box, half] = [each.getBoundingClientRect(), parseFloat(getComputedStyle(each).fontSize) / 2];
    const middle = (box.top + box.bottom) / 2;
    return middle - half < top - 1 || middle + half > foot + 1;
  }).map((each) => each.textContent.trim());
})"""


def test_no_long_word_is_broken_but_between_syllables(room, person):
    themes = [room.theme_id, *(room.do("create_theme", title=title)["theme_id"] for title in ("Toinen", "Kolmas"))]
    held(room, "propose", "Mikä on tärkeää?")
    titles = ("Sukupolvenvaihdokseen tukea", "Distansarbetsplats i varje bibliotek", "Valokuitu joka kotiin")
    for theme, title in zip(themes, titles, strict=True):
        room.do("propose_goal", theme_id=theme, title=title, lang="fi")
    page = opened(room, person, lang="fi", reduced_motion="reduce").page
    rows = page.locator(".wall-column .wall-row-title")
    expect(rows).to_have_count(3)
    expect(rows.last).to_have_text(titles[2])
    assert "\u00ad" in rows.first.text_content()
    assert broken_words(rows) == []
    sizes = rows.evaluate_all("rows => rows.map((each) => parseFloat(getComputedStyle(each).fontSize))")
    assert sizes[0] == sizes[1] < sizes[2]


def test_however_many_goals_a_theme_has_their_titles_are_whole_and_the_pages_turn(room, person):
    beside = [room.do("create_theme", title=title)["theme_id"] for title in ("Second theme", "Third theme")]
    held(room, "propose", "What matters?")
    for theme in beside:
        room.do("propose_goal", theme_id=theme, title=ORDINARY)
    page = opened(room, person, reduced_motion="reduce").page
    there, number = 0, page.locator(".wall-page-number dd").first
    for many in (1, 2, 4, 12, 14, 40):
        for _ in range(many - there):
            room.do("propose_goal", theme_id=room.theme_id, title=ORDINARY)
        there = many
        expect(page.locator(".wall-row")).to_have_count(many + len(beside))
        assert page.evaluate(CUT) == [], many
    seen = set()
    for _ in range(int(number.text_content().split("/")[1])):
        rows = page.locator(".wall-row").all()
        seen |= {row.get_attribute("data-id") for row in rows if in_view(row)}
        page.keyboard.press("ArrowRight")
    assert len(seen) == 40 + len(beside)


def test_a_new_goal_stands_in_the_middle_and_goes_to_the_column_of_its_theme(room, person):
    other = room.do("create_theme", title="Another theme")["theme_id"]
    held(room, "propose", "What matters?")
    page = opened(room, person).page
    expect(page.locator("body[data-state=online]")).to_be_attached()
    room.do("propose_goal", theme_id=other, title="Fibre to every home")
    arrival = page.locator(".wall-arrival")
    expect(arrival).to_be_visible()
    expect(arrival).to_contain_text("Fibre to every home")
    expect(arrival).to_contain_text("Another theme")
    expect(arrival).to_be_hidden()
    column = page.get_by_role("region", name="Another theme")
    expect(column.get_by_role("listitem")).to_contain_text("Fibre to every home")
    expect(column.locator(".wall-column-count")).to_have_text("1")
    expect(page.get_by_role("region", name=re.compile("^1 Theme")).get_by_role("listitem")).to_have_count(0)


def test_without_motion_a_new_goal_is_in_its_column_at_once(room, person):
    held(room, "propose", "What matters?")
    page = opened(room, person, reduced_motion="reduce").page
    page.evaluate("""() => {
      globalThis.seen = 0;
      new MutationObserver(() => (seen += 1)).observe(document.querySelector(".wall-arrival"), { attributes: true });
    }""")
    room.do("propose_goal", theme_id=room.theme_id, title="Fibre to every home")
    expect(page.get_by_role("listitem")).to_be_visible()
    assert page.evaluate("seen") == 0


def test_what_is_hidden_leaves_the_middle_of_the_wall_at_once(room, person):
    held(room, "propose", "What matters?")
    page = opened(room, person).page
    expect(page.locator("body[data-state=online]")).to_be_attached()
    goal = room.do("propose_goal", theme_id=room.theme_id, title="Not fit for a hall")["goal_id"]
    expect(page.locator(".wall-arrival")).to_be_visible()
    room.do("hide_goal", goal_id=goal, reason="Not fit")
    expect(page.locator(".wall-arrival")).to_be_hidden(timeout=2 * SECOND)


def test_of_many_themes_a_few_stand_side_by_side_and_the_others_come_by_turning(room, person):
    for place in range(4):
        room.do("create_theme", title=f"Theme {place}")
    held(room, "propose", "What matters?")
    for theme in room.lead.snapshot(room.slug)["themes"]:
        room.do("propose_goal", theme_id=theme["id"], title=f"Goal of {theme['id']}")
    page = opened(room, person).page
    number, columns = page.locator(".wall-page-number dd").first, page.locator(".wall-column")
    expect(number).to_have_text("1/2")
    assert [in_view(columns.nth(at)) for at in range(5)] == [True, True, True, False, False]
    page.keyboard.press("ArrowRight")
    expect(number).to_have_text("2/2")
    assert [in_view(columns.nth(at)) for at in (3, 4)] == [True, True]
    room.do("propose_goal", theme_id=room.theme_id, title="It brings its column back")
    expect(number).to_have_text("1/2")


def test_one_goal_at_a_time_is_talked_about_with_a_quote_for_and_one_against(room, person):
    goals = room.goals(3)
    held(room, "comment", "What do you think?")
    page = opened(room, person, reduced_motion="reduce").page
    number, rows = page.locator(".wall-page-number dd").first, page.get_by_role("listitem")
    expect(number).to_have_text("1/3")
    [aino] = room.people(1)
    said = (("for", "It works for us already"), ("against", "It costs far too much"), ("for", "Good!"))
    for stance, text in said:
        aino.done(room.slug, "add_comment", goal_id=int(goals[1]), text=text, stance=stance)
    expect(rows).to_have_count(1)
    for words in ("Goal 2", "For 2", "Against 1", said[0][1], said[1][1]):
        expect(rows).to_contain_text(words, use_inner_text=True)
    expect(rows).not_to_contain_text("Good!", use_inner_text=True)
    expect(page.locator(".wall-facts")).to_contain_text(re.compile(r"Number of comments\s+3"), use_inner_text=True)
    aino.done(room.slug, "add_comment", goal_id=int(goals[0]), text="And this one?", stance="question")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Goal 1")
    assert [in_view(rows.nth(at)) for at in range(2)] == [True, False]


def test_the_first_ten_results_stand_on_one_page_with_their_ranks_and_ties(room, person):
    goals = room.goals(13)
    vote = held(room, "vote", "Which?", method="dots", points=20, results="at_close")
    [aino] = room.people(1)
    points = {goals[0]: 5, goals[1]: 4, goals[2]: 4, goals[3]: 2}
    aino.done(room.slug, "cast_ballot", round_id=vote, choices=points)
    close(room)
    page = opened(room, person, reduced_motion="reduce").page
    rows, number = page.get_by_role("list").locator(".wall-result"), page.locator(".wall-page-number dd").first
    expect(number).to_have_text("1/2")
    assert [in_view(rows.nth(at)) for at in range(13)] == [True] * 10 + [False] * 3
    ranks = [rank.inner_text().split() for rank in page.locator(".wall-place").all()[:6]]
    assert ranks == [["1"], *[["=", "shared", "place", "2"]] * 2, ["4"], *[["=", "shared", "place", "5"]] * 2]
    heights = [rows.nth(at).bounding_box()["height"] for at in range(10)]
    assert min(heights[:3]) > max(heights[3:])
    bars = page.locator(".wall-bar .part-1").evaluate_all("all => all.map((bar) => Number(bar.getAttribute('width')))")
    assert bars[:4] == [100, 80, 80, 40]


@pytest.mark.parametrize("kind", ["propose", "comment", "vote", "counted", "results"])
@pytest.mark.parametrize("number", [3, 60])
def test_nothing_is_empty_below_the_middle(room, person, kind, number):
    for title in ("Theme two", "Theme three"):
        room.do("create_theme", title=title)
    themes = [theme["id"] for theme in room.lead.snapshot(room.slug)["themes"]]
    for at in range(number):
        title = f"Goal {at}: services within an hour's way, also without a car"
        goal = room.do("propose_goal", theme_id=themes[at % 3], title=title)["goal_id"]
    if kind in ("propose", "comment"):
        held(room, kind, "What matters?")
    else:
        vote = held(room, "vote", "Which?", method="approve", results="at_close" if kind == "results" else "on_reveal")
        room.people(1)[0].done(room.slug, "cast_ballot", round_id=vote, choices={str(goal): 1})
        if kind != "vote":
            close(room)
    page = opened(room, person, reduced_motion="reduce").page
    expect(page.locator("body[data-state=online]")).to_be_attached()
    assert scene(page) == kind
    assert page.evaluate(LOWEST) > 0.6, "the words that stand lowest in the scene"


def test_a_wall_says_what_comes_when_a_round_is_over(room, person):
    held(room, "vote", "Which?")
    room.do("create_round", workshop_id=room.workshop_id, kind="comment", title="Talk about it")
    page = opened(room, person).page
    expect(page.get_by_text("Talk about it")).to_be_hidden()
    close(room)
    expect(page.get_by_text("Next: Talk about it")).to_be_visible()
    held(room, "propose", "What else?")
    close(room)
    expect(page.get_by_text("Next: Talk about it")).to_be_visible()
    expect(page.locator(".wall-over")).to_be_visible()


@pytest.mark.parametrize("length", [20, 90, 170, 300])
def test_no_bar_covers_a_figure_of_ten_rows_whatever_was_asked(room, person, length):
    goals = room.goals(10)
    question = ("Which of these goals are worth what they cost the towns of this county? " * 5)[:length]
    vote = held(room, "vote", question, method="score", criteria=BOTH, results="at_close")
    [aino] = room.people(1)
    scores = {goal: {"importance": 1 + at % 5, "feasibility": 5 - at % 5} for at, goal in enumerate(goals)}
    aino.done(room.slug, "cast_ballot", round_id=vote, choices=scores)
    close(room)
    page = opened(room, person, reduced_motion="reduce").page
    expect(page.locator(".wall-result").nth(9)).to_be_visible()
    covered = page.locator(".wall-result").evaluate_all(COVERED)
    assert covered == []


def test_long_titles_of_results_are_set_smaller_and_those_that_are_cut_even_so_stand_whole_on_pages_after_the_first(
    room, person
):
    goals = room.goals(12)
    longer, longest = (
        "Joint services instead of mergers of municipalities",
        "Services stay near where people live. " * 4,
    )
    for goal, title in ((goals[0], longer), (goals[5], longest)):
        room.do("edit_goal", goal_id=int(goal), title=title)
    vote = held(room, "vote", "Which?", method="dots", points=20, results="at_close")
    [aino] = room.people(1)
    points = dict(zip(goals[:6], (5, 4, 3, 2, 2, 1), strict=True))
    aino.done(room.slug, "cast_ballot", round_id=vote, choices=points)
    close(room)
    page = opened(room, person, reduced_motion="reduce").page
    rows, number = page.get_by_role("list").locator(".wall-result"), page.locator(".wall-page-number dd").first

    def seen() -> tuple[str, list[int], list[bool]]:
        shown = [at for at in range(12) if rows.nth(at).is_visible() and in_view(rows.nth(at))]
        return number.inner_text(), shown, [is_cut(rows.nth(at)) for at in shown]

    def turned() -> tuple[str, list[int], list[bool]]:
        page.keyboard.press("ArrowRight")
        return seen()

    expect(number).to_have_text("1/3")
    assert seen() == ("1/3", [*range(10)], [at == 5 for at in range(10)])
    assert turned() == ("2/3", [4, 5, 6, 7], [False] * 4)
    assert turned() == ("3/3", [10, 11], [False] * 2)
    assert turned()[0] == "1/3"


def is_cut(row: Locator) -> bool:
    """Whether more than half of a line of a row's title is not to be seen."""
    title = row.locator(".wall-row-title")
    return title.evaluate(
        "each => each.scrollHeight > each.clientHeight + parseFloat(getComputedStyle(each).fontSize) / 2"
    )
