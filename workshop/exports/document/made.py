"""Makes one file of a document, in the process that calls it; what other kinds of files need is not imported."""

import json
from dataclasses import asdict

from workshop.content import Content
from workshop.exports.writer import Progress, unheard


def write(kind: str, content: Content, languages: tuple[str, ...], *, beside: bool, told: Progress = unheard) -> bytes:
    """Return a document as one kind of file."""
    if kind == "pdf":
        from workshop.exports.document.pdf import write_pdf

        return write_pdf(content, languages, beside=beside, told=told)
    if kind == "xlsx":
        from workshop.exports.document.open_data import write_sheets

        return write_sheets(content, languages)
    from workshop.exports.document.docx import write_docx

    made = write_docx(content, languages, beside=beside, told=told)
    if kind == "docx":
        return made
    from workshop.exports.document.odt import write_odt

    return write_odt(made)


def check(template: bytes) -> bytes:
    """Return all that is wrong with a template, as JSON."""
    from workshop.exports.document.own.filling import check_template

    return json.dumps([asdict(each) for each in check_template(template)]).encode()


def fill(
    template: bytes, content: Content, languages: tuple[str, ...], *, beside: bool, told: Progress = unheard
) -> bytes:
    """Return a document in a template that was checked; raises ValueError(TemplateFault)."""
    from workshop.exports.document.own.filling import fill_template

    return fill_template(template, content, languages, beside=beside, told=told)
