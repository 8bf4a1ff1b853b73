"""Merging, splitting and taking back by plain forms, and what a goal's page and its neighbours show of a family."""

import re
from html import unescape

import pytest


@pytest.fixture
def goals(server, wire) -> list[int]:
    """Three goals, of which one has a measure and a comment."""
    slug = server.example["consultation"]
    theme = wire.snapshot(slug)["themes"][0]["id"]
    titles = ("Fibre to homes", "Broadband to farms", "Trains")
    made = [wire.done(slug, "propose_goal", theme_id=theme, title=title)["goal_id"] for title in titles]
    wire.done(slug, "propose_measure", goal_id=made[0], text="Dig")
    wire.done(slug, "add_comment", goal_id=made[0], text="Yes please", stance="for")
    return made


def goal(wire, slug: str, number: int) -> dict:
    """A goal as it is now."""
    return next(one for one in wire.snapshot(slug)["goals"] if one["id"] == number)


def words(page) -> str:
    """What a page says, without markup."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.text)))


def test_goals_that_are_ticked_at_the_desk_are_merged_beside_one_another_and_taken_back(server, wire, lead, goals):
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    desk = lead.get(f"/w/{code}/lead?show=goals&all=1")
    assert f'formmethod="get" formaction="/c/{slug}/goals/merge"' in desk.text
    page = lead.get(f"/c/{slug}/goals/merge?goal_ids[]={goals[0]}&goal_ids[]={goals[1]}&words={goals[1]}")
    assert "Fibre to homes" in words(page) and "Leave out" in words(page)
    where, fields = lead.fill(page, "merge_goals")
    assert ("title.fi", "Broadband to farms") in fields, "the words of one are offered by one press"
    where, fields = lead.fill(
        page, "merge_goals", **{"title.fi": "", "title.en": "Fast networks", "rationale.fi": "Siksi"}
    )
    answer = lead.post(where, fields)
    assert answer.status_code == 303
    page = lead.get(answer.headers["Location"])
    said = words(page)
    assert "Fast networks" in said and "2 goals were merged" in said and "Fibre to homes" in said
    assert re.search(r"From: \d+\.\d+ Fibre to homes", said), "what was carried along says from where"
    family = int(re.search(r"/goals/(\d+)", answer.headers["Location"])[1])
    assert "It is talked about and voted on here" in words(lead.get(f"/c/{slug}/goals/{goals[0]}"))
    listed = lead.get(f"/c/{slug}").text
    assert f'id="goal-{family}"' in listed and f'id="goal-{goals[0]}"' not in listed
    assert "2 goals were merged" in words(lead.get(f"/w/{code}/lead?show=goals&all=1"))
    where, fields = lead.fill(page, f"unmerge_goal-{family}")
    assert lead.post(where, fields).status_code == 303
    assert goal(wire, slug, family)["superseded"] == "undone"
    assert "This merge was taken back" in words(lead.get(f"/c/{slug}/goals/{family}"))
    assert f'id="goal-{goals[0]}"' in lead.get(f"/c/{slug}").text


def test_what_is_refused_is_said_at_its_field_and_what_was_typed_stays(server, wire, lead, goals):
    slug = server.example["consultation"]
    page = lead.get(f"/c/{slug}/goals/merge?ids={goals[0]},{goals[1]}")
    where, fields = lead.fill(page, "merge_goals", **{"rationale.en": "Because"})
    answer = lead.post(where, fields)
    assert answer.status_code == 422
    assert "Write the goal." in words(answer) and "Because" in answer.text
    assert f'name="goal_ids[]" value="{goals[1]}"' in answer.text
    alone = lead.get(f"/c/{slug}/goals/merge?ids={goals[0]}")
    assert "Choose at least two goals." in words(alone) and 'id="merge_goals"' not in alone.text


def test_a_goal_is_split_with_its_measures_and_comments_shared_out(server, wire, lead, goals):
    slug = server.example["consultation"]
    page = lead.get(f"/c/{slug}/goals/{goals[0]}/split?parts=3")
    measure = next(one["id"] for one in wire.snapshot(slug)["measures"] if one["goal_id"] == goals[0])
    where, fields = lead.fill(page, "split_goal", **{f"measure_parts.{measure}": "2"})
    fields = [field for field in fields if field[0] != "titles[]"]
    answer = lead.post(where, [*fields, ("titles[]", "Homes"), ("titles[]", "")])
    assert answer.status_code == 422 and "there must be at least two" in words(answer)
    answer = lead.post(where, [*fields, ("titles[]", "Homes"), ("titles[]", "Fibre"), ("titles[]", "")])
    assert answer.status_code == 303
    first, second = goal(wire, slug, goals[0])["part_ids"]
    [carried] = [one for one in wire.snapshot(slug)["measures"] if one["id"] == measure]
    assert (carried["goal_id"], carried["from_goal_id"]) == (second, goals[0])
    assert "This goal was split" in words(lead.get(f"/c/{slug}/goals/{goals[0]}"))
    page = lead.get(f"/c/{slug}/goals/{first}")
    assert "Split from" in words(page)
    where, fields = lead.fill(page, f"unmerge_goal-{first}")
    assert lead.post(where, fields).status_code == 303
    assert goal(wire, slug, goals[0])["superseded"] is None


def test_the_history_has_earlier_words_with_what_was_changed(server, wire, lead, goals):
    slug = server.example["consultation"]
    wire.done(slug, "edit_goal", goal_id=goals[0], title="Fibre to all homes")
    wire.done(slug, "mark_goal", goal_id=goals[0], mark="shortlist")
    wire.done(slug, "merge_goals", goal_ids=goals[:2], title="Networks")
    assert "?trail=1#trail" in lead.get(f"/c/{slug}/goals/{goals[0]}").text
    page = lead.get(f"/c/{slug}/goals/{goals[0]}?trail=1")
    said = words(page)
    assert re.search("Proposed.*Reworded.*Narrowing down : Shortlisted.*Merged into", said)
    assert re.search(r"<ins><span class=\"unseen\">added: </span>all ?</ins>", page.text)
    part = lead.get(f"/c/{slug}/goals/{goals[0]}?part=trail").text
    assert part.strip().startswith("<ol") and "<html" not in part


def test_hidden_words_are_in_no_history_and_in_no_family_for_those_who_may_not_see_them(server, wire, member, goals):
    slug = server.example["consultation"]
    family = wire.done(slug, "merge_goals", goal_ids=goals[:2], title="Networks")["goal_id"]
    wire.done(slug, "hide_goal", goal_id=goals[0], reason="Rude")
    for path in (f"/c/{slug}/goals/{family}?trail=1", f"/c/{slug}", f"/c/{slug}/goals/{family}?part=originals"):
        page = member.get(path)
        assert page.ok and "Fibre to homes" not in page.text
    assert member.get(f"/c/{slug}/goals/{goals[0]}?trail=1").status_code == 404
    assert "1 is no longer here." in words(member.get(f"/c/{slug}/goals/{family}"))
