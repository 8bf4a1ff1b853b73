"""A document as DOCX: real headings, numbers as they are, each text in its language, and nothing that acts."""

import io
import zipfile
from dataclasses import replace

from docx import Document
from docx.oxml.ns import qn

from tests.exports.documents.adopted import document
from workshop.content import Content, DataTable, GoalEntry, MeasureEntry, Prose, Section, Wording
from workshop.exports.document.docx import write_docx

ATTACKS = [
    "{{ 7 * 7 }}{% for x in y %}",
    '=HYPERLINK("http://evil.example")',
    "![x](file:///etc/passwd) [x](javascript:alert(1))",
    "<script>alert(1)</script><!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "@import url(http://evil.example/x.css)",
    "\u202egnirts\u202c \x00\x0b end",
    "🦉" * 500,
    "a" * 50_000,
]


def said(fi, sv=None):
    return {"fi": Wording(fi, "fi"), "sv": Wording(sv, "sv") if sv else Wording(fi, "fi")}


def content(*texts):
    goal = GoalEntry(
        "1.2",
        "3.7",
        said("Metsät monimuotoisiksi", "Mångfald i skogen"),
        rationale=said("**Koska** metsä on koti."),
        measures=(MeasureEntry("1.2.1", said("Jätetään lahopuuta", "Död ved lämnas"), who=said("Kunnat")),),
    )
    table = DataTable(said("Äänet", "Röster"), (said("Tavoite"), said("Ääniä")), ((said("1.2"), said("31")),))
    theme = Section("theme", "1", said("Luonto", "Natur"), (goal, table, *(Prose(said(text)) for text in texts)))
    return Content(said("Painopisteet", "Prioriteringar"), said("Seurue"), "draft", ("fi", "sv"), (theme,))


def opened(*texts, languages=("fi",)):
    return Document(io.BytesIO(write_docx(content(*texts), languages)))


def styled(book, style):
    return [each.text for each in book.paragraphs if each.style.name == style]


def languages(paragraph):
    return {each.get(qn("w:val")) for each in paragraph._p.iter(qn("w:lang"))}


def test_headings_are_headings_and_numbers_are_the_documents():
    book = opened()
    assert styled(book, "Title") == ["Painopisteet"]
    assert styled(book, "TOC Heading") == ["Sisällys"]
    assert styled(book, "Heading 1") == ["1 Luonto"]
    assert styled(book, "Heading 2") == ["1.2 Metsät monimuotoisiksi"]
    assert "1.2.1 Jätetään lahopuuta · Kunnat" in styled(book, "Normal")
    assert book.core_properties.title == "Painopisteet"
    assert book.core_properties.language == "fi"


def test_each_text_says_the_language_it_is_written_in():
    book = opened(languages=("sv",))
    by_text = {each.text: languages(each) for each in book.paragraphs}
    assert by_text["1.2 Mångfald i skogen"] == {"sv-SE"}
    assert by_text["**Koska** metsä on koti."] == {"fi-FI"}


def test_languages_stand_one_after_the_other():
    assert styled(opened(languages=("fi", "sv")), "Title") == ["Painopisteet", "Prioriteringar"]


def test_contents_show_before_anybody_updates_them():
    book = opened()
    fields = [each.text for each in book.element.iter(qn("w:instrText"))]
    assert fields == ['TOC \\o "1-2" \\h']
    kinds = [each.get(qn("w:fldCharType")) for each in book.element.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    assert "1.2 Metsät monimuotoisiksi" in styled(book, "toc 2")


def test_a_table_says_which_row_is_its_header():
    (table,) = opened().tables
    assert [cell.text for cell in table.rows[0].cells] == ["Tavoite", "Ääniä"]
    assert [len(row._tr.findall(f".//{qn('w:tblHeader')}")) for row in table.rows] == [1, 0]


def test_a_title_may_have_signs_that_xml_lacks():
    made = replace(content(), title=said("O\x00tsikko\u202e"))
    assert Document(io.BytesIO(write_docx(made, ("fi",)))).core_properties.title == "Otsikko"


def test_texts_that_attack_are_text():
    made = write_docx(content(*ATTACKS), ("fi",))
    book = Document(io.BytesIO(made))
    whole = "\n".join(each.text for each in book.paragraphs)
    assert "{{ 7 * 7 }}" in whole
    assert "<script>alert(1)</script>" in whole
    assert "🦉" * 500 in whole
    assert "a" * 50_000 in whole
    assert "\u202e" not in whole
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        for name in parts.namelist():
            assert b'TargetMode="External"' not in parts.read(name), name
            assert b"<!ENTITY" not in parts.read(name), name
    assert len(list(book.element.iter(qn("w:instrText")))) == 1


def test_two_languages_stand_beside_each_other_in_rows():
    book = Document(io.BytesIO(write_docx(content(), ("fi", "sv"), beside=True)))
    front, table = book.tables
    assert [cell.paragraphs[1].text for cell in front.rows[0].cells] == ["Painopisteet", "Prioriteringar"]
    rows = [[cell.paragraphs[0].text for cell in row.cells] for row in table.rows]
    assert ["1 Luonto", "1 Natur"] in rows
    assert ["1.2 Metsät monimuotoisiksi", "1.2 Mångfald i skogen"] in rows


def test_the_next_language_begins_a_page_without_an_empty_one_before_it():
    book = opened(languages=("fi", "sv"))
    begins = [each.text for each in book.paragraphs if each.paragraph_format.page_break_before]
    assert begins == ["Seurue"]
    assert [each for each in book.element.iter(qn("w:br")) if each.get(qn("w:type")) == "page"] == []


def test_a_picture_says_in_words_what_it_shows():
    book = Document(io.BytesIO(write_docx(document(), ("fi",))))
    [shape] = book.inline_shapes
    about = shape._inline.docPr
    assert (about.get("title"), about.get("descr")) == ("Teemat ja ilmiöt", "Metsillä ei ole tavoitetta luontokadosta.")
    [table] = book.tables
    assert [cell.text for cell in table.rows[1].cells] == ["1 Metsät ja viheralueet", "2", "0", "0"]


def test_pages_are_numbered():
    (footer,) = opened().sections[0].footer.paragraphs
    assert [each.text for each in footer._p.iter(qn("w:instrText"))] == ["PAGE"]
