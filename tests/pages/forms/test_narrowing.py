"""Narrowing down by plain forms: at the desk, on a goal's page, and by the figures of a vote."""

import re
from uuid import uuid4

from tests.entry.visitor import forms_of
from tests.nodes.client import Client


def _goals(wire, slug: str, number: int) -> list[int]:
    theme = wire.snapshot(slug)["themes"][0]["id"]
    return [wire.done(slug, "propose_goal", theme_id=theme, title=f"Goal {at}")["goal_id"] for at in range(number)]


def _marks(wire, slug: str, goals: list[int]) -> list[tuple]:
    found = {goal["id"]: (goal["mark"], goal["mark_reason"]) for goal in wire.snapshot(slug)["goals"]}
    return [found[goal] for goal in goals]


def _vote(wire, slug: str, goals: list[int], dots: list[int]) -> int:
    asked = {"kind": "vote", "title": {"en": "Dots"}, "method": "dots", "points": 20, "secrecy": "named"}
    voting = wire.done(slug, "create_round", **asked, results="at_close", on_ballot={"ids": goals})["round_id"]
    wire.done(slug, "open_round", round_id=voting)
    choices = {str(goal): number for goal, number in zip(goals, dots, strict=True) if number}
    wire.done(slug, "cast_ballot", round_id=voting, choices=choices)
    wire.done(slug, "close_round", round_id=voting)
    return voting


def test_several_goals_are_ticked_at_the_desk_and_set_aside_with_a_reason(server, wire, lead):
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    first, _, third = goals = _goals(wire, slug, 3)
    page = lead.get(f"/w/{code}/lead?show=goals&all=1")
    assert len(re.findall(r'name="goal_ids\[\]"[^>]* form="mark_goals"', page.text)) >= 3
    where, fields = lead.fill(page, "mark_goals", reason="Belongs to the state")
    ticked = [("goal_ids[]", str(goal)) for goal in (first, third)]
    answer = lead.post(where, [*fields, *ticked, ("mark", "aside")])
    assert answer.status_code == 303
    assert _marks(wire, slug, goals) == [
        ("aside", "Belongs to the state"),
        (None, ""),
        ("aside", "Belongs to the state"),
    ]
    rows = re.findall(
        r'<li class="contribution( goal-put-aside)?" id="row-goal-(\d+)"', lead.get(f"/w/{code}/lead").text
    )
    assert [int(number) for aside, number in rows if aside] == [third, first], "they stand below the others"
    assert rows[-1][0] and not rows[0][0]
    narrowed = lead.get(f"/w/{code}/lead?mark=aside").text
    assert set(re.findall(r'id="row-goal-(\d+)"', narrowed)) == {str(first), str(third)}
    assert "Belongs to the state" in narrowed


def test_nothing_ticked_is_said_at_the_desk(server, wire, lead):
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    _goals(wire, slug, 1)
    where, fields = lead.fill(lead.get(f"/w/{code}/lead"), "mark_goals")
    answer = lead.post(where, [*fields, ("mark", "shortlist")])
    assert answer.status_code == 422
    assert "Tick at least one goal." in answer.text


def test_on_its_page_everybody_reads_why_a_goal_was_set_aside_and_a_facilitator_says_it(server, wire, lead, member):
    slug = server.example["consultation"]
    (goal,) = _goals(wire, slug, 1)
    path = f"/c/{slug}/goals/{goal}"
    where, fields = lead.fill(lead.get(path), f"mark_goal-{goal}", reason="Not now")
    assert lead.post(where, [*fields, ("mark", "aside")]).status_code == 303
    page = member.get(path).text
    assert "Not now" in page and f"mark_goal-{goal}" not in forms_of(page)
    assert _marks(wire, slug, [goal]) == [("aside", "Not now")]


def test_the_first_of_a_vote_go_on_and_the_facilitator_decides_between_equals(server, wire, lead, member):
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    goals = _goals(wire, slug, 5)
    voting = _vote(wire, slug, goals, [5, 3, 3, 3, 1])
    path = f"/c/{slug}/rounds/{voting}/shortlist"
    assert member.get(path).status_code == 403
    page = lead.get(f"{path}?first=3&desk={code}")
    assert "3 goals share the last place" in page.text and "There is room for 2 of them" in page.text
    assert set(re.findall(r'name="goal_ids\[\]" value="(\d+)"', page.text)) == {str(goal) for goal in goals[1:4]}
    where, fields = lead.fill(page, "shortlist_first")
    answer = lead.post(where, [*fields, ("goal_ids[]", str(goals[1])), ("goal_ids[]", str(goals[3]))])
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/w/{code}/lead")
    assert [mark for mark, _ in _marks(wire, slug, goals)] == ["shortlist", "shortlist", None, "shortlist", None]


def test_all_with_at_least_so_much_go_on_by_the_same_page(server, wire, lead):
    slug = server.example["consultation"]
    goals = _goals(wire, slug, 3)
    voting = _vote(wire, slug, goals, [5, 3, 1])
    page = lead.get(f"/c/{slug}/rounds/{voting}/shortlist?at_least=3")
    assert "2 goals go on" in page.text
    assert "Begin the document" not in page.text
    assert lead.submit(page, "shortlist_first").status_code == 303
    assert [mark for mark, _ in _marks(wire, slug, goals)] == ["shortlist", "shortlist", None]
    after = lead.get(f"/c/{slug}/rounds/{voting}/shortlist?at_least=3").text
    assert "Shortlist them" not in after, "they are on it"
    assert f'<a class="button" href="/c/{slug}/document">' in after, "the next step is the document"
    assert "Shortlist them" in lead.get(f"/c/{slug}/rounds/{voting}/shortlist?first=3").text


def test_a_member_proposes_a_measure_for_a_goal_of_the_round_by_a_plain_form(server, wire, lead, member):
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    on, off = _goals(wire, slug, 2)
    wire.done(slug, "mark_goal", goal_id=on, mark="shortlist")
    body = wire.snapshot(slug)["bodies"][0]["id"]
    asked = {"kind": "propose", "title": {"en": "Measures"}, "subject": "measures", "on_ballot": "shortlist"}
    asking = wire.done(slug, "create_round", workshop_id=server.example["workshop"]["id"], **asked)["round_id"]
    wire.done(slug, "open_round", round_id=asking)
    page = member.get(f"/w/{code}")
    assert "Proposing measures" in page.text
    chooser = re.search(r'<select[^>]*name="goal_id".*?</select>', page.text, re.S)[0]
    assert f'value="{on}"' in chooser and f'value="{off}"' not in chooser
    said = {"text": "Build it", "responsible_body_id": str(body), "type": "development", "goal_id": str(on)}
    answer = member.submit(page, "propose_measure", **said)
    assert answer.status_code == 303
    (measure,) = (one for one in wire.snapshot(slug)["measures"] if one["goal_id"] == on)
    assert (measure["text"], measure["responsible_body_id"], measure["type"]) == (
        {"en": "Build it"},
        body,
        "development",
    )
    empty = member.submit(member.get(f"/w/{code}"), "propose_measure", text="", goal_id="")
    assert empty.status_code == 422 and "Choose the goal." in empty.text


def test_measures_are_voted_on_by_a_plain_form_and_the_results_say_what_they_were_called(server, wire, lead, member):
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    (goal,) = _goals(wire, slug, 1)
    measures = [wire.done(slug, "propose_measure", goal_id=goal, text=f"Step {at}")["measure_id"] for at in range(2)]
    asked = {"kind": "vote", "title": {"en": "Which steps?"}, "method": "approve", "secrecy": "named"}
    asked |= {"results": "at_close", "subject": "measures", "on_ballot": {"ids": measures}}
    voting = wire.done(slug, "create_round", workshop_id=server.example["workshop"]["id"], **asked)["round_id"]
    wire.done(slug, "open_round", round_id=voting)
    page = member.get(f"/w/{code}")
    assert "Step 0" in page.text and "Voting on measures" in page.text
    where, fields = member.fill(page, f"ballot-{voting}")
    assert member.post(where, [*fields, (f"choices.{measures[1]}", "1")]).status_code == 303
    wire.done(slug, "close_round", round_id=voting)
    wire.done(slug, "edit_measure", measure_id=measures[1], text="Another step")
    results = lead.get(f"/c/{slug}/results").text
    assert "1 person voted." in results and "Step 1" in results and "reworded since" in results
    assert f'href="/c/{slug}/goals/{goal}#measure-{measures[1]}"' in results


def test_a_round_says_by_its_form_what_is_on_its_ballot(server, wire: Client, lead):
    slug = server.example["consultation"]
    goals = _goals(wire, slug, 2)
    voting = _vote(wire, slug, goals, [2, 1])

    def made(**fields):
        sent = {"kind": "vote", "title.en": "Final", "key": "", **fields}
        path = f"/api/v1/consultations/{slug}/do/create_round"
        answer = lead.post(path, [(name, value) for name, value in {**sent, "key": str(uuid4()), "page": "/"}.items()])
        assert answer.status_code == 303, answer.text
        return wire.snapshot(slug)["rounds"][-1]["on_ballot"]

    about = {"on_ballot_round": str(voting), "on_ballot_first": "2"}
    assert made(on_ballot="first", **about) == {"round_id": voting, "first": 2}
    assert made(on_ballot="shortlist", **about) == "shortlist"
    assert made(on_ballot="all") == "all"


def test_room_consultation_and_desk_ask_for_the_same_and_all_list_what_was_adopted(server, wire, lead):
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    first, _ = _goals(wire, slug, 2)
    _adopted(wire, slug, first)
    asked = ["q", "in_theme", "phenomenon", "body", "in_lang", "mark", "mine", "uncommented", "since"]
    for path, form, row in (
        (f"/c/{slug}", "goal-filter", ""),
        (f"/w/{code}", "goal-filter", ""),
        (f"/w/{code}/lead", "filter", "row-"),
    ):
        page = lead.get(f"{path}?mark=adopted").text
        [fields] = re.findall(rf'<form method="get"[^>]* id="{form}".*?</form>', page, re.DOTALL)
        names = list(dict.fromkeys(re.findall(r'<(?:input|select) [^>]*name="(\w+)"', fields)))
        assert "Adopted</strong>" in page
        assert [name for name in names if name not in ("show", "sort", "density")] == asked, path
        assert re.findall(rf'id="{row}goal-([1-9]\d*)" data-id', page) == [str(first)], path
    comment = wire.done(slug, "add_comment", goal_id=first, text="Good", stance="for")["comment_id"]
    for wanted, rows in (
        ("mark=adopted", [comment]),
        ("uncommented=1", []),
        ("in_lang=sv", []),
        ("mark=none", [comment]),
    ):
        page = lead.get(f"/w/{code}/lead?show=comments&{wanted}").text
        assert re.findall(r'id="row-comment-(\d+)"', page) == [str(each) for each in rows], wanted


def _adopted(wire, slug: str, goal: int) -> None:
    wire.done(slug, "create_document", languages=["en"])
    wire.done(slug, "include_goal", goal_id=goal)
    for state in ("for_comment", "proposed"):
        wire.done(slug, "advance_document", state=state)
    wire.done(slug, "adopt_document", body="Board", date="2026-11-27", unfinished="Haste")
