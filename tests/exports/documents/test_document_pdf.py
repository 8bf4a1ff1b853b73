"""A document as PDF/UA-1: what a screen reader is told of it, and that nothing in it is fetched."""

import re
from dataclasses import replace
from itertools import pairwise
from time import process_time

import pytest
from pypdfium2 import PdfDocument

from tests.exports.documents.adopted import document, said
from tests.exports.documents.pdf_structure import opened, structure
from workshop.content import Content, DataTable, Picture, Section
from workshop.exports.document.paper_fetcher import FONTS, NothingElse, PaperFetcher
from workshop.exports.document.pdf import write_pdf
from workshop.exports.pictures.in_document import drawn

ATTACKS = (
    "{{ 7 * 7 }}{% for x in y %}{{ cycler.__init__.__globals__ }}",
    '=HYPERLINK("http://evil.example")',
    "![x](file:///etc/passwd) [x](javascript:alert(1))",
    "<img src=file:///etc/passwd><script>alert(1)</script><link rel=stylesheet href=http://evil.example/x.css>",
    "<style>@import url(http://evil.example/x.css)</style>",
    "\u202egnirts\u202c \x00\x0b end",
    "🦉" * 500,
)


@pytest.fixture(scope="module")
def reader():
    return opened(write_pdf(document(), ("fi",)))


def pages(contents):
    with PdfDocument(contents) as document:
        return [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in document]


def test_it_says_that_it_is_accessible_and_in_which_language(reader):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fi"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Kuntien luontotyön painopisteet 2027–2030"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert all(page["/Tabs"] == "/S" and "/StructParents" in page for page in reader.pages)


def test_headings_follow_one_another(reader):
    levels = [int(each.tag[1]) for each in structure(reader).all("H1", "H2", "H3", "H4", "H5", "H6")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    assert levels.count(2) == 5 and {1, 2, 3} == set(levels)


def test_headers_of_tables_say_what_they_head(reader):
    headers = structure(reader).all("TH")
    assert headers
    assert {each.attribute("/Scope") for each in headers} == {"/Column", "/Row"}


def test_figures_are_described(reader):
    figures = structure(reader).all("Figure")
    assert [each.about["/Alt"] for each in figures] == ["Metsillä ei ole tavoitetta luontokadosta."]


def test_bookmarks_lead_to_each_theme(reader):
    def titles(several):
        return [title for each in several for title in (titles(each) if isinstance(each, list) else [each.title])]

    assert "1 Metsät ja viheralueet" in titles(reader.outline)
    assert "1.1 Kunnan metsissä on lahopuuta vähintään 20 m³ hehtaarilla" in titles(reader.outline)


def test_fonts_are_in_it(reader):
    fonts = {
        str(font.get_object()["/BaseFont"]) for page in reader.pages for font in page["/Resources"]["/Font"].values()
    }
    assert any("Source-Sans" in name or "SourceSans" in name for name in fonts), fonts
    assert all("+" in name for name in fonts), fonts


def test_texts_in_another_language_say_so():
    root = structure(opened(write_pdf(document(), ("sv",))))
    spoken = {str(each.about["/Lang"]) for each in _everything(root) if "/Lang" in each.about}
    assert {"fi", "sv"} <= spoken


def test_two_languages_stand_beside_each_other_or_one_after_the_other():
    after, beside = (pages(write_pdf(document(), ("fi", "sv"), beside=each)) for each in (False, True))
    for made in (after, beside):
        assert "Metsät ja viheralueet" in " ".join(made) and "Skogar och grönområden" in " ".join(made)
    assert not any("2.1 Purot avataan" in page and "2.1 Bäckar" in page for page in after if "Sisällys" not in page)
    assert any("2.1 Purot avataan" in page and "2.1 Bäckar" in page for page in beside if "Sisällys" not in page)


def test_texts_that_attack_are_text_and_fetch_nothing(monkeypatch):
    asked = []
    fetch = PaperFetcher.fetch

    def noted(self, url, headers=None):
        asked.append(url)
        return fetch(self, url, headers)

    monkeypatch.setattr(PaperFetcher, "fetch", noted)
    text = " ".join(pages(write_pdf(document(*ATTACKS), ("fi",))))
    assert "{{ 7 * 7 }}" in text and "49" not in text
    assert "<script>alert(1)</script>" in text
    assert "root:" not in text
    assert {url.partition(":")[0] for url in asked} <= {"workshop", "data"}


def test_a_picture_neither_runs_nor_reads():
    secret = (FONTS / "LICENSE.txt").as_uri()
    attack = f'"/><script>alert(1)</script><image href="{secret}"/><style>@import url("{secret}");</style>'
    names = (said(attack), said(attack), said("Ei ilmiötä"))
    table = DataTable(said(attack), names, ((said(attack), said("1"), said("0")),))
    picture = Picture("themes-and-phenomena", said(attack), table)
    svg = drawn(picture, "fi", alone=True)
    assert (re.findall("<(?:script|image)", svg), svg.count("<style>")) == ([], 1)
    reader = opened(write_pdf(_with(picture), ("fi",)))
    assert len(structure(reader).all("Figure")) == 1
    assert all(b"SIL OPEN FONT" not in each.get_data() for each in _streams(reader))


def test_a_picture_that_is_not_known_is_its_words_and_its_table():
    known = next(block for block in document().sections[-1].blocks if isinstance(block, Picture))
    reader = opened(write_pdf(_with(replace(known, name="later")), ("fi",)))
    assert structure(reader).all("Figure") == []
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "Metsillä ei ole tavoitetta luontokadosta." in " ".join(text.split())


def _with(picture):
    section = Section("appendix", "", said("L"), (picture,))
    return Content(said("O"), said("S"), "draft", ("fi",), (section,))


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://127.0.0.1/", "workshop:../../wsgi.py", "data:text/css,x"]
)
def test_no_other_address_is_fetched(url):
    with pytest.raises(NothingElse):
        PaperFetcher().fetch(url)


def test_a_word_of_fifty_thousand_letters_is_broken_and_costs_no_minute():
    began = process_time()
    text = re.sub(r"[^a]", "", "".join(pages(write_pdf(document("a" * 50_000 + "&" * 600), ("fi",)))))
    assert text.count("a") > 50_000
    assert process_time() - began < 10


def _everything(element):
    yield element
    for each in element.inside:
        yield from _everything(each)


def _streams(reader):
    return [
        each
        for number in range(1, len(reader.xref_objStm) + 1)
        if hasattr(each := reader.get_object(number), "get_data")
    ]
