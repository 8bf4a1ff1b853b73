"""The desk follows what happens, and the facilitator never loses control of it."""

import re
import time

from playwright.sync_api import expect

from tests.browser.desks import figure, opened, planned, press, row, thinking

PROPOSE, VOTE = "What matters?", "Share out your dots"


def test_an_agenda_is_led_by_the_one_big_button_and_others_hear_of_it(room, person):
    planned(room, ("propose", PROPOSE))
    planned(room, ("vote", VOTE), method="dots")
    lead, aino = opened(room, person, clock=True), person("phone").join(room)
    page = lead.page
    next_title, agenda = page.locator("#next"), page.locator("#agenda-list > li")
    expect(next_title).to_have_text(PROPOSE)
    expect(page.locator(".desk-coming")).to_contain_text(VOTE)
    press(page, "Open the round")
    expect(aino.page.get_by_role("heading", name=PROPOSE)).to_be_visible()
    expect(agenda.first).to_have_class(re.compile(r"\bopen\b"))
    room.people(1)[0].done(room.slug, "propose_goal", theme_id=room.theme_id, title="Fibre")
    expect(row(page, "Fibre")).to_be_visible()
    press(page, "Close the round")
    expect(next_title).to_have_text(VOTE)
    press(page, "Open the round")
    expect(aino.page.get_by_role("heading", name=VOTE)).to_be_visible()
    press(page, "Close the round")
    expect(page.locator(".next").get_by_text("Nobody sees the results before you show them.")).to_be_visible()
    press(page, "Show the results")
    expect(page.get_by_role("heading", name="The agenda is complete.")).to_be_visible()
    expect(agenda.nth(1).get_by_role("link", name="See the results")).to_be_visible()
    expect(agenda.first).to_have_class(re.compile(r"\bclosed\b"))


def test_the_button_carries_the_newest_revision_also_after_another_has_changed_the_round(room, person):
    [first, _] = planned(room, ("propose", PROPOSE), ("comment", "And?"))
    page = opened(room, person, clock=True).page
    expect(page.locator("#next")).to_have_text(PROPOSE)
    room.do("edit_round", round_id=first, title="What matters most?", lang="en", minutes=7)
    expect(page.locator("#next")).to_have_text("What matters most?")
    expect(page.locator(".next").get_by_text("It stays open for 7 minutes.")).to_be_visible()
    press(page, "Open the round")
    expect(page.locator(".next [data-closes]")).to_have_text(re.compile(r"^6:5\d left$|^7:00 left$"))
    room.do("extend_round", round_id=first, minutes=5)
    expect(page.locator(".next [data-closes]")).to_have_text(re.compile(r"^1[12]:\d\d left$"))
    page.get_by_text("Another number of minutes").click()
    page.get_by_label("Minutes", exact=True).fill("3")
    page.get_by_role("button", name="Give more time").click()
    expect(page.locator(".next [data-closes]")).to_have_text(re.compile(r"^1[45]:\d\d left$"))
    press(page, "Close the round")
    expect(page.locator("#next")).to_have_text("And?")


def test_the_clock_runs_each_second(room, person):
    [first] = planned(room, ("propose", PROPOSE), minutes=10)
    room.do("open_round", round_id=first)
    page = opened(room, person).page
    clock = page.locator(".next [data-closes]")
    seen = set()
    for _ in range(8):
        seen.add(clock.text_content())
        page.wait_for_timeout(500)
    assert len(seen) >= 4


def test_a_double_click_takes_one_step(room, person):
    planned(room, ("propose", PROPOSE), ("comment", "And?"))
    page = opened(room, person).page
    page.locator(".next").get_by_role("button", name="Open the round").click(click_count=3, delay=40)
    # As soon as it stands there, which no hand of another process is quick enough for.
    page.wait_for_function("""() => {
        const button = document.querySelector(".next form.close_round button:not([type=button])");
        if (!button?.checkVisibility()) return false;
        button.click();
        return true;
    }""")
    page.wait_for_timeout(1500)
    expect(thinking(page)).to_have_count(0)
    states = [each["state"] for each in room.lead.snapshot(room.slug)["rounds"]]
    assert states == ["open", "planned"]


def test_a_second_press_before_the_desk_is_drawn_anew_is_none(room, person):
    planned(room, ("propose", PROPOSE), ("comment", "And?"))
    page = opened(room, person).page
    page.evaluate(
        "(() => { const draw = requestAnimationFrame; requestAnimationFrame = (f) => setTimeout(draw, 700, f); })()"
    )
    button = page.locator(".next").get_by_role("button", name="Open the round")
    with page.expect_response("**/do/open_round"):
        button.click()
    # The spies would see the refusal.
    button.click()
    expect(page.locator(".next").get_by_role("button", name="Close the round")).to_be_visible()


def test_two_facilitators_see_each_other_and_the_second_step_is_not_taken_twice(room, person):
    planned(room, ("propose", PROPOSE), ("comment", "And?"))
    one, other = (opened(room, person, clock=True).page for _ in range(2))
    press(one, "Open the round")
    expect(other.locator(".next").get_by_role("button", name="Close the round")).to_be_visible()
    press(other, "Close the round")
    expect(one.locator("#next")).to_have_text("And?")
    assert [each["state"] for each in room.lead.snapshot(room.slug)["rounds"]] == ["closed", "planned"]


def test_a_refused_step_says_why_and_the_desk_shows_how_things_stand(room, person):
    [first, _] = planned(room, ("propose", PROPOSE), ("comment", "And?"))
    lead = opened(room, person)
    lead.spies.forgive("409")
    page = lead.page
    page.wait_for_timeout(1000)
    # The desk is cut off while another opens the round, and its own step waits in the outbox.
    page.route("**/do/open_round", lambda route: (room.do("open_round", round_id=first), route.continue_()))
    page.locator(".next").get_by_role("button", name="Open the round").click()
    expect(page.locator(".next").get_by_role("button", name="Close the round")).to_be_visible()
    assert any("Things have changed in the meantime" in said for said in _soon(lead))


def test_the_focus_stays_near_when_a_step_is_taken_by_keyboard(room, person):
    planned(room, ("propose", PROPOSE), ("comment", "And?"))
    page = opened(room, person).page
    page.wait_for_timeout(1200)
    page.locator(".next").get_by_role("button", name="Open the round").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".next").get_by_role("button", name="Close the round")).to_be_visible()
    expect(page.locator("#next")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    assert room.lead.snapshot(room.slug)["rounds"][0]["state"] == "open"


def test_the_pulse_counts_people_and_what_they_did(room, person):
    body = room.do("create_body", title="Network")["body_id"]
    planned(room, ("propose", PROPOSE))
    page = opened(room, person).page
    key = next(each["key"] for each in room.lead.snapshot(room.slug)["bodies"] if each["id"] == body)
    voters = room.people(6, body=key)
    expect(figure(page, "Joined")).to_have_text("6")
    press(page, "Open the round")
    expect(page.locator(".next").get_by_role("button", name="Close the round")).to_be_visible()
    goals = [
        voter.done(room.slug, "propose_goal", theme_id=room.theme_id, title=f"Goal {at}")["goal_id"]
        for at, voter in enumerate((voters[0], voters[0], voters[1]))
    ]
    expect(figure(page, "Goals")).to_have_text("3")
    expect(page.locator("#pulse")).to_contain_text("from 2 participants")
    expect(page.locator(".bodies tbody tr").filter(has_text="Network")).to_have_text(re.compile(r"Network\s*6\s*3"))
    listener = room.listen(voters[2])
    expect(figure(page, "Present now")).to_have_text("1")
    listener.close()
    vote = room.vote(method="approve", secrecy="confidential", open_it=False, workshop_id=room.workshop_id)
    room.do("close_round", round_id=room.lead.snapshot(room.slug)["rounds"][0]["id"])
    press(page, "Open the round")
    turnout = page.locator("#turnout")
    expect(turnout).to_contain_text("fewer than 5 of 6")
    for voter in voters:
        voter.done(room.slug, "cast_ballot", round_id=vote, choices={str(goals[0]): 1})
    expect(turnout).to_contain_text("at least 5 of 6")
    expect(page.get_by_role("progressbar")).to_have_js_property("value", 5)
    room.do("close_round", round_id=vote)
    expect(turnout).to_be_hidden()


def test_what_the_server_renders_is_what_the_script_draws(room, person):
    body = room.do("create_body", title="Network")["body_id"]
    key = next(each["key"] for each in room.lead.snapshot(room.slug)["bodies"] if each["id"] == body)
    people = room.people(3, body=key)
    [propose, vote] = planned(room, ("propose", PROPOSE), ("vote", VOTE))
    room.do("open_round", round_id=propose)
    goals = [
        each.done(room.slug, "propose_goal", theme_id=room.theme_id, title=f"Goal {at}", measures=[{"text": "Do it"}])
        for at, each in enumerate(people)
    ]
    room.do("hide_goal", goal_id=goals[0]["goal_id"], reason="Twice")
    room.do("close_round", round_id=propose)
    room.do("open_round", round_id=vote, minutes=90)
    plain, live = opened(room, person, java_script_enabled=False), opened(room, person)
    for query in ("", "?show=measures", "?show=hidden", "?q=goal+1", "?show=goals&mine=1"):
        for each in (plain, live):
            each.go(f"/w/{room.code}/lead{query}")
        expect(live.page.locator("body[data-state=online]")).to_be_attached()
        live.page.wait_for_timeout(500)
        for part in (".next", "#agenda-list", "#list", "#found", "#people", ".desk-pulse .desk-turnout", ".bodies"):
            words = [_words(each.page.locator(part)) for each in (plain, live)]
            assert words[0] == words[1], f"{part} of {query}"


def test_the_first_run_hint_goes_when_it_was_read_and_stays_away(room, person):
    planned(room, ("propose", PROPOSE))
    page = opened(room, person).page
    expect(page.get_by_role("heading", name="How to lead a workshop from here")).to_be_visible()
    page.get_by_role("button", name="Got it").click()
    expect(page.locator("#hint")).to_be_hidden()
    page.reload()
    expect(page.locator("body:not([data-state=starting])")).to_be_attached()
    expect(page.locator("#hint")).to_be_hidden()


def _words(place):
    # How long it is until a time is said by the minute or by the second.
    return re.sub(r"\d+(:\d\d)? (minutes? |hours? )?left", "", " ".join(place.inner_text().split()))


def _soon(lead):
    end = time.monotonic() + 3
    while time.monotonic() < end and not any("Things have changed" in said for said in lead.spies.said):
        lead.page.wait_for_timeout(100)
    return lead.spies.said
