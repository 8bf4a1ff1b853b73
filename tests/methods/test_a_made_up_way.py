"""A way of voting that is one file and one partial is voted, counted, shown, exported and recounted like any other."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.steps import ballot, cast, opened, saved, until
from tests.exports.reading import lines, sheets
from tests.faults.room import Room
from tests.methods.duel import Duel
from workshop import tally
from workshop.methods import METHODS

# What three people think of three goals: the first beats both others, the second beats the third.
ORDERS = ([1, 2, 3], [2, 1, 3], [1, None, 2])
FIGURES = [{"won": 2, "lost": 0}, {"won": 1, "lost": 1}, {"won": 0, "lost": 2}]


@pytest.fixture(autouse=True)
def known(monkeypatch) -> None:
    """Let it be known in the process of the tests too, which counts again."""
    monkeypatch.setitem(METHODS, Duel.name, Duel())


def cast_all(room: Room, round_id: int, goals: list[str]) -> None:
    """Let three people vote."""
    for member, order in zip(room.people(3), ORDERS, strict=True):
        choices = {goal: place for goal, place in zip(goals, order, strict=True) if place}
        member.done(room.slug, "cast_ballot", round_id=round_id, choices=choices)


def test_it_is_counted_by_whole_ballots_and_nothing_of_a_group_of_one_mind_is_shown():
    ballots = [{"1": 1, "2": 2}, {"2": 1, "1": 2, "9": 3}, {"1": 1}, {"9": 1}]
    assert tally.count(Duel(), ballots, [1, 2]) == {
        "voters": 3,
        "goals": {"1": {"won": 1, "lost": 0}, "2": {"won": 0, "lost": 1}},
    }
    orders = {"alike": [{"1": 1, "2": 2}] * 6, "mixed": [{"1": 1, "2": 2}, {"1": 2, "2": 1}] * 3}
    grouped = [(group, each) for group, own in {**orders, "more": orders["mixed"]}.items() for each in own]
    shown = tally.break_down(Duel(), grouped, [1, 2], 5)
    assert shown["1"] == shown["2"] == {"alike": None, "mixed": None, "more": {"won": 0, "lost": 0}}


def test_a_choice_and_a_whole_ballot_are_checked_and_refused_in_its_own_words(room):
    first, second = room.goals(2)
    round_id = room.vote(method="duel", secrecy="named")
    (aino,) = room.people(1)
    for choices, wrong in (
        ({first: "agree"}, {f"choices.{first}": "no_place"}),
        ({first: 1, second: 1}, {"choices": "same_place"}),
    ):
        answer = aino.do(room.slug, "cast_ballot", round_id=round_id, choices=choices)
        assert answer.status_code == 422, answer.text
        assert {path: fault["code"] for path, fault in answer.json()["errors"].items()} == wrong
    aino.done(room.slug, "cast_ballot", round_id=round_id, choices={first: 1})
    # What is on the ballot already counts with it.
    assert aino.do(room.slug, "cast_ballot", round_id=round_id, choices={second: 1}).status_code == 422


def test_it_is_never_so_secret_nor_has_it_a_number(room):
    asked = {"kind": "vote", "title": "Vote", "method": "duel"}
    for more, wrong in (({"secrecy": "secret"}, "not_so_secret"), ({"points": 5}, "no_points")):
        answer = room.lead.do(room.slug, "create_round", **asked, **more)
        assert answer.status_code == 422
        assert [fault["code"] for fault in answer.json()["errors"].values()] == [wrong]


def test_forms_without_scripts_offer_it_and_vote_in_it(room, person):
    goals = room.goals(2)
    lead = person(java_script_enabled=False).sign_in()
    page = lead.page
    page.goto(f"{lead.origin}/w/{room.code}/lead")
    page.locator("summary").get_by_text("Add a round").click()
    form = page.locator("form#create_round")
    form.get_by_label("What is done in it?").select_option("vote")
    form.get_by_label("Way of voting").select_option(label=Duel.label)
    expect(form.locator(".field.points")).to_be_hidden()
    form.locator("[name='title.en']").fill("Which first?")
    form.get_by_role("button", name="Add the round").click()
    until(lambda: room.lead.snapshot(room.slug)["rounds"], page)
    (round_,) = room.lead.snapshot(room.slug)["rounds"]
    assert (round_["method"], round_["points"]) == ("duel", None)
    room.do("open_round", round_id=round_["id"])
    aino = person(java_script_enabled=False)
    aino.spies.forgive("status of 422")
    aino.enter(room.code, "Aino")
    expect(aino.page.get_by_text("Which goal is the first, which the second?")).to_be_visible()
    for goal in ("Goal 1", "Goal 2"):
        place(aino.page, goal).fill("1")
    cast(aino.page)
    expect(ballot(aino.page)).to_contain_text(Duel.faults["same_place"])
    place(aino.page, "Goal 1").fill("2")
    cast(aino.page)
    expect(ballot(aino.page)).to_contain_text("Your vote is saved.")
    assert stored(room, round_["id"], aino) == {goals[0]: 2, goals[1]: 1}


def place(page: Page, goal: str) -> Locator:
    """The field for a goal's place."""
    return page.locator("form.ballot").get_by_role("textbox", name=goal)


def stored(room: Room, round_id: int, who) -> dict:
    """What is stored of a participant's ballot."""
    answer = who.context.request.get(f"{who.origin}/api/v1/consultations/{room.slug}/snapshot")
    return answer.json()["me"]["ballots"][str(round_id)]


def test_every_page_and_the_wall_show_it(room, person):
    goals = room.goals(3)
    round_id = opened(room, "vote", method="duel", secrecy="named")
    lead = person().sign_in()

    def said(path):
        return " ".join(lead.go(path).locator("body").inner_text().split())

    here, there = f"/w/{room.code}", f"/c/{room.slug}"
    assert "Duel: number the goals" in said(f"{here}/lead")
    assert Duel.on_wall in said(f"{here}/wall")
    assert all("Which goal is the first, which the second?" in said(path) for path in (here, there))
    cast_all(room, round_id, goals)
    room.finish(round_id)
    assert "Won 2 Lost 0" in said(here)
    assert "2 Won 0 Lost" in said(f"{here}/wall")
    assert "Goal 1" in said(f"{there}/goals/{goals[0]}")
    assert re.search(r"Duel: .* Won Lost .*Goal 1 2 0 .*Goal 2 1 1 .*Goal 3 0 2", said(f"{there}/results"))
    lead.page.get_by_text("Who voted what").click()
    expect(lead.page.locator(".results-ballot").first).to_contain_text("Goal 1: First", use_inner_text=True)


def test_people_vote_in_it_with_scripts_and_walls_and_results_move(room, person):
    first, second, _ = room.goals(3)
    round_id = opened(room, "vote", method="duel", secrecy="named", results="live")
    wall, results = person("wall").sign_in(), person().join(room, "Bo")
    wall.go(f"/w/{room.code}/wall")
    results.go(f"/c/{room.slug}/results")
    aino = person("phone").join(room)
    aino.spies.forgive("status of 422")
    dock = ballot(aino.page)
    place(aino.page, "Goal 2").fill("1")
    place(aino.page, "Goal 1").fill("2")
    expect(dock).to_contain_text("2 goals numbered")
    cast(aino.page)
    saved(aino.page)
    expect(dock).to_have_attribute("data-dock", "sent")
    assert stored(room, round_id, aino) == {second: 1, first: 2}
    top = results.page.locator(f"#results-{round_id} .results-figures tbody tr").first
    expect(top).to_contain_text("Goal 2")
    assert top.locator("td.number").all_inner_texts() == ["2", "0"]
    shown = wall.page.locator(".wall:not([hidden]) .wall-result").first
    expect(shown).to_contain_text("Goal 2")
    assert " ".join(shown.locator(".wall-figures").inner_text().split()) in ("2 Won 0 Lost", "Won 2 Lost 0")
    # A change is held against what is stored, as on any ballot.
    place(aino.page, "Goal 3").fill("1")
    cast(aino.page, "Send the changes")
    expect(ballot(aino.page)).to_contain_text(Duel.faults["same_place"])


def test_it_is_exported_and_a_recount_of_the_record_gives_the_same(room):
    goals = room.goals(3)
    round_id = room.vote(method="duel", secrecy="named")
    cast_all(room, round_id, goals)
    counted = room.finish(round_id)["goals"]
    assert [counted[goal] for goal in goals] == FIGURES

    def export(name):
        answer = room.lead.request("GET", f"/c/{room.slug}/export/{name}?lang=en")
        assert answer.status_code == 200, answer.text
        return answer.content

    record = json.loads(export("record.json"))
    round_ = next(each for each in record["rounds"] if each["id"] == round_id)
    cast_ = [each["choices"] for each in round_["tally"]["ballots"]]
    figures = tally.count(Duel(), cast_, round_["goal_ids"])
    assert figures["goals"] == counted
    assert tally.commit(figures, round_["salt"]) == round_["commitment"]
    head, *rows = lines(export("results.csv"))
    places = [head.index(f"Vote – {name}") for name in Duel.figures.values()]
    assert [[row[place] for place in places] for row in rows] == [
        [str(each) for each in cells.values()] for cells in FIGURES
    ]
    book = sheets(export("results.xlsx"))
    assert "Duel" in [row[5] for row in book["Rounds"]]
    assert {"Won", "Lost"} <= set(book["By body"][0])
    assert {row[5] for row in book["Named votes"][1:]} == {"First", "2", "3"}
