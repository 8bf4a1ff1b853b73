"""The appendix of a document crosses its themes with phenomena: in words, in figures, and drawn of these."""

from tests.commands.documents.reading import content
from tests.commands.hall import Hall
from workshop.content import Block, Picture
from workshop.exports.pictures.in_document import drawn


def appendix(hall: Hall) -> tuple[Block, ...]:
    return content(hall).sections[-1].blocks


def begun(hall: Hall) -> list[int]:
    """A document in two languages with two phenomena, on which nothing is yet."""
    hall.do(hall.lead, "create_document", languages=["fi", "sv"])
    titles = ({"fi": "Ilmasto", "sv": "Klimat"}, {"fi": "Työ"})
    return [hall.do(hall.lead, "create_phenomenon", title=title)["phenomenon_id"] for title in titles]


def proposed(hall: Hall, theme: int, *phenomena: int) -> int:
    about = {"theme_id": theme, "title": "Tavoite", "phenomenon_ids": list(phenomena)}
    goal = hall.do(hall.lead, "propose_goal", **about)["goal_id"]
    hall.do(hall.lead, "include_goal", goal_id=goal)
    return goal


def test_the_goals_of_the_document_are_counted_and_pairs_without_one_are_named(hall: Hall):
    climate, work = begun(hall)
    hall.do(hall.lead, "edit_theme", theme_id=hall.theme, title={"fi": "Metsät", "sv": "Skogar"})
    hall.do(hall.lead, "propose_goal", theme_id=hall.theme, title="Ei mukana", phenomenon_ids=[work])
    for phenomena in ((climate,), (climate,), ()):
        proposed(hall, hall.theme, *phenomena)
    [picture] = appendix(hall)
    assert isinstance(picture, Picture)
    for lang, rows in (
        ("fi", [["Teema", "Ilmasto", "Työ", "Ei koske mitään ilmiötä"], ["1 Metsät", "2", "0", "1"]]),
        ("sv", [["Tema", "Klimat", "Työ", "Gäller inget fenomen"], ["1 Skogar", "2", "0", "1"]]),
    ):
        assert [[cell[lang].text for cell in row] for row in (picture.table.headers, *picture.table.rows)] == rows
    assert "Metsät: Työ" in picture.description["fi"].text
    assert "Skogar: Työ" in picture.description["sv"].text
    assert picture.table.headers[2]["sv"].language == "fi"
    svg = drawn(picture, "sv")
    assert "Skogar" in svg and "picture-empty" in svg and "<style>" not in svg


def test_without_a_goal_on_a_phenomenon_there_is_no_picture(hall: Hall):
    climate, _work = begun(hall)
    assert appendix(hall) == ()
    goal = proposed(hall, hall.theme)
    assert appendix(hall) == ()
    hall.do(hall.lead, "edit_goal", goal_id=goal, phenomenon_ids=[climate])
    assert len(appendix(hall)) == 1
    hall.do(hall.lead, "remove_phenomenon", phenomenon_id=climate)
    assert appendix(hall) == ()
