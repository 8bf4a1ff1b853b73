"""Text in a DOCX: every run says its language, and nothing in it can be a field or markup."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from workshop.exports.document.plain import plain

CODES = {"fi": "fi-FI", "sv": "sv-SE", "en": "en-GB"}


def add_text(paragraph, text: str, lang: str, *, bold: bool = False, italic: bool = False):
    """Add a run of plain text in `lang` and return its paragraph."""
    run = paragraph.add_run(plain(text))
    # None leaves it to the paragraph's style.
    run.bold, run.italic = bold or None, italic or None
    mark_language(run._r.get_or_add_rPr(), lang)
    return paragraph


def mark_language(properties, lang: str) -> None:
    """Say in the properties of a run or style what language its text is in."""
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    mark = OxmlElement("w:lang")
    # Plain Finnish ("fi-simple") is Finnish to a spelling checker.
    mark.set(qn("w:val"), CODES.get(lang.split("-")[0], lang))
    properties.append(mark)
