"""What a table writes, and what a facilitator heard, says so on everybody's page at once, and after a reload."""

from playwright.sync_api import expect

from tests.browser.steps import opened


def test_a_table_comments_in_its_name_and_sees_why_it_has_no_vote(room, person):
    (goal,) = room.goals(1)
    opened(room, "comment")
    reader = person("laptop", "en").join(room, path=f"/c/{room.slug}/goals/{goal}")
    scribe = person("phone", "en")
    page = scribe.go(f"/join/{room.code}")
    page.locator("#table > summary").click()
    page.locator("[name='table.name']").fill("Table 4")
    page.locator("[name='table.people']").fill("8")
    page.get_by_role("button", name="Join as a table").click()
    page.wait_for_url(f"**/w/{room.code}")
    page = scribe.go(f"/c/{room.slug}/goals/{goal}")
    page.locator("textarea[name=text]").first.fill("We all agree")
    page.get_by_role("radio", name="For").first.check()
    page.get_by_role("button", name="Send the comment").click()
    news = reader.page.get_by_role("button", name="1 new")
    expect(news.or_(reader.page.get_by_text("We all agree"))).to_be_visible()
    if news.is_visible():
        news.click()
    said = reader.page.locator(".comment", has_text="We all agree")
    expect(said).to_contain_text("Table 4, 8 people")
    reader.page.reload()
    expect(said).to_contain_text("Table 4, 8 people")
    room.do("close_round", round_id=room.lead.snapshot(room.slug)["rounds"][0]["id"])
    opened(room, "vote", method="approve")
    expect(scribe.go(f"/w/{room.code}").get_by_text("A table has no vote.")).to_be_visible()


def test_a_facilitator_writes_what_a_body_told(room, person):
    room.do("create_body", title={"en": "Advisory board", "fi": "Neuvottelukunta"})
    reader = person("phone", "en").join(room)
    lead = person("laptop", "en")
    lead.sign_in()
    page = lead.go(f"/w/{room.code}")
    page.locator("#anytime > summary").click()
    page.locator("#anytime").get_by_label("Goal", exact=True).fill("A night bus to every village")
    page.locator("#anytime .goal-extra > summary", has_text="Heard from somebody else").click()
    page.locator("[name='told_by.body']").select_option(label="Advisory board")
    page.get_by_role("button", name="Send the proposal").click()
    expect(page.get_by_text("A night bus to every village").first).to_be_visible()
    number = room.lead.snapshot(room.slug)["goals"][0]["id"]
    goal = reader.go(f"/c/{room.slug}/goals/{number}")
    expect(goal.locator(".goal-whose").first).to_contain_text("Heard by the facilitator from: Advisory board")


def test_who_gives_a_card_back_leaves_nothing_on_the_device(room, person):
    [card] = room.do("make_cards", workshop_id=room.workshop_id, number=1)["cards"]
    device = person("phone", "en")
    page = device.go(card["url"].removeprefix(device.origin))
    page.locator("#join-name").fill("First holder")
    page.locator("#join button").click()
    page.wait_for_url(f"**/w/{room.code}")
    device.wait_until_live()
    page = device.go("/me")
    page.locator("summary", has_text="Give back card no. 1").click()
    page.get_by_role("button", name="Give my card back").click()
    page.wait_for_url(f"{device.origin}/")
    assert "First holder" not in page.content()
    page = device.go(card["url"].removeprefix(device.origin))
    expect(page.locator("#join-name")).to_have_value("")
    assert "First holder" not in page.content()
