"""Word's fields: the contents, and the number of the page. These are the only ones; no text of people can be one."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

CONTENTS = 'TOC \\o "1-2" \\h'
PAGE = "PAGE"


def begin_field(first_run, code: str) -> None:
    """Let a field begin before a run; what follows is what it shows until Word writes it anew."""
    for piece in (_mark("begin"), _code(code), _mark("separate")):
        first_run._r.addprevious(piece)


def end_field(paragraph) -> None:
    """Let the field end at the end of a paragraph."""
    paragraph._p.append(_mark("end"))


def _mark(kind):
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return _run(mark)


def _code(code):
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = code
    return _run(text)


def _run(piece):
    run = OxmlElement("w:r")
    run.append(piece)
    return run
