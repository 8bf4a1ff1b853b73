"""Makes one file of the document that comes as JSON: `python -m workshop.exports.document KIND beside|after LANG…`."""

import json
import sys

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


if __name__ == "__main__":
    kind, order, *languages = sys.argv[1:]
    document = content_from(json.load(sys.stdin.buffer))
    sys.stdout.buffer.write(write(kind, document, tuple(languages), beside=order == "beside"))
