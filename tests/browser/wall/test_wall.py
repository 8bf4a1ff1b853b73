"""The wall follows what happens in its workshop, without reload, and is read by nobody who may not."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.walls import close, held, in_view, opened, overflowing, scene

SECOND = 1000
# How long a page of the wall stands, and how long its tools are seen.
PAGE, AWAKE = 12 * SECOND, 3 * SECOND


def test_a_wall_follows_a_whole_workshop(room, person):
    wall = opened(room, person)
    page = wall.page
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("Join now", use_inner_text=True)
    expect(page.locator(".wall-code b")).to_have_text(f"{room.code[:4]} {room.code[4:]}")
    expect(page.get_by_role("img", name=re.compile(f"join.{room.code}$"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"/wall$"))

    held(room, "propose", "What matters?", minutes=10)
    expect(title).to_have_text("What matters?", use_inner_text=True)
    expect(page.locator(".wall-clock")).to_have_text(re.compile(r"^(10:00|9:5\d)$"))
    expect(page.get_by_text("No goals yet.")).to_be_visible()
    aino, bengt = room.people(2)
    goal = aino.done(room.slug, "propose_goal", theme_id=room.theme_id, title="Fibre to every home")["goal_id"]
    expect(page.get_by_role("listitem").first).to_contain_text("Fibre to every home")
    expect(page.locator(".wall-row.new")).to_have_count(1)

    held(room, "comment", "What do you think?")
    expect(title).to_have_text("What do you think?", use_inner_text=True)
    expect(page.locator(".wall-timer")).to_be_hidden()
    bengt.done(room.slug, "add_comment", goal_id=goal, text="Also to the cottages.", stance="for")
    expect(page.get_by_role("listitem").first).to_contain_text("For 1")
    expect(page.get_by_role("listitem").first).to_contain_text("Also to the cottages.")

    vote = held(room, "vote", "Share out five dots", method="dots")
    expect(page.get_by_text("Share out your dots among what matters most.")).to_be_visible()
    expect(page.get_by_text("A confidential vote")).to_be_visible()
    expect(page.locator(".wall-facts")).to_contain_text(re.compile(r"Dots each\s+5"), use_inner_text=True)
    aino.done(room.slug, "cast_ballot", round_id=vote, choices={str(goal): 3})
    room.do("close_round", round_id=vote)
    expect(page.get_by_text("The votes are counted. The results are shown in a moment.")).to_be_visible()
    assert "Fibre" not in page.locator("main").inner_text()
    room.do("reveal_results", round_id=vote)
    expect(page.get_by_role("listitem").first).to_contain_text(
        re.compile(r"Fibre to every home\s+3\s+Points"), use_inner_text=True
    )
    expect(page.locator(".wall-facts")).to_contain_text(re.compile(r"Have voted\s+1"), use_inner_text=True)
    held(room, "pause", "Coffee")
    expect(title).to_contain_text("Join now", use_inner_text=True)
    expect(title).to_contain_text("Coffee", use_inner_text=True)
    wall.spies.check()


def test_goals_come_one_at_a_time_the_newest_on_top_and_bring_the_first_page_back(room, person):
    held(room, "propose", "What matters?")
    room.goals(12)
    page = opened(room, person).page
    rows = page.get_by_role("listitem")
    expect(rows).to_have_count(12)
    expect(page.locator(".wall-page-number dd").first).to_have_text(re.compile(r"^1/[2-9]$"))
    page.keyboard.press("ArrowRight")
    expect(page.locator(".wall-page-number dd").first).to_have_text(re.compile(r"^2/"))
    assert not in_view(rows.first)
    for title in ("Newer", "Newest"):
        room.do("propose_goal", theme_id=room.theme_id, title=title)
    expect(rows.first).to_contain_text("Newer")
    expect(page.locator(".wall-page-number dd").first).to_have_text(re.compile(r"^1/"))
    assert in_view(rows.first)
    page.wait_for_timeout(800)
    expect(rows.first).to_contain_text("Newer")
    expect(rows.first).to_contain_text("Newest")
    expect(rows).to_have_count(14)


def test_what_was_hidden_is_gone_at_once(room, person):
    held(room, "propose", "What matters?")
    room.goals(2)
    page = opened(room, person).page
    expect(page.get_by_role("listitem")).to_have_count(2)
    room.do("hide_goal", goal_id=room.lead.snapshot(room.slug)["goals"][0]["id"], reason="Not fit")
    expect(page.get_by_role("listitem")).to_have_count(1)


def test_pages_turn_by_hand_in_both_directions_and_begin_again(room, person):
    held(room, "propose", "What matters?")
    room.goals(12)
    page = opened(room, person).page
    number = page.locator(".wall-page-number dd").first
    last = int(number.text_content().split("/")[1])
    seen = set()
    for each in range(last):
        expect(number).to_have_text(f"{each + 1}/{last}")
        rows = page.get_by_role("listitem")
        seen |= {at for at in range(12) if in_view(rows.nth(at))}
        page.keyboard.press("ArrowRight")
    assert seen == set(range(12)), "each goal is on some page"
    expect(number).to_have_text(f"1/{last}")
    page.keyboard.press("ArrowLeft")
    expect(number).to_have_text(f"{last}/{last}")


def test_the_pages_can_be_stopped(room, person):
    held(room, "propose", "What matters?")
    room.goals(30)
    page = opened(room, person, clock=True).page
    number = page.locator(".wall-page-number dd").first
    page.keyboard.press("p")
    expect(page.locator(".wall-page-number")).to_contain_text("stopped", use_inner_text=True)
    page.clock.fast_forward(3 * PAGE)
    expect(number).to_have_text(re.compile("^1/"))
    page.keyboard.press("ArrowRight")
    expect(number).to_have_text(re.compile("^2/"))
    page.keyboard.press("p")
    page.clock.fast_forward(PAGE)
    expect(number).to_have_text(re.compile("^3/"))


def test_pages_turn_by_themselves(room, person):
    held(room, "propose", "What matters?")
    room.goals(12)
    page = opened(room, person, clock=True).page
    expect(page.locator(".wall-page-number dd").first).to_have_text(re.compile("^1/"))
    page.clock.fast_forward(PAGE)
    expect(page.locator(".wall-page-number dd").first).to_have_text(re.compile("^2/"))


def test_a_quiet_wall_shows_the_question_alone_and_stays_quiet(room, person):
    held(room, "propose", "What matters?", minutes=5)
    room.goals(1)
    page = opened(room, person).page
    expect(page.get_by_role("listitem")).to_be_visible()
    for _ in range(2):
        page.keyboard.press("q")
        expect(page.get_by_role("listitem")).to_be_hidden()
        page.reload()
        expect(page.locator("[data-quiet]")).to_be_attached()
        expect(page.get_by_role("listitem")).to_be_hidden()
        for there in (".wall-asked", ".wall-clock", ".wall-code", ".wall-qr"):
            expect(page.locator(there)).to_be_visible()
        page.locator("#wall-quiet").focus()
        expect(page.locator("#wall-tools")).to_have_css("opacity", "1")
        page.keyboard.press("Enter")
        expect(page.get_by_role("listitem")).to_be_visible()


def test_the_letters_can_be_turned_off(room, person):
    page = opened(room, person).page
    expect(page.locator("#wall-keys")).to_have_attribute("aria-pressed", "true")
    page.locator("#wall-keys").focus()
    page.keyboard.press("Enter")
    page.reload()
    page.keyboard.press("q")
    expect(page.locator("[data-quiet]")).to_have_count(0)
    page.locator("#wall-keys").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("q")
    expect(page.locator("[data-quiet]")).to_be_attached()


def test_the_tools_show_when_the_pointer_moves(room, person):
    page = opened(room, person, clock=True).page
    expect(page.locator("#wall-tools")).to_have_css("opacity", "0")
    page.mouse.move(10, 10)
    page.mouse.move(60, 60)
    expect(page.locator("#wall-tools")).to_have_css("opacity", "1")
    for tool in page.locator("#wall-tools button:visible").all():
        box = tool.bounding_box()
        assert min(box["width"], box["height"]) >= 44
    page.clock.fast_forward(AWAKE)
    expect(page.locator("#wall-tools")).to_have_css("opacity", "0")


def test_the_last_minute_is_told_in_words(room, person):
    held(room, "pause", "Coffee", minutes=1)
    page = opened(room, person).page
    expect(page.locator(".wall-timer")).to_contain_text("The last minute")
    expect(page.locator(".wall-timer")).not_to_contain_text("Time left", use_inner_text=True)
    held(room, "pause", "Lunch", minutes=61)
    expect(page.locator(".wall-timer")).to_contain_text("Time left", use_inner_text=True)
    expect(page.locator(".wall-clock")).to_have_text(re.compile(r"^1:0[01]:\d\d$"))


def test_a_wall_in_two_languages_changes_over_and_is_remembered(room, person):
    held(room, "propose", {"fi": "Mikä on tärkeää?", "sv": "Vad är viktigt?"})
    room.do("propose_goal", theme_id=room.theme_id, title="Kuitu joka kotiin", lang="fi")
    wall = opened(room, person, query="&lang=fi+sv", clock=True)
    page = wall.page
    expect(page.locator(".wall")).to_have_count(2)
    for path in (page.url, f"{room.server.url}/w/{room.code}/wall"):
        page.goto(path)
        first = page.locator(".wall:visible").get_attribute("lang")
        other = {"fi": "sv", "sv": "fi"}[first]
        for lang in (first, other):
            expect(page.locator(f".wall[lang={lang}]")).to_be_visible()
            said = {"fi": ("Mikä on tärkeää?", "Tavoitteita"), "sv": ("Vad är viktigt?", "Antal mål")}[lang]
            for text in said:
                expect(page.locator(".wall:visible")).to_contain_text(text)
            goal = page.locator(".wall:visible .wall-row-title")
            assert goal.get_attribute("lang") == (None if lang == "fi" else "fi")
            page.clock.fast_forward(SECOND * int(page.locator("body").get_attribute("data-turn")))
    page.goto(room.server.url + "/join")
    expect(page.locator("html[lang=en]")).to_be_attached()


def test_a_wall_counts_who_is_present_and_has_a_dot_for_each(room, person):
    wall = opened(room, person)
    expect(wall.page.locator(".wall-present")).to_be_hidden()
    listeners = [room.listen(each) for each in room.people(2)]
    expect(wall.page.locator(".wall-present")).to_have_text(re.compile(r"2\s+present"))
    expect(wall.page.locator(".wall-person")).to_have_count(2)
    for listener in listeners:
        listener.close()
    expect(wall.page.locator(".wall-present")).to_be_hidden()
    expect(wall.page.locator(".wall-person")).to_have_count(0)


def test_a_wall_whose_link_is_taken_back_is_closed(room, person):
    held(room, "propose", "What matters?")
    wall = opened(room, person)
    wall.spies.forgive("401|HTTP Authentication failed")
    expect(wall.page.get_by_role("heading", level=1)).to_have_text("What matters?", use_inner_text=True)
    [link] = room.lead.snapshot(room.slug)["wall_links"]
    room.do("revoke_wall_link", wall_link_id=link["id"])
    expect(wall.page.get_by_text("This wall is closed.")).to_be_visible()
    assert "What matters?" not in wall.page.locator("body").inner_text()


def test_a_new_code_is_on_the_wall_with_its_own_qr_code(room, person):
    wall = opened(room, person)
    # What it has just asked for under the old code may arrive after that has ended.
    wall.spies.forgive(r"status of 404 .*/wall\b")
    page = wall.page
    room.do("edit_workshop", workshop_id=room.workshop_id, new_code=True)
    code = room.lead.snapshot(room.slug)["workshops"][0]["code"]
    expect(page.locator(".wall-code b")).to_have_text(f"{code[:4]} {code[4:]}")
    expect(page.get_by_role("img", name=re.compile(f"join.{code}$"))).to_be_visible()


def test_a_wall_says_when_it_is_cut_off_and_comes_back(room, person):
    wall = opened(room, person)
    wall.spies.forgive("ERR_INTERNET_DISCONNECTED|WebSocket")
    expect(wall.page.locator("body[data-state=online]")).to_be_attached()
    wall.context.set_offline(True)
    expect(wall.page.get_by_text("No connection just now.")).to_be_visible()
    held(room, "propose", "What matters?")
    wall.context.set_offline(False)
    expect(wall.page.get_by_role("heading", level=1)).to_have_text("What matters?", use_inner_text=True)
    expect(wall.page.get_by_text("No connection just now.")).to_be_hidden()


def test_without_scripts_the_wall_is_the_same_and_asks_again_by_itself(room, person):
    room.goals(3)
    plain = opened(room, person, java_script_enabled=False).page
    live = opened(room, person).page
    for kind in ("vote", "propose", "comment", "results", "pause"):
        if kind == "vote":
            held(room, kind, "Which?", method="approve", results="at_close")
        else:
            held(room, kind, "What matters?", minutes=5)
        for page in (plain, live):
            page.reload()
        expect(live.locator("body[data-state=online]")).to_be_attached()
        assert scene(plain) == scene(live), kind
        assert words(plain) == words(live), kind
        expect(plain.locator("meta[http-equiv=refresh]")).to_have_count(1)
        assert live.locator("meta[http-equiv=refresh]").count() == 0


@pytest.mark.parametrize(("kind", "said"), [("propose", "The newest are on top."), ("vote", "Highest first.")])
def test_without_scripts_the_wall_says_where_the_rest_is(room, person, kind, said):
    room.goals(4)
    held(room, kind, "Which?", **({"method": "approve", "results": "at_close"} if kind == "vote" else {}))
    close(room)
    plain = opened(room, person, java_script_enabled=False).page
    expect(plain.get_by_text(said)).to_be_visible()
    assert overflowing(plain) == []
    live = opened(room, person).page
    expect(live.locator("body[data-state=online]")).to_be_attached()
    expect(live.get_by_text(said)).to_be_hidden()


def words(page) -> list[str]:
    """What stands on the wall, but for what only scripts know or what moves by the second."""
    text = page.locator(".wall:visible").inner_text()
    return [
        line for line in text.split("\n") if line.strip() and not re.fullmatch(r"\d+:\d\d|Page|\d/\d", line.strip())
    ]
