"""Moderation by plain forms: the queue, reports, what is hidden and its answer, and the log with its files."""

import csv
import io
import re
from uuid import uuid4

import openpyxl
import pytest

from tests.entry.visitor import Visitor, forms_of

TITLES = ("Fibre to every home", "Names the neighbour")


@pytest.fixture
def slug(server) -> str:
    """The example's."""
    return server.example["consultation"]


@pytest.fixture
def desk(server) -> str:
    """The desk of its workshop."""
    return f"/w/{server.example['workshop']['code']}/lead"


def opened(wire, slug: str, kind: str, **more) -> int:
    """Open a round between workshops."""
    made = wire.done(slug, "create_round", kind=kind, title=kind, **more)["round_id"]
    wire.done(slug, "open_round", round_id=made)
    return made


def proposed(member: Visitor, slug: str, title: str) -> int:
    """Propose a goal by the form's address."""
    made = {"key": str(uuid4()), "theme_id": 1, "title": title}
    assert member.post(f"/api/v1/consultations/{slug}/do/propose_goal", made).status_code == 303
    return member.snapshot()["goals"][-1]["id"]


def test_what_waits_is_published_or_hidden_on_the_desk_and_its_author_is_told(lead, member, wire, slug, desk):
    opened(wire, slug, "propose", moderated=True)
    goals = [proposed(member, slug, title) for title in TITLES]
    assert "Waits for the facilitator" in member.get(f"/c/{slug}/goals/{goals[0]}").text
    page = lead.get(desk)
    assert "2 wait to be published" in page.text and TITLES[0] not in page.text
    page = lead.get(f"{desk}?show=queue")
    assert TITLES[0] in page.text and TITLES[1] in page.text
    assert lead.submit(page, f"publish_goal-{goals[0]}").status_code == 303
    refused = lead.submit(page, f"hide_waiting_goal-{goals[1]}", reason="")
    assert refused.status_code == 422 and f'id="hide_waiting_goal-{goals[1]}"' in refused.text
    answer = lead.submit(page, f"hide_waiting_goal-{goals[1]}", reason="It names a person.")
    assert answer.headers["Location"].endswith("?show=queue#contributions")
    assert "1 waits" not in lead.get(desk).text
    assert wire.snapshot(slug)["queue"][0].get("removed")
    own = member.get(f"/c/{slug}")
    assert "A facilitator has hidden this:" in own.text and f"/c/{slug}/hidden/goal/{goals[1]}" in own.text


def test_several_are_published_in_one_step(lead, member, wire, slug, desk):
    opened(wire, slug, "propose", moderated=True)
    goals = [proposed(member, slug, title) for title in TITLES]
    page = lead.get(f"{desk}?show=queue")
    action, fields = lead.fill(page, "publish_contributions")
    assert lead.post(action, [*fields, *(("goal_ids[]", str(goal)) for goal in goals)]).status_code == 303
    assert {goal["id"] for goal in wire.snapshot(slug)["goals"]} >= set(goals)


def test_a_round_says_to_those_who_write_that_a_facilitator_reads_it_first(member, wire, slug):
    opened(wire, slug, "propose", moderated=True)
    said = "A facilitator reads what you write here before others see it"
    assert re.search(rf'data-show="unseen">\s*{said}', member.get(f"/c/{slug}").text)


def test_a_round_is_moderated_by_a_tick_in_its_form(lead, wire, slug, desk):
    page = lead.get(desk)
    answer = lead.submit(page, "create_round", **{"title.en": "Ideas", "kind": "propose", "moderated": "true"})
    assert answer.status_code == 303
    [made] = [each for each in wire.snapshot(slug)["rounds"] if each.get("title", {}).get("en") == "Ideas"]
    assert made["moderated"] is True
    page = lead.get(f"{desk}?change=round-{made['id']}")
    assert lead.submit(page, f"edit_round-{made['id']}", moderated="false").status_code == 303
    assert wire.snapshot(slug)["rounds"][-1]["moderated"] is False


def test_the_author_answers_once_and_facilitators_read_it_where_it_is_hidden(lead, member, wire, slug, desk):
    opened(wire, slug, "propose")
    goal = proposed(member, slug, TITLES[1])
    wire.done(slug, "hide_goal", goal_id=goal, reason="It names a person.")
    page = member.get(f"/c/{slug}/goals/{goal}")
    assert "It names a person." in page.text and TITLES[1] in page.text
    [form] = [name for name in forms_of(page.text) if name.startswith("answer_hiding-")]
    assert member.submit(page, form, text="It is my own name.").status_code == 303
    page = member.get(f"/c/{slug}/hidden/goal/{goal}")
    assert "It is my own name." in page.text and form not in forms_of(page.text)
    for path in (f"{desk}?show=hidden", f"/c/{slug}/moderation", f"/c/{slug}/hidden/goal/{goal}"):
        assert "It is my own name." in lead.get(path).text, path
    assert lead.submit(lead.get(f"/c/{slug}/moderation"), f"restore_goal-{goal}").status_code == 303
    assert member.get(f"/c/{slug}/hidden/goal/{goal}").status_code == 404


def test_what_is_hidden_has_a_page_for_its_author_and_facilitators_alone(server, lead, member, wire, slug):
    opened(wire, slug, "propose")
    goal = proposed(member, slug, TITLES[1])
    wire.done(slug, "hide_goal", goal_id=goal, reason="It names a person.")
    other = Visitor(server)
    other.join("Ville")
    for path in (f"/c/{slug}/goals/{goal}", f"/c/{slug}/hidden/goal/{goal}", f"/c/{slug}/hidden/theme/1"):
        assert other.get(path).status_code == 404
    assert lead.get(f"/c/{slug}/goals/{goal}").status_code == 200
    assert other.get(f"/c/{slug}/moderation").status_code == 403


def test_a_report_is_settled_on_the_desk_and_never_says_by_whom(server, lead, member, wire, slug, desk):
    goal = wire.done(slug, "propose_goal", theme_id=1, title="Roads")["goal_id"]
    page = member.get(f"/c/{slug}/goals/{goal}?open=report_goal-{goal}")
    assert member.submit(page, f"report_goal-{goal}", reason="It names my neighbour.").status_code == 303
    assert "You reported a contribution." in member.get(f"/c/{slug}").text
    again = member.submit(page, f"report_goal-{goal}", reason="Again.", key=str(uuid4()))
    assert again.status_code == 409 and "You have reported this already." in again.text
    assert "1 is reported" in lead.get(desk).text
    page = lead.get(f"{desk}?show=reports")
    assert "It names my neighbour." in page.text
    reports = page.text.split('id="list"')[1].split("</ul>\n<p id=")[0]
    assert "Aino" not in reports
    assert lead.submit(page, f"settle_reports-goal-{goal}").status_code == 303
    assert "is reported" not in lead.get(desk).text
    assert "It stays as it is." in member.get(f"/c/{slug}").text


def test_the_log_has_both_texts_and_is_narrowed_down_and_downloaded(lead, member, wire, slug):
    opened(wire, slug, "propose")
    goal = proposed(member, slug, TITLES[1])
    wire.done(slug, "hide_goal", goal_id=goal, reason="It names a person.")
    page = member.get(f"/c/{slug}/goals/{goal}")
    [form] = [name for name in forms_of(page.text) if name.startswith("answer_hiding-")]
    member.submit(page, form, text="=It is my own name.")
    roads = wire.done(slug, "propose_goal", theme_id=1, title="Roads")["goal_id"]
    page = member.get(f"/c/{slug}/goals/{roads}?open=report_goal-{roads}")
    member.submit(page, f"report_goal-{roads}", reason="It is not true.")
    rows = _rows(lead.get(f"/c/{slug}/moderation.csv").content)
    assert [row[1] for row in rows] == ["A report came in", "Answered by its author", "Hidden by a facilitator"]
    assert [row[3] for row in rows] == ["Participant", "Author", "Facilitator"]
    assert rows[0][2] == "A participant"
    assert rows[2][5:8] == [TITLES[1], "It names a person.", "'=It is my own name."]
    assert [row[1] for row in _rows(lead.get(f"/c/{slug}/moderation.csv?what=reports").content)] == ["A report came in"]
    assert len(_rows(lead.get(f"/c/{slug}/moderation.csv?q=neighbour").content)) == 2
    book = openpyxl.load_workbook(io.BytesIO(lead.get(f"/c/{slug}/moderation.xlsx").content))
    cells = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=2)]
    assert [row[7] for row in cells] == [None, "=It is my own name.", "=It is my own name."]
    page = lead.get(f"/c/{slug}/moderation?what=reports").text.split('id="log"')[1]
    assert "It is not true." in page and "It names a person." not in page
    assert member.get(f"/c/{slug}/moderation.csv").status_code == 403
    assert lead.get(f"/c/{slug}/moderation.pdf").status_code == 404


def test_the_reason_of_an_objection_is_hidden_on_the_page_of_the_results(lead, member, wire, slug):
    goal = wire.done(slug, "propose_goal", theme_id=1, title="Roads")["goal_id"]
    vote = opened(wire, slug, "vote", method="consent", secrecy="named", results="at_close")
    objects = {str(goal): {"choice": "object", "reason": "Kirsi is lazy"}}
    wire.done(slug, "cast_ballot", round_id=vote, choices=objects)
    wire.done(slug, "close_round", round_id=vote)
    assert "Kirsi is lazy" in member.get(f"/c/{slug}/results").text
    page = lead.get(f"/c/{slug}/results")
    form = f"hide_reason-{vote}-{goal}-1"
    assert lead.submit(page, form, reason="It is about a person.").status_code == 303
    seen = member.get(f"/c/{slug}/results").text
    assert "Kirsi is lazy" not in seen and "(hidden by a facilitator)" in seen
    assert "Kirsi is lazy" in lead.get(f"/c/{slug}/moderation").text
    assert lead.submit(lead.get(f"/c/{slug}/results"), f"show_reason-{vote}-{goal}-1").status_code == 303
    assert "Kirsi is lazy" in member.get(f"/c/{slug}/results").text


def _rows(contents: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(contents.decode("utf-8-sig")), delimiter=";"))[1:]
