"""The appendix of a document says how groups differ, and how support has moved, and nothing that is hidden."""

import json

import pytest

from tests.commands.documents.reading import content
from tests.commands.hall import Hall
from workshop.content import DataTable, Picture, as_data
from workshop.exports.pictures.in_document import drawn
from workshop.exports.pictures.shown import pictures_of
from workshop.insight.naming import percent
from workshop.language.speech import speaking
from workshop.queries.documents.shown import adopted_at
from workshop.queries.record import public_record

# Of each body how many vote, and of each goal how many of these agree.
BODIES = {
    "neuvosto": (8, (7, 6, 1, 4)),
    "verkosto": (8, (1, 5, 5, 2)),
    "salaiset": (3, (2, 1, 2, 1)),
    "hiljaiset": (3, (2, 1, 1, 1)),
}


@pytest.fixture
def held(hall: Hall) -> list[int]:
    """Two votes by body on four goals, of which the first three stand in the document; one body is too small."""
    hall.do(hall.lead, "create_document", title={"fi": "Painopisteet"}, languages=["fi", "sv"])
    goals = hall.goals(4)
    for goal in reversed(goals[:3]):
        hall.do(hall.lead, "include_goal", goal_id=goal)
    people = {}
    for name in BODIES:
        title = {"fi": name.title(), "sv": f"{name.title()} rf"}
        body = hall.do(hall.lead, "create_body", title=title)["body_id"]
        people[name] = [hall.join(f"{name} {number}") for number in range(BODIES[name][0])]
        for each in people[name]:
            hall.do(hall.lead, "change_participant", participant_id=hall.participant(each), body_id=body)
    for title in ("Alussa", "Lopussa"):
        _vote(hall, title, goals, people)
    return goals


def _vote(hall, title, goals, people):
    about = {"title": {"fi": title}, "kind": "vote", "method": "opinion", "secrecy": "confidential"}
    more = {"breakdowns": ["body"], "results": "on_reveal"}
    round_ = hall.do(hall.lead, "create_round", **about, **more)["round_id"]
    hall.do(hall.lead, "open_round", round_id=round_)
    for name, (_voters, agree) in BODIES.items():
        for number, person in enumerate(people[name]):
            said = {
                str(goal): "agree" if number < most else "disagree" for goal, most in zip(goals, agree, strict=True)
            }
            hall.do(person, "cast_ballot", round_id=round_, choices=said)
    hall.do(hall.lead, "close_round", round_id=round_)
    assert title == "Lopussa" or not _pictures(hall), "nothing before it is shown"
    hall.do(hall.lead, "reveal_results", round_id=round_)


def _pictures(hall: Hall) -> dict[str, Picture]:
    return {each.name: each for each in content(hall).sections[-1].blocks if isinstance(each, Picture)}


def _rows(table: DataTable, lang: str) -> list[list[str]]:
    return [[cell[lang].text for cell in row] for row in table.rows]


def test_groups_are_told_under_the_numbers_of_the_document_in_each_language(hall: Hall, held):
    hall.do(hall.lead, "set_wording", goal_id=held[0], field="title", lang="sv", text="Mål ett", state="checked")
    told = _pictures(hall)["between-groups"]
    rows = _rows(told.table, "sv")
    assert ["1.1 Mål ett", "Neuvosto rf", "Alussa", "88\u00a0%", "36\u00a0%"] in rows
    assert ["1.1 Tavoite 0", "Verkosto", "Lopussa", "13\u00a0%", "79\u00a0%"] in _rows(told.table, "fi")
    assert {row[0] for row in rows} <= {"1.1 Mål ett", "1.2 Tavoite 1", "1.3 Tavoite 2"}, (
        "none but those of the document"
    )
    assert "Mål ett" in told.description["sv"].text and "Mål ett" in drawn(told, "sv")
    assert [cell["sv"].language for cell in told.table.rows[0]] != ["sv"] * 5, (
        "what nobody has translated is told as such"
    )


def test_support_is_told_from_round_to_round(hall: Hall, held):
    told = _pictures(hall)["from-round-to-round"]
    assert _rows(told.table, "fi")[1] == ["1.1 Tavoite 0", "55\u00a0%", "55\u00a0%"]
    assert [each["fi"].text for each in told.table.headers] == [
        "Tavoite",
        "Alussa (22 äänestäjää)",
        "Lopussa (22 äänestäjää)",
    ]
    assert "picture-last" in drawn(told, "fi")


def test_it_says_no_group_that_the_page_of_results_keeps_back(hall: Hall, held):
    told, written = _pictures(hall), json.dumps(as_data(content(hall))["sections"][-1])
    assert "Verkosto" in written and "Salaiset" not in written and "Hiljaiset" not in written
    with hall.database.read() as session, speaking("fi"):
        page = {each.name: each for each in pictures_of(public_record(session, hall.slug))}
        of_page = {(row[0], row[2], *map(_told, row[6:])) for row in page["between-groups"].table.rows}
    here = {(where, group, *shares) for _goal, group, where, *shares in _rows(told["between-groups"].table, "fi")}
    assert len([each for each in here if each[3]]) > 4
    assert {each for each in here if each[3]} <= of_page


def _told(share: int | None) -> str:
    return "" if share is None else percent(share)


def test_what_is_adopted_keeps_them_as_they_were(hall: Hall, held):
    for state in ("for_comment", "proposed"):
        hall.do(hall.lead, "advance_document", state=state)
    told = _pictures(hall)
    about = {"body": {"fi": "Hallitus", "sv": "Styrelsen"}, "date": "2026-04-25", "minutes": "1", "unfinished": "Kiire"}
    address = hall.do(hall.lead, "adopt_document", **about)["address"]
    hall.do(hall.lead, "hide_goal", goal_id=held[0], reason="Väärin")
    with hall.database.read() as session:
        kept = adopted_at(session, address).content
    assert {each.name: each for each in kept.sections[-1].blocks} == told
