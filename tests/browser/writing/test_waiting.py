"""The room before the first round: one sees that one is in, who else comes, what the day brings, and an example."""

from playwright.sync_api import expect

from tests.browser.steps import proposal


def planned(room, *titles: str) -> list[int]:
    """Plan rounds of the workshop."""
    about = {"workshop_id": room.workshop_id, "kind": "propose"}
    return [room.do("create_round", title=title, **about)["round_id"] for title in titles]


def test_who_waits_sees_the_others_come_and_what_the_day_brings(room, person):
    first, second = planned(room, "Which goals?", "Which more?")
    aino = person("phone").join(room)
    page = aino.page
    main = page.get_by_role("main")
    expect(main).to_contain_text("You are in. You are the first one here.")
    expect(page.locator(".round-person")).to_have_count(1)
    day = page.locator(".round-day > li")
    expect(day).to_have_count(2)
    expect(page.locator(".round-day > [aria-current]")).to_contain_text("Which goals?")
    expect(main.get_by_text("No goals yet.").locator("visible=true")).to_have_count(0)
    other = person("laptop").join(room, "Bengt")
    expect(main).to_contain_text("1 other is here.")
    expect(page.locator(".round-person")).to_have_count(2)
    planned(room, "The last one?")
    expect(day).to_have_count(3)
    room.do("open_round", round_id=first)
    for each in (page, other.page):
        expect(proposal(each)).to_be_visible()
    assert second


def test_who_waits_without_scripts_reads_the_day_too(room, person):
    planned(room, "Which goals?")
    page = person("phone", java_script_enabled=False).join(room).page
    main = page.get_by_role("main")
    expect(main).to_contain_text("You are in.")
    expect(main).to_contain_text("Reload this page when the facilitator says that the round has begun.")
    expect(page.locator(".round-day > [aria-current]")).to_contain_text("we are here")
