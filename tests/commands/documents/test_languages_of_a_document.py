"""A document has the official texts, and is adopted when each of its languages is complete or somebody says why not."""

import pytest

from tests.commands.documents.reading import content
from tests.commands.hall import Hall
from workshop.content import GoalEntry
from workshop.errors import Conflict
from workshop.queries.documents.shown import adopted_at

MEETING = {"body": {"fi": "Hallitus", "sv": "Styrelsen"}, "date": "2026-04-25"}


@pytest.fixture(name="goal")
def a_goal(hall: Hall) -> int:
    goal = hall.do(hall.lead, "propose_goal", theme_id=hall.theme, title="Valokuitu", lang="fi")["goal_id"]
    hall.do(hall.lead, "create_document", title={"fi": "Painopisteet", "sv": "Tyngdpunkter"}, languages=["fi", "sv"])
    hall.do(hall.lead, "include_goal", goal_id=goal)
    for state in ("for_comment", "proposed"):
        hall.do(hall.lead, "advance_document", state=state)
    return goal


def entry(hall: Hall) -> GoalEntry:
    [found] = [block for each in content(hall).sections for block in each.blocks if isinstance(block, GoalEntry)]
    return found


def test_the_official_text_stands_in_the_document_and_another_language_where_there_is_none(hall: Hall, goal: int):
    title = entry(hall).title
    assert [(title[lang].text, title[lang].language) for lang in ("fi", "sv")] == [("Valokuitu", "fi")] * 2
    about = {"goal_id": goal, "field": "title"}
    hall.do(hall.lead, "set_wording", **about, lang="sv", text="Fiber i varje hem")
    hall.do(hall.lead, "set_wording", **about, lang="fi", text="Valokuitu jokaiseen kotiin")
    title = entry(hall).title
    assert (title["fi"].text, title["sv"].text) == ("Valokuitu jokaiseen kotiin", "Fiber i varje hem")
    assert title["sv"].language == "sv"


def test_a_draft_translation_stands_in_the_way_until_it_is_checked(hall: Hall, goal: int):
    theme = {"theme_id": hall.theme, "field": "title", "lang": "sv"}
    hall.do(hall.lead, "set_wording", **theme, text="Tema", state="checked")
    title = {"goal_id": goal, "field": "title", "lang": "sv"}
    version = hall.do(hall.lead, "set_wording", **title, text="Fiber")["wording_id"]
    with pytest.raises(Conflict, match="languages_unfinished"):
        hall.do(hall.lead, "adopt_document", **MEETING)
    hall.do(hall.lead, "check_wording", **title, based_on=version)
    hall.do(hall.lead, "advance_document", state="for_comment")
    paragraph = hall.do(hall.lead, "add_paragraph", section="introduction", text="Aluksi", lang="fi")["paragraph_id"]
    hall.do(hall.lead, "advance_document", state="proposed")
    with pytest.raises(Conflict, match="languages_unfinished"):
        hall.do(hall.lead, "adopt_document", **MEETING)
    hall.do(hall.lead, "advance_document", state="for_comment")
    hall.do(hall.lead, "edit_paragraph", paragraph_id=paragraph, text={"sv": "Först"})
    hall.do(hall.lead, "advance_document", state="proposed")
    assert hall.do(hall.lead, "adopt_document", **MEETING)["address"]


def test_who_says_why_adopts_it_without_and_everybody_reads_why(hall: Hall, goal: int):
    with pytest.raises(Conflict, match="languages_unfinished"):
        hall.do(hall.lead, "adopt_document", **MEETING)
    address = hall.do(hall.lead, "adopt_document", **MEETING, unfinished="Översättningen kommer i juni.")["address"]
    with hall.database.read() as session:
        assert adopted_at(session, address).content.unfinished == "Översättningen kommer i juni."
