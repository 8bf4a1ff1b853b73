"""Voting without a device by plain forms: hands after a second look, and sheets from the roll to the results."""

import re

import pytest

from tests.entry.visitor import forms_of
from tests.nodes.client import Client


@pytest.fixture
def vote(server, wire) -> tuple[str, int, list[int]]:
    """An open named vote: the consultation, the round and its goals."""
    slug = server.example["consultation"]
    theme = wire.snapshot(slug)["themes"][0]["id"]
    goals = [wire.done(slug, "propose_goal", theme_id=theme, title=f"Goal {at}")["goal_id"] for at in range(3)]
    about = {"kind": "vote", "title": {"en": "Asked"}, "method": "opinion", "secrecy": "named", "results": "at_close"}
    made = wire.done(slug, "create_round", **about, on_ballot={"ids": goals})["round_id"]
    wire.done(slug, "open_round", round_id=made)
    return slug, made, goals


def _page(lead, vote, query: str = ""):
    return lead.get(f"/c/{vote[0]}/rounds/{vote[1]}/channels{query}")


def _again(lead, answer):
    assert answer.status_code == 303, answer.text
    return lead.get(answer.headers["Location"].split("#")[0])


def test_hands_are_looked_at_a_second_time_before_they_are_recorded(wire, lead, vote):
    slug, made, goals = vote
    typed = {f"figures.{goals[0]}.agree": "4", f"figures.{goals[0]}.disagree": "1"}
    asked = lead.submit(_page(lead, vote), "record_hands", **typed)
    assert asked.status_code == 200
    assert "Are these the numbers?" in asked.text
    assert re.findall(r"<b>(\d+)</b>", asked.text) == ["4", "0", "1"]
    assert "Goal 1" not in asked.text, "nothing was typed for it"
    answer = lead.submit(asked, "ask")
    assert 'value="4"' in _again(lead, answer).text, "what was recorded can be corrected"
    wire.done(slug, "close_round", round_id=made)
    shown = wire.snapshot(slug)["tallies"][str(made)]
    assert shown["channels"]["hands"]["goals"] == {str(goals[0]): {"agree": 4, "pass": 0, "disagree": 1}}
    assert shown["goals"][str(goals[0])]["agree"] == 0


def test_what_is_no_number_of_hands_is_said_at_its_field(lead, vote):
    name = f"figures.{vote[2][0]}.agree"
    asked = lead.submit(_page(lead, vote), "record_hands", **{name: "many"})
    refused = lead.submit(asked, "ask")
    assert refused.status_code == 422
    assert f'id="record_hands-{name.replace(".", "-")}-fault"' in refused.text
    assert 'value="many"' in refused.text


def test_a_sheet_goes_from_the_roll_to_the_results(server, wire, lead, vote):
    slug, made, goals = vote
    aino = Client(server.url)
    assert aino.join(server.example["workshop"]["code"], "Aino").ok
    page = _page(lead, vote)
    page = _again(lead, lead.submit(page, "give_sheet", participant_id=str(aino.participant["id"])))
    assert "Who has a sheet" in page.text
    refused = aino.do(slug, "cast_ballot", round_id=made, choices={str(goals[0]): "agree"})
    assert refused.json()["code"] == "already_voted"
    page = _again(lead, lead.submit(page, "give_other_sheet"))
    sheet = {f"choices.{goals[0]}": "agree", f"choices.{goals[2]}": "disagree"}
    page = _again(lead, lead.submit(page, "enter_paper_ballot", number="12", **sheet))
    assert forms_of(page.text)["enter_paper_ballot"]["fields"][4] == ("number", "13"), "the next number is proposed"
    second = _page(lead, vote, "?do=confirm&number=12")
    wrong = lead.submit(second, "confirm_paper_ballot", **{**sheet, f"choices.{goals[2]}": "pass"})
    assert wrong.status_code == 409
    assert "Sheet 12 was entered otherwise the first time. They differ here: Goal 2." in wrong.text
    assert re.search(rf'name="choices.{goals[2]}"[^>]*>.*?<option value="pass" selected>', wrong.text, re.DOTALL)
    page = _again(lead, lead.submit(second, "confirm_paper_ballot", **sheet))
    page = _again(lead, lead.submit(_page(lead, vote), "enter_paper_ballot", number="13", **sheet))
    wire.done(slug, "close_round", round_id=made)
    assert str(made) not in wire.snapshot(slug)["tallies"]
    desk = lead.get(f"/w/{server.example['workshop']['code']}/lead").text
    assert f"/c/{slug}/rounds/{made}/channels" not in desk, "this round is between workshops"
    asked = lead.submit(_page(lead, vote), "complete_paper")
    assert "Is paper complete?" in asked.text
    page = _again(lead, lead.submit(asked, "ask"))
    assert "Paper is complete." in page.text
    assert "enter_paper_ballot" not in forms_of(page.text)
    results = lead.get(f"/c/{slug}/results").text
    assert re.search(r'On paper <b data-field="voted_paper">1</b>', results)


def test_a_ballot_that_breaks_the_rules_is_refused_at_its_goal(wire, lead, vote):
    slug, _, goals = vote
    about = {"kind": "vote", "title": {"en": "Dots"}, "method": "dots", "points": 3, "secrecy": "secret"}
    made = wire.done(slug, "create_round", **about, on_ballot={"ids": goals})["round_id"]
    wire.done(slug, "open_round", round_id=made)
    typed = {f"choices.{goal}": "2" for goal in goals[:2]}
    page = lead.submit(_page(lead, (slug, made)), "enter_paper_ballot", number="1", **typed)
    assert page.status_code == 422
    assert "You have given too many dots: you have 3." in page.text
    page = lead.submit(_page(lead, (slug, made)), "enter_paper_ballot", number="1", **{f"choices.{goals[0]}": "9"})
    assert f'id="enter_paper_ballot-choices-{goals[0]}-fault"' in page.text


def test_sheets_are_printed_in_two_languages_each_with_its_number(lead, vote):
    slug, made, _ = vote
    page = lead.get(f"/c/{slug}/rounds/{made}/sheets?sheets=3&from=7&langs=fi&langs=sv").text
    # At its head, and again on each of its pages.
    assert re.findall(r"<b>(\d+)</b>", page) == ["7", "7", "8", "8", "9", "9"]
    assert page.count('<article class="sheet">') == 3
    for words in ("Samaa mieltä", "Instämmer", "Lippu nro", "Sedel nr"):
        assert words in page
    assert page.count('class="qr"') == 3
    assert "<script" not in page
