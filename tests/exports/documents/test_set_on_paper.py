"""How a document is set on paper: lines end with a hyphen where words go on, and no element has styles of notes."""

import pyphen
import pytest
from weasyprint import CSS
from weasyprint.css import get_all_computed_styles
from weasyprint.text.fonts import FontConfiguration

from workshop.exports.document.paper_defaults import PaperPage

PAGE = '<html lang="fi"><p>Asiantuntijaryhmät <b>kannattavat</b></p><ul><li>Yksi</li></ul>'


@pytest.mark.parametrize(
    ("word", "divided"),
    [
        ("asiantuntijaryhmät", "asian-tun-ti-ja-ryh-mät"),
        ("ensimmäinen", "en-sim-mäi-nen"),
        ("infrastruktuuri", "inf-rast-ruk-tuu-ri"),
        ("äänestys", "ää-nes-tys"),
    ],
)
def test_finnish_words_are_divided_by_syllables(word, divided):
    PaperPage(string=PAGE)
    assert pyphen.Pyphen(lang="fi", left=2, right=2).inserted(word) == divided


def test_a_long_finnish_word_is_divided_with_a_hyphen():
    style = CSS(string="@page { size: 60mm } p { width: 20mm; hyphens: auto; font: 11pt DejaVu Sans }")
    page = PaperPage(string=PAGE).render(stylesheets=[style]).pages[0]
    lines = [box.text for box in page._page_box.descendants() if hasattr(box, "text")]
    assert any(line.endswith("\u2010") for line in lines), lines


def test_only_lists_have_marks_and_nothing_has_notes():
    styles = get_all_computed_styles(PaperPage(string=PAGE), font_config=FontConfiguration())
    more = {(getattr(element, "tag", element), kind) for element, kind in styles.get_computed_styles() if kind}
    assert more == {("li", "marker")}
