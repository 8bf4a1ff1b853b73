"""An afternoon of two halls: from an empty page to a reasoned, ranked shortlist of goals with measures."""

import io
import random
import re
from itertools import cycle

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser import desks, keys, walls
from tests.browser.people import Person
from tests.browser.steps import ballot, cast, dots, goal, propose, saved, titles, until
from tests.faults.room import Room
from tests.nodes.client import Client

PEOPLE, GOALS, FIRST = 40, 60, 10
FIBRE = "Aino wants fibre"
VOTE = {"kind": "vote", "secrecy": "confidential", "results": "on_reveal"}


class Afternoon:
    """One consultation in two halls, forty people who use programs, and the facilitator, who leads at the desk."""

    def __init__(self, room: Room):
        self.room, self.chance = room, random.Random(15)
        self.lead: Person | None = None
        self.other = room.do("create_workshop", title="Hall 2")["workshop_id"]
        self.halls = [room.workshop_id, self.other]
        self.themes = [room.theme_id, *(room.do("create_theme", title=t)["theme_id"] for t in ("Roads", "Schools"))]
        for body in ("Board", "Network", "Unit"):
            room.do("create_body", title=body)
        keys_of = [body["key"] for body in room.lead.snapshot(room.slug)["bodies"]]
        codes = {one["id"]: one["code"] for one in room.lead.snapshot(room.slug)["workshops"]}
        self.people: list[Client] = []
        for number, hall, body in zip(range(PEOPLE), cycle(self.halls), cycle(keys_of), strict=False):
            person = room.person()
            assert person.join(codes[hall], f"Delegate {number}", body).ok
            self.people.append(person)

    def open(self, title: str, **about) -> int:
        """Plan a round in both halls, and open it by the button of the desk."""
        made = self.room.do("create_round", title=title, workshop_ids=self.halls, **about)["round_id"]
        self.press("Open the round", made, "open")
        return made

    def close(self, round_id: int) -> None:
        """Close a round by the button of the desk."""
        self.press("Close the round", round_id, "closed", "revealed")

    def press(self, button: str, round_id: int, *states: str) -> None:
        """Take the next step at the desk, whose heading is the round, and wait until the server has taken it."""
        title = next(iter(self.round(round_id)["title"].values()))
        expect(self.lead.page.locator(".next h2")).to_have_text(title, timeout=15_000)
        desks.press(self.lead.page, button)
        until(lambda: self.round(round_id)["state"] in states, self.lead.page, 20)

    def all_cast(self, round_id: int, choices) -> None:
        """Let everybody cast what `choices(place, ids)` returns for them."""
        ids = self.round(round_id)["goal_ids"] or self.round(round_id)["measure_ids"]
        for place, person in enumerate(self.people):
            person.done(self.room.slug, "cast_ballot", round_id=round_id, choices=choices(place, ids))

    def round(self, round_id: int) -> dict:
        """How a round is now."""
        return next(one for one in self.room.lead.snapshot(self.room.slug)["rounds"] if one["id"] == round_id)

    def goals(self, mark: str | None = None) -> list[dict]:
        """The goals that are there, or those with a mark."""
        goals = [one for one in self.room.lead.snapshot(self.room.slug)["goals"] if not one.get("removed")]
        return [one for one in goals if mark is None or one["mark"] == mark]

    def tally(self, round_id: int, person: Client | None = None) -> dict | None:
        """What may be seen of a round's figures."""
        return (person or self.people[0]).snapshot(self.room.slug)["tallies"].get(str(round_id))


# One node on PostgreSQL, as a whole workshop is held on it.
@pytest.mark.xdist_group("afternoon")
def test_from_an_empty_page_to_a_shortlist_with_measures(room, person):
    day = Afternoon(room)
    day.lead = lead = desks.opened(room, person, clock=True)
    wall, phone = walls.opened(room, person), person("phone").join(room, "Aino")
    aino, bengt = phone.page, person("laptop").join(room, "Bengt").page

    _people_write_first_and_see_then(day, aino, bengt, lead.page, wall.page)
    _they_talk(day, phone, wall.page)
    practice = _they_practise(day, aino)
    first = _dots_narrow_down(day, aino, bengt)
    score = _scores_are_revealed_place_by_place(day, wall.page)
    consent = _they_consent(day, score)
    measures = _measures_by_everybody(day, aino)
    _it_is_handed_on(day, practice, [first, score, consent, measures], lead)


def _people_write_first_and_see_then(day, aino, bengt, desk, wall):
    quiet = day.open("What matters most?", kind="propose", contributions="at_close")
    propose(aino, FIBRE)
    saved(aino)
    form = bengt.locator("#propose_goal")
    keys.tick(bengt, form.get_by_role("radio").first)
    keys.write(bengt, form.get_by_label("Goal", exact=True), "Bengt wants a school")
    keys.reach(bengt, form.get_by_role("button", name="Send the proposal"))
    bengt.keyboard.press("Enter")
    saved(bengt)
    for number, theme in zip(range(GOALS - 2), cycle(day.themes), strict=False):
        writer = day.people[number % PEOPLE]
        writer.done(day.room.slug, "propose_goal", theme_id=theme, title=f"Goal {number}")
    mine = [one for one in day.people[0].snapshot(day.room.slug)["goals"] if not one.get("removed")]
    assert sorted(title for one in mine for title in one["title"].values()) == ["Goal 0", "Goal 40"]
    for each in day.people:
        each.done(day.room.slug, "say_done", round_id=quiet)
    expect(desk.locator("body")).to_contain_text(f"{PEOPLE}", timeout=10_000)
    expect(wall.get_by_text(FIBRE)).to_have_count(0)
    day.close(quiet)
    assert len(titles(day.room)) == GOALS
    # What a quiet round shows stands there at once: nobody has read a list of it yet.
    expect(bengt.get_by_text(FIBRE).first).to_be_attached(timeout=15_000)


def _they_talk(day, phone, wall):
    talk = day.open("What do you say?", kind="comment")
    page = phone.page
    goal(page, FIBRE).get_by_role("link", name=FIBRE, exact=True).tap()
    form = page.locator("form[id^=add_comment-]:visible")
    form.locator("label").filter(has_text=re.compile(r"^\s*For\s*$")).tap()
    form.get_by_label("Your comment").fill("Also to the summer cottages.")
    form.get_by_role("button", name="Send the comment").tap()
    expect(wall.get_by_text("Also to the summer cottages.").first).to_be_visible(timeout=15_000)
    for place, (each, about) in enumerate(zip(day.people, day.goals(), strict=False)):
        stance = ("for", "against", "question", "neutral")[place % 4]
        each.done(day.room.slug, "add_comment", goal_id=about["id"], text=f"Word {place}", stance=stance)
    phone.go(f"/w/{day.room.code}")
    said = [one for one in day.room.lead.snapshot(day.room.slug)["comments"] if not one.get("removed")]
    assert len(said) == PEOPLE + 1
    day.close(talk)


def _they_practise(day, aino):
    practice = day.open("Try it", practice=True, question="Is there enough coffee?", method="approve", **VOTE)
    expect(aino.get_by_text("Is there enough coffee?").first).to_be_visible(timeout=10_000)
    day.close(practice)
    return practice


def _dots_narrow_down(day, aino, bengt):
    about = {"method": "dots", "points": 5, "cap": 3, "breakdowns": ["body", "workshop"]}
    first = day.open("Five dots", **about, **VOTE)
    best = [one["id"] for one in day.goals()][:12]
    dots(aino, FIBRE).fill("3")
    cast(aino)
    expect(ballot(aino)).to_contain_text("Your vote was saved", timeout=10_000)
    keys.reach(bengt, dots(bengt, "Bengt wants a school"))
    bengt.keyboard.type("2")
    keys.press(bengt, bengt.get_by_role("button", name="Cast my vote"))
    expect(ballot(bengt)).to_contain_text("Your vote was saved", timeout=10_000)
    day.all_cast(first, lambda place, ids: {str(best[place % 12]): 3, str(best[(place + 1) % 12]): 2})
    day.close(first)
    assert day.tally(first) is None
    day.press("Show the results", first, "revealed")
    assert day.tally(first)["voters"] == PEOPLE + 2
    page = day.lead.page
    page.locator(f"#round-{first}").get_by_role("link", name="To the shortlist").click()
    page.get_by_label("How many go on?").fill(str(FIRST))
    page.get_by_role("button", name="Look").click()
    for box in page.locator(".narrowing-tied input[type=checkbox]").all():
        # A tie at the cut is decided by a person.
        box.check()
    page.get_by_role("button", name="Shortlist them").click()
    until(lambda: len(day.goals("shortlist")) >= FIRST, page, 20)
    day.lead.go(f"/w/{day.room.code}/lead")
    return first


def _scores_are_revealed_place_by_place(day, wall):
    criteria = ["importance", "feasibility"]
    score = day.open("Important, feasible?", method="score", criteria=criteria, on_ballot="shortlist", **VOTE)
    assert set(day.round(score)["goal_ids"]) == {one["id"] for one in day.goals("shortlist")}

    def scores(place, ids):
        return {str(one): {name: day.chance.randint(1, 5) for name in criteria} for one in ids}

    day.all_cast(score, scores)
    day.close(score)
    seen: set[str] = set()
    steps = 0
    while day.round(score)["state"] != "revealed":
        day.press("Show the next place" if seen else "Show the last place", score, "closed", "revealed")
        until(lambda: set((day.tally(score) or {"goals": {}})["goals"]) > seen, day.lead.page, 20)  # noqa: B023
        tally = day.tally(score)
        assert set(tally["goals"]) > seen
        seen = set(tally["goals"])
        if day.round(score)["state"] != "revealed":
            assert tally["left"] == len(day.round(score)["goal_ids"]) - len(seen) > 0
            assert tally["voters"] is None and "breakdowns" not in tally
        steps += 1
    assert 1 < steps <= len(seen) == len(day.round(score)["goal_ids"])
    assert day.tally(score)["voters"] == PEOPLE
    expect(wall.locator(".wall:visible")).to_contain_text("Important, feasible?", timeout=10_000)
    return score


def _they_consent(day, score):
    about = {"method": "consent", "on_ballot": {"round_id": score, "first": FIRST}}
    consent = day.open("Can we live with these?", **about, **VOTE)
    ids = day.round(consent)["goal_ids"]
    assert FIRST <= len(ids) < FIRST + 3

    def answers(place, ids):
        said = {str(one): {"choice": "agree"} for one in ids}
        if place % 7 == 0:
            said[str(ids[0])] = {"choice": "object", "reason": f"Too dear ({place})"}
        return said

    day.all_cast(consent, answers)
    refused = day.people[1].do(
        day.room.slug, "cast_ballot", round_id=consent, choices={str(ids[0]): {"choice": "object"}}
    )
    assert refused.status_code == 422, "an objection needs its reason"
    day.close(consent)
    day.press("Show the results", consent, "revealed")
    assert day.tally(consent)["goals"][str(ids[0])]["object"] == 6
    return consent


def _measures_by_everybody(day, aino):
    asking = day.open("What is to be done?", kind="propose", subject="measures", on_ballot="shortlist")
    goals = [one["id"] for one in day.goals("shortlist")]
    for place, each in enumerate(day.people[:20]):
        about = {"goal_id": goals[place % len(goals)], "text": f"Measure {place}", "type": "development"}
        each.done(day.room.slug, "propose_measure", **about)
    elsewhere = next(one["id"] for one in day.goals() if one["id"] not in goals)
    assert not day.people[0].do(day.room.slug, "propose_measure", goal_id=elsewhere, text="Elsewhere").ok
    day.close(asking)
    vote = day.open("Which measures?", method="rank", subject="measures", on_ballot="all", **VOTE)
    day.all_cast(vote, lambda place, ids: {str(one): at + 1 for at, one in enumerate(day.chance.sample(ids, 3))})
    day.close(vote)
    day.press("Show the results", vote, "revealed")
    assert day.tally(vote)["voters"] == PEOPLE
    return vote


def _it_is_handed_on(day, practice, counted, lead):
    page = lead.go(f"/c/{day.room.slug}/results")
    for each in counted:
        expect(page.locator(f"#results-{each}")).to_be_visible()
    expect(page.locator(f"#results-{practice}")).to_have_count(0)
    expect(page.locator(f"#results-{counted[1]} svg").first).to_be_visible()
    table = day.room.lead.request("GET", f"/c/{day.room.slug}/export/results.xlsx?lang=en")
    assert table.ok, table.text
    assert len(load_workbook(io.BytesIO(table.content)).sheetnames) > 2
    record = day.room.lead.request("GET", f"/c/{day.room.slug}/export/record.json?lang=en").json()
    assert "Is there enough coffee?" not in str(record)
    before = len(day.room.lead.snapshot(day.room.slug)["rounds"])
    copy = day.room.do("copy_workshop", workshop_id=day.halls[0], title="Next time")["workshop_id"]
    rounds = day.room.lead.snapshot(day.room.slug)["rounds"][before:]
    assert [one["state"] for one in rounds] == ["planned"] * before
    assert {tuple(one["workshop_ids"]) for one in rounds} == {(copy,)}
    until(lambda: day.room.lead.snapshot(day.room.slug)["workshops"][-1]["id"] == copy, page)
