"""Paragraphs of the document: written in several languages, moved, removed, and never over what somebody else wrote."""

import pytest

from tests.commands.documents.reading import proses
from tests.commands.hall import Hall
from workshop.errors import Invalid, NotFound


def _added(hall: Hall, *texts: str, section: str = "introduction") -> list[int]:
    hall.do(hall.lead, "create_document", languages=["fi", "sv"])
    return [
        hall.do(hall.lead, "add_paragraph", section=section, text=text, lang="fi")["paragraph_id"] for text in texts
    ]


def test_they_stand_in_the_order_that_they_are_put_in(hall: Hall):
    first, second, third = _added(hall, "Yksi", "Kaksi", "Kolme")
    assert proses(hall, "introduction") == ["Yksi", "Kaksi", "Kolme"]
    hall.do(hall.lead, "move_paragraph", paragraph_id=third, before=first)
    assert proses(hall, "introduction") == ["Kolme", "Yksi", "Kaksi"]
    hall.do(hall.lead, "move_paragraph", paragraph_id=third)
    hall.do(hall.lead, "remove_paragraph", paragraph_id=second)
    assert proses(hall, "introduction") == ["Yksi", "Kolme"]
    with pytest.raises(NotFound):
        hall.do(hall.lead, "edit_paragraph", paragraph_id=second, text="Poissa")
    with pytest.raises(Invalid):
        hall.do(hall.lead, "move_paragraph", paragraph_id=third, before=second)


def test_a_language_without_a_text_has_the_other_one_and_says_so(hall: Hall):
    (paragraph,) = _added(hall, "Aluksi")
    assert proses(hall, "introduction", "sv") == ["Aluksi"]
    hall.do(hall.lead, "edit_paragraph", paragraph_id=paragraph, text={"sv": "Först"}, version=1)
    assert (proses(hall, "introduction", "sv"), proses(hall, "introduction")) == (["Först"], ["Aluksi"])


def test_what_comes_after_somebody_else_wrote_is_suggested_beside_it_and_nothing_is_lost(hall: Hall):
    (paragraph,) = _added(hall, "Aluksi")
    about = {"paragraph_id": paragraph, "version": 1}
    assert hall.do(hall.lead, "edit_paragraph", **about, text="Ensin", lang="fi")["draft_comment_ids"] == []
    # Written while the network was away, in both languages; the second one nobody else has touched.
    late = hall.do(hall.lead, "edit_paragraph", **about, text={"fi": "Alussa", "sv": "Först"})["draft_comment_ids"]
    assert (proses(hall, "introduction"), proses(hall, "introduction", "sv")) == (["Ensin"], ["Ensin"])
    assert len(late) == 2
    for number in late:
        hall.do(hall.lead, "decide_suggestion", draft_comment_id=number, accept=True)
    assert (proses(hall, "introduction"), proses(hall, "introduction", "sv")) == (["Alussa"], ["Först"])
    assert hall.do(hall.lead, "edit_paragraph", **about, text="Alussa", lang="fi")["draft_comment_ids"] == []


def test_one_without_any_text_is_refused_and_one_of_a_theme_says_which(hall: Hall):
    (paragraph,) = _added(hall, "Aluksi")
    with pytest.raises(Invalid):
        hall.do(hall.lead, "edit_paragraph", paragraph_id=paragraph, text={"fi": ""})
    for about in ({"section": "theme"}, {"section": "appendix", "theme_id": hall.theme}):
        with pytest.raises(Invalid) as refused:
            hall.do(hall.lead, "add_paragraph", text="Teemasta", **about)
        assert set(refused.value.errors) == {"theme_id"}
