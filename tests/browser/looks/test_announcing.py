"""What a screen reader says by itself: each change once, politely, in the reader's language, and no more than that."""

import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.browser.cable import Cable
from tests.browser.desks import planned
from tests.browser.steps import cast, dots, opened, proposal, propose, saved

SAID_SAVED = re.compile(r"^Saved \d\d:\d\d:\d\d$")


def settled(person) -> list[str]:
    """What was said until now, when nothing more comes."""
    person.page.wait_for_timeout(700)
    return person.spies.said


def once(said: list[str]) -> bool:
    """Whether nothing was said twice."""
    return max(Counter(said).values(), default=1) == 1


def test_what_changes_in_the_room_is_said_once_each(room, person):
    aino = person("phone").join(room)
    round_id = room.do("create_round", workshop_id=room.workshop_id, kind="propose", title={"en": "What?"})["round_id"]
    room.do("open_round", round_id=round_id)
    expect(proposal(aino.page)).to_be_visible()
    room.do("close_round", round_id=round_id)
    expect(proposal(aino.page)).to_be_hidden()
    assert settled(aino) == ["Now open: What?", "Closed: What?"]


def test_goals_of_others_are_not_read_out_one_by_one(room, person):
    opened(room, "propose")
    aino = person("phone").join(room)
    other = room.people(1)[0]
    for number in range(5):
        other.done(room.slug, "propose_goal", theme_id=room.theme_id, title=f"Goal {number}")
    expect(aino.page.get_by_role("button", name="5 new goals")).to_be_visible()
    assert settled(aino) == []


def test_what_one_sends_is_said_to_be_saved_once(room, person):
    room.goals(1)
    opened(room, "propose")
    aino = person("phone").join(room)
    propose(aino.page, "Fibre")
    saved(aino.page)
    (said,) = settled(aino)
    assert SAID_SAVED.match(said)


def test_a_refusal_is_said_once_and_tied_to_its_field(room, person):
    opened(room, "propose")
    aino = person("phone").join(room)
    aino.spies.forgive("422")
    propose(aino.page, "x" * 301)
    field = proposal(aino.page).get_by_label("Goal", exact=True)
    expect(field).to_be_focused()
    told = "This is 301 characters long; there is room for 300."
    expect(field).to_have_accessible_description(re.compile(re.escape(told)))
    said = settled(aino)
    assert len(said) == 1 and told in said[0]


def test_a_vote_is_said_to_be_saved_and_its_results_to_be_shown(room, person):
    room.goals(2)
    vote = opened(room, "vote", method="dots", secrecy="named", results="on_reveal", points=5)
    aino = person("phone").join(room)
    dots(aino.page, "Goal 1").fill("2")
    cast(aino.page)
    saved(aino.page)
    room.do("close_round", round_id=vote)
    expect(aino.page.get_by_text("The votes are counted.")).to_be_visible()
    room.do("reveal_results", round_id=vote)
    expect(aino.page.get_by_text("1 person voted.")).to_be_visible()
    first, *rest = settled(aino)
    assert SAID_SAVED.match(first)
    assert rest == ["Closed: Vote", "The results are shown: Vote"]


def test_a_network_that_goes_and_comes_is_said_once_each(room, person, shared_server):
    cable = Cable(shared_server.port)
    aino = person("phone", origin=cable.url).join(room)
    aino.spies.forgive("Failed to load resource|WebSocket connection to|ERR_")
    for _ in range(2):
        aino.spies.said.clear()
        cable.cut()
        expect(aino.page.locator("body")).to_have_attribute("data-state", "offline")
        aino.page.wait_for_timeout(3000)
        cable.mend()
        expect(aino.page.locator("body")).to_have_attribute("data-state", "online")
        assert settled(aino) == [
            "No connection. What you send waits here until it comes back.",
            "The connection is back.",
        ]
    cable.close()


@pytest.mark.parametrize(("lang", "said"), [("fi", "Käynnissä: Mitä?"), ("sv", "Pågår: Vad?")])
def test_it_is_said_in_the_reader_s_language(room, person, lang, said):
    [round_id] = planned(room, ("propose", {"fi": "Mitä?", "sv": "Vad?"}))
    aino = person("phone", lang).join(room)
    room.do("open_round", round_id=round_id)
    expect(proposal(aino.page)).to_be_visible()
    assert settled(aino) == [said]
