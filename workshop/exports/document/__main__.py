"""Makes one file of the document that comes as JSON: `python -m workshop.exports.document KIND beside|after LANG…`."""

import json
import sys
from base64 import b64decode
from dataclasses import asdict

from workshop.exports.document.docx import write_docx
from workshop.exports.document.open_data import write_sheets
from workshop.states.content import Content, content_from


def write(kind: str, content: Content, languages: tuple[str, ...], *, beside: bool) -> bytes:
    """Return a document as one kind of file."""
    if kind == "pdf":
        from workshop.exports.document.pdf import write_pdf

        return write_pdf(content, languages, beside=beside)
    if kind == "xlsx":
        return write_sheets(content, languages)
    made = write_docx(content, languages, beside=beside)
    if kind == "docx":
        return made
    from workshop.exports.document.odt import write_odt

    return write_odt(made)


def fill(template: bytes, content: Content, languages: tuple[str, ...], *, beside: bool) -> bytes:
    """Return a document in a template or, as JSON, all that is wrong with the template."""
    from workshop.exports.document.own.filling import check_template, fill_template

    faults = check_template(template)
    if faults:
        return json.dumps([asdict(each) for each in faults]).encode()
    return fill_template(template, content, languages, beside=beside)


if __name__ == "__main__":
    kind, order, *languages = sys.argv[1:]
    given = json.load(sys.stdin.buffer)
    about = (content_from(given["content"]), tuple(languages))
    beside = order == "beside"
    template = b64decode(given.get("template", ""))
    sys.stdout.buffer.write(fill(template, *about, beside=beside) if template else write(kind, *about, beside=beside))
