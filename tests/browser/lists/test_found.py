"""What one sees while typing is found by letters at once, and by other forms of the words a moment later."""

from playwright.sync_api import expect

from tests.browser.steps import opened


def test_inflected_words_and_comments_are_found_while_one_types(room, person):
    theme = room.lead.snapshot(room.slug)["themes"][0]["id"]
    room.goals(3)
    made = room.do("propose_goal", theme_id=theme, title="Kuntataloutta tasapainotetaan", lang="fi")["goal_id"]
    room.do("add_comment", goal_id=made, text="Kirjastot ensin", stance="for", lang="fi")
    opened(room, "comment")
    page = person("laptop").join(room).page
    card = page.locator(f"#goal-{made}")
    for words in ("talouksien", "kirjastoja"):
        page.get_by_role("searchbox").first.fill(words)
        expect(card).to_be_visible()
        expect(page.locator(".goal[data-id]:visible")).to_have_count(1)
    page.get_by_role("searchbox").first.fill("kissa")
    expect(card).to_be_hidden()
