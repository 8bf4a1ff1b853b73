"""A workshop in Firefox and in WebKit, Safari's engine: what they do otherwise than Chromium must not stop anybody."""

from tests.browser.people import EMAIL
from tests.browser.steps import opened
from tests.engines import steps
from tests.engines.conftest import LAPTOP, PHONE, WALL
from tests.engines.waiting import wait_for
from tests.entry.visitor import new_link


def test_a_member_takes_part_from_joining_to_the_results(room, screen, cable):
    member = screen(PHONE, cable.url)
    steps.join(member, room)
    opened(room, "propose", minutes=30)
    steps.propose_and_hear_others(member, room)
    steps.lose_the_network(member, room, cable)
    steps.comment(member, room)
    steps.vote_and_see_the_results(member, room)
    assert steps.broken_words(member) == []


def test_a_facilitator_leads_from_the_desk(room, screen):
    steps.propose_goals(room, 3)
    about = {"workshop_id": room.workshop_id, "kind": "propose", "title": "Which goals matter most to all of us?"}
    planned = room.do("create_round", **about)["round_id"]
    lead = screen(LAPTOP)
    lead.go(new_link(room.server, EMAIL))
    lead.click("main form button")
    lead.until("return location.pathname === '/'")
    lead.open(f"/w/{room.code}/lead")
    steps.press_step(lead, "open_round")
    wait_for(lambda: room.round(planned)["state"] == "open", "the desk opens a round")
    lead.seen(".next form[action$=close_round] button")
    steps.hide_first_goal(lead, room)
    assert steps.broken_words(lead) == []


def test_the_wall_turns_its_pages_until_each_goal_was_shown(room, screen):
    opened(room, "propose")
    room.goals(14)
    wall = screen(WALL)
    url = room.do("create_wall_link", workshop_id=room.workshop_id)["url"]
    wall.open(url.removeprefix(room.server.url))
    number = "return document.querySelector('.wall-page-number dd').innerText.trim()"
    pages = int(wall.until(f"{number}.match(/^1\\/(\\d+)$/)?.[1]"))
    assert pages > 1
    shown = set()
    for page in range(1, pages + 1):
        wall.until(f"{number}.startsWith(`${{args[0]}}/`)", page)
        shown |= set(steps.rows_in_view(wall))
        wall.js("dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))")
    assert shown == set(range(14))
    assert steps.broken_words(wall) == []


def test_short_words_of_headings_stay_whole(screen, shared_server):
    phone = screen((360, 740))
    places = ("/privacy", "/accessibility", f"/join/{shared_server.example['workshop']['code']}")
    broken = {}
    for lang in ("fi", "sv", "en"):
        for path in places:
            phone.go(f"{path}?lang={lang}")
            broken[lang, path] = steps.broken_words(phone)
    assert not any(broken.values()), broken
