"""Searching, narrowing down and sorting the goals: at once in the browser, by the address without it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.lists.test_rows import rows
from tests.browser.steps import opened
from tests.faults.room import Room


@pytest.fixture
def many(room: Room) -> Room:
    """Goals of two themes and two languages, one of them commented on from both sides."""
    other = room.do("create_theme", title="Roads")["theme_id"]
    made = [
        room.do("propose_goal", theme_id=theme, title=title, lang=lang)["goal_id"]
        for theme, title, lang in (
            (room.theme_id, "Etätyötä maalla", "fi"),
            (room.theme_id, "Fiber till alla", "sv"),
            (other, "Tiet kuntoon", "fi"),
            (other, "Silta joen yli", "fi"),
        )
    ]
    opened(room, "comment")
    [writer] = room.people(1)
    for stance in ("for", "against"):
        writer.done(room.slug, "add_comment", goal_id=made[2], text="Well", stance=stance)
    for _ in range(3):
        writer.done(room.slug, "add_comment", goal_id=made[0], text="Yes", stance="for")
    return room


def test_words_are_found_however_their_letters_are_composed(many, person):
    page = person("phone").join(many).page
    search = page.get_by_role("searchbox")
    for words in ("ETÄTYÖ", "eta\u0308tyo\u0308", "etä\u00adtyö", "maalla  etä"):
        search.fill(words)
        expect(rows(page)).to_have_count(1)
        expect(rows(page)).to_contain_text("Etätyötä")
    # Another letter is another word.
    search.fill("etatyo")
    expect(rows(page)).to_have_count(0)
    expect(page.get_by_text("No goal matches what is asked for.")).to_be_visible()
    page.get_by_role("link", name="Show all goals").tap()
    expect(rows(page)).to_have_count(4)
    expect(search).to_be_focused()


def test_filters_and_orders_have_addresses_of_their_own(many, person):
    page = (aino := person("laptop").join(many)).page
    page.get_by_text("Filter and sort").click()
    page.get_by_label("Written in").select_option("sv")
    expect(rows(page)).to_have_count(1)
    page.get_by_label("Written in").select_option("")
    page.get_by_label("Order", exact=True).select_option("discussed")
    assert rows(page).locator("h3").all_inner_texts()[:2] == ["Etätyötä maalla", "Tiet kuntoon"]
    page.get_by_label("Order", exact=True).select_option("divided")
    assert rows(page).locator("h3").all_inner_texts()[0] == "Tiet kuntoon"
    expect(page).to_have_url(re.compile(r"\?sort=divided$"))
    page.reload()
    aino.wait_until_live()
    assert rows(page).locator("h3").all_inner_texts()[0] == "Tiet kuntoon"
    expect(page.get_by_label("Order", exact=True)).to_have_value("divided")


def test_what_i_commented_on_leaves_the_list_when_i_ask_for_it_and_not_under_my_finger(many, person):
    page = person("phone").join(many).page
    page.get_by_text("Filter and sort").click()
    page.get_by_label("Not yet commented by me").check()
    expect(rows(page)).to_have_count(4)


def test_the_same_is_listed_without_scripts(many, person):
    aino = person("laptop").join(many)
    context = aino.context.browser.new_context(java_script_enabled=False)
    context.add_cookies(aino.context.cookies())
    page = context.new_page()
    page.goto(f"{aino.origin}/c/{many.slug}")
    page.get_by_role("searchbox").fill("eta\u0308tyo\u0308")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(rows(page)).to_have_count(1)
    expect(page.get_by_text("1 goal", exact=True)).to_be_visible()
    page.get_by_role("link", name="Show all goals").click()
    expect(rows(page)).to_have_count(4)
    page.goto(f"{aino.origin}/w/{many.code}?sort=discussed&density=cards")
    assert rows(page).locator("h3").all_inner_texts()[0] == "Etätyötä maalla"
    context.close()


def test_each_reader_has_an_order_of_their_own_which_stays(room, person):
    room.goals(12)
    orders = []
    for name in ("Aino", "Bengt", "Aino"):
        page = person("laptop").join(room, name=name, path=f"/c/{room.slug}?sort=drawn").page
        orders.append(rows(page).locator("h3").all_inner_texts())
        page.reload()
        assert rows(page).locator("h3").all_inner_texts() == orders[-1]
    assert orders[0] != orders[1] != sorted(orders[1])


def test_goals_are_narrowed_down_to_by_their_mark_as_soon_as_there_is_one(many, person):
    page = person("laptop").join(many).page
    page.get_by_text("Filter and sort").click()
    mark = page.locator("#goal-mark")
    expect(mark).to_be_hidden()
    goals = [each["id"] for each in many.lead.snapshot(many.slug)["goals"]]
    many.do("mark_goal", goal_id=goals[0], mark="shortlist")
    mark.select_option(label="Shortlisted")
    expect(rows(page)).to_have_count(1)
    many.do("mark_goal", goal_id=goals[2], mark="shortlist")
    page.get_by_role("button", name="1 new goal").click()
    expect(rows(page)).to_have_count(2)
    many.do("mark_goal", goal_id=goals[0], mark=None)
    page.reload()
    expect(rows(page)).to_have_count(1)
