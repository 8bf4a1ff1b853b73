"""Choosing what is on a ballot one by one, by a plain form: before the round opens, and by facilitators alone."""

import re

from tests.nodes.client import Client


def _planned(wire: Client, slug: str, **more) -> tuple[int, list[int]]:
    theme = wire.snapshot(slug)["themes"][0]["id"]
    goals = [wire.done(slug, "propose_goal", theme_id=theme, title=f"Goal {at}")["goal_id"] for at in range(3)]
    asked = {"kind": "vote", "title": {"en": "Dots"}, "method": "dots", "theme_ids": [theme], **more}
    return wire.done(slug, "create_round", **asked)["round_id"], goals


def _ticked(page: str) -> set[int]:
    boxes = re.findall(r'name="on_ballot.ids\[\]" value="(\d+)"( checked)?', page)
    return {int(number) for number, checked in boxes if checked}


def test_single_goals_are_ticked_for_a_ballot_and_stand_on_it_when_it_opens(server, wire, lead, member):
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    planned, goals = _planned(wire, slug)
    path = f"/c/{slug}/rounds/{planned}/ballot"
    assert member.get(path).status_code == 403
    page = lead.get(f"{path}?desk={code}")
    assert _ticked(page.text) >= set(goals), "without a choice all are on it"
    where, fields = lead.fill(page, "choosing")
    chosen = [("on_ballot.ids[]", str(number)) for number in goals[:2]]
    answer = lead.post(where, [*((name, value) for name, value in fields if not value or "[]" not in name), *chosen])
    assert answer.status_code == 303 and answer.headers["Location"].startswith(f"/w/{code}/lead")
    assert _ticked(lead.get(path).text) == set(goals[:2])
    wire.done(slug, "open_round", round_id=planned)
    there = next(one for one in wire.snapshot(slug)["rounds"] if one["id"] == planned)
    assert there["goal_ids"] == goals[:2]
    assert lead.get(path).status_code == 404, "what is on an open ballot is fixed"


def test_a_ballot_without_anything_is_refused_at_the_field(server, wire, lead):
    slug = server.example["consultation"]
    planned, _ = _planned(wire, slug)
    path = f"/c/{slug}/rounds/{planned}/ballot"
    where, fields = lead.fill(lead.get(path), "choosing")
    answer = lead.post(where, [(name, value) for name, value in fields if not value or "[]" not in name])
    assert answer.status_code == 422
    assert 'id="choosing-on_ballot-ids-fault"' in answer.text


def test_measures_are_chosen_where_the_round_votes_on_them(server, wire, lead):
    slug = server.example["consultation"]
    planned, goals = _planned(wire, slug, subject="measures")
    made = [wire.done(slug, "propose_measure", goal_id=goals[0], text=f"Measure {at}")["measure_id"] for at in range(2)]
    page = lead.get(f"/c/{slug}/rounds/{planned}/ballot").text
    assert _ticked(page) >= set(made) and "Measure 1" in page


def test_every_planned_vote_leads_there_from_the_desk_and_from_the_settings(server, wire, lead):
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    workshop = wire.snapshot(slug)["workshops"][0]["id"]
    there, _ = _planned(wire, slug, workshop_id=workshop)
    between, _ = _planned(wire, slug)
    assert f'href="/c/{slug}/rounds/{there}/ballot?desk={code}"' in lead.get(f"/w/{code}/lead").text
    assert f'href="/c/{slug}/rounds/{between}/ballot"' in lead.get(f"/c/{slug}/settings").text
