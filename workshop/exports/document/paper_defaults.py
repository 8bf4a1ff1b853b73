"""What WeasyPrint holds a page to besides our own styles, without what no document has.

Its own sheet gives every element six styles more, for the calls and marks of notes and for the marks of a list: a
quarter of the memory that a long document takes. Danger: its sheet is read by its lines, whose form is its own matter.
Its version is held in setup.cfg, and tests/exports/documents fails where another one writes them otherwise.
"""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

import pyphen
from weasyprint import CSS, HTML

# Without it a long Finnish word is cut where its column ends, and nothing tells that it goes on.
FINNISH = Path(__file__).with_name("hyphens_fi.dic")
_OF_NOTES = re.compile(r"^::(footnote|note)-.*$", re.MULTILINE)
_OF_ALL = re.compile("^::marker", re.MULTILINE)


class PaperPage(HTML):
    """A page whose elements have no styles of notes; marks have those of lists alone."""

    def __init__(self, *arguments, **named):
        # By the second table pyphen finds the language, by the first its file.
        pyphen.LANGUAGES_LOWERCASE.setdefault("fi", "fi")
        pyphen.LANGUAGES.setdefault("fi", FINNISH)
        super().__init__(*arguments, **named)

    def _ua_stylesheets(self, forms=False):
        return [_defaults()]


@cache
def _defaults() -> CSS:
    written = files("weasyprint").joinpath("css/html5_ua.css").read_text(encoding="utf-8")
    return CSS(string=_OF_ALL.sub("li::marker", _OF_NOTES.sub("", written)))
