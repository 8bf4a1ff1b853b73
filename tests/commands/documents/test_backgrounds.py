"""What tells more of themes and phenomena stands in the document, also where no goal does; no number changes by it."""

from dataclasses import replace

from tests.commands.documents.reading import content, document_in
from tests.commands.hall import Hall
from workshop.content import Background, GoalEntry, Section, as_data, content_from
from workshop.operations.documents.finished import completeness_of
from workshop.queries.documents.shown import Adopted, adopted_at

EXPERT = {"name": "Anna Ahola", "about": {"sv": "Budget"}, "contact": "anna@example.org"}


def themes(hall: Hall) -> list[Section]:
    return [each for each in content(hall).sections if each.kind == "theme"]


def numbers(hall: Hall) -> list[tuple[str, str, list[str]]]:
    """Number and title of each theme, and the numbers of its goals."""
    return [
        (one.number, one.title["fi"].text, [each.number for each in one.blocks if isinstance(each, GoalEntry)])
        for one in themes(hall)
    ]


def a_theme(hall: Hall, title: str, **told) -> int:
    made = hall.do(hall.lead, "create_theme", title=title, lang="fi")["theme_id"]
    if told:
        hall.do(hall.lead, "describe_theme", theme_id=made, lang="fi", **told)
    return made


def begun(hall: Hall, state: str = "draft") -> tuple[str, list[int]]:
    """A document with two goals in the hall's theme; its title."""
    goals = hall.goals(2)
    hall.do(hall.lead, "mark_goals", goal_ids=goals, mark="shortlist")
    hall.do(hall.lead, "create_document", languages=["fi", "sv"])
    if state != "draft":
        hall.do(hall.lead, "advance_document", state=state)
    return themes(hall)[0].title["fi"].text, goals


def test_a_theme_without_goals_stands_after_the_others_and_has_no_number(hall: Hall):
    title, _ = begun(hall, "for_comment")
    a_theme(hall, "Tyhjä")
    a_theme(hall, "Nuoret", introduction="Miksi *tämä*?")
    hall.do(hall.lead, "edit_theme", theme_id=hall.theme, position=9)
    assert numbers(hall) == [("1", title, ["1.1", "1.2"]), ("", "Nuoret", [])]
    [block] = themes(hall)[1].blocks
    assert block == Background(introduction=block.introduction)
    assert block.introduction["sv"].text == "Miksi *tämä*?"
    assert block.introduction["sv"].language == "fi"


def test_a_goal_that_comes_under_it_gives_it_the_next_number_and_changes_none(hall: Hall):
    title, _ = begun(hall, "for_comment")
    told = a_theme(hall, "Nuoret", links=[{"url": "https://example.org/"}])
    goal = hall.do(hall.lead, "propose_goal", theme_id=told, title="Kuullaan nuoria")["goal_id"]
    hall.do(hall.lead, "include_goal", goal_id=goal)
    assert numbers(hall) == [("1", title, ["1.1", "1.2"]), ("2", "Nuoret", ["2.1"])]
    hall.do(hall.lead, "exclude_goal", goal_id=goal)
    assert numbers(hall) == [("1", title, ["1.1", "1.2"]), ("", "Nuoret", [])]


def test_paragraphs_stay_when_all_goals_of_their_theme_are_taken_out(hall: Hall):
    title, goals = begun(hall)
    made = hall.do(hall.lead, "add_paragraph", section="theme", theme_id=hall.theme, text="Aluksi", lang="fi")
    for goal in goals:
        hall.do(hall.lead, "exclude_goal", goal_id=goal)
    [section] = themes(hall)
    assert (section.number, section.title["fi"].text) == ("", title)
    assert [block.markdown["fi"].text for block in section.blocks] == ["Aluksi"]
    hall.do(hall.lead, "remove_paragraph", paragraph_id=made["paragraph_id"])
    assert themes(hall) == []


def test_links_and_experts_stand_with_their_theme_and_under_their_phenomenon(hall: Hall):
    begun(hall)
    phenomenon = hall.do(hall.lead, "create_phenomenon", title={"fi": "Ilmasto *", "sv": "Klimat *"})["phenomenon_id"]
    link = {"url": "https://example.org/", "title": {"fi": "Selvitys"}}
    for noun, number in (("theme", hall.theme), ("phenomenon", phenomenon)):
        hall.do(hall.lead, f"describe_{noun}", **{f"{noun}_id": number}, links=[link], experts=[EXPERT])
    sections = {each.kind: each for each in content(hall).sections}
    for kind, title in (("theme", None), ("phenomena", "Klimat *")):
        told = sections[kind].blocks[0]
        assert isinstance(told, Background)
        assert (told.title and told.title["sv"].text) == title
        assert (told.links[0].address, told.links[0].title["sv"].text) == ("https://example.org/", "Selvitys")
        [expert] = told.experts
        assert (expert.name, expert.contact) == ("Anna Ahola", "anna@example.org")
        assert (expert.about["fi"].text, expert.about["fi"].language) == ("Budget", "sv")


def test_the_texts_of_a_theme_without_goals_are_to_be_translated_too(hall: Hall):
    begun(hall)

    def total() -> int:
        with hall.database.read() as session:
            return completeness_of(session, document_in(session, hall))[1].total

    before = total()
    a_theme(hall, "Tyhjä")
    assert total() == before
    a_theme(hall, "Nuoret", introduction="Miksi?")
    assert total() == before + 2, "its title and its introduction"


def test_what_was_adopted_does_not_change_with_a_background(hall: Hall):
    begun(hall, "for_comment")
    a_theme(hall, "Nuoret", introduction="Miksi?", experts=[EXPERT])
    hall.do(hall.lead, "advance_document", state="proposed")
    about = {"body": "Hallitus", "date": "2026-04-25", "minutes": "§ 12", "unfinished": "Kiire", "lang": "fi"}
    address = hall.do(hall.lead, "adopt_document", **about)["address"]

    def kept() -> Adopted:
        with hall.database.read() as session:
            return adopted_at(session, address)

    before = kept()
    assert content_from(as_data(before.content)) == before.content
    assert [each.title["fi"].text for each in before.content.sections if each.kind == "theme"][1:] == ["Nuoret"]
    a_theme(hall, "Vanhat", introduction="Miksi?")
    assert kept() == before


def test_each_section_has_a_name_of_its_own_in_a_page(hall: Hall):
    begun(hall)
    for title in ("Nuoret", "Vanhat"):
        a_theme(hall, title, introduction="Miksi?")
    whole = content(hall)
    names = [whole.anchor(each) for each in whole.sections]
    assert names == ["introduction", "phenomena", "theme1", "theme-1", "theme-2", "follow_up", "appendix"]
    shown = replace(whole, sections=tuple(each for each in whole.sections if each.blocks))
    assert [shown.anchor(each) for each in shown.sections] == names[2:5]
