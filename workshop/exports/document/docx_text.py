"""Text in a DOCX: every run says its language, and nothing in it can be a field, a formula or markup."""

import re

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

CODES = {"fi": "fi-FI", "sv": "sv-SE", "en": "en-GB"}
# XML has no such characters, not even escaped; the marks of direction could turn what follows them around.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """Return a text without the characters that a document cannot hold."""
    return _REFUSED.sub("", text)


def add_text(paragraph, text: str, lang: str, *, bold: bool = False, italic: bool = False):
    """Add a run of plain text in `lang` and return its paragraph."""
    run = paragraph.add_run(plain(text))
    # None leaves it to the paragraph's style.
    run.bold, run.italic = bold or None, italic or None
    mark_language(run._r.get_or_add_rPr(), lang)
    return paragraph


def mark_language(properties, lang: str) -> None:
    """Say in properties of a run or style what language its text is in."""
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), CODES.get(lang, lang))
    properties.append(mark)
