"""Writes a sample of each file of a document: `python -m tests.exports.documents.samples FOLDER`."""

import sys
from pathlib import Path

from tests.exports.documents.adopted import LANGUAGES, document
from workshop.exports.document.docx import write_docx
from workshop.exports.document.odt import write_odt
from workshop.exports.document.pdf import write_pdf


def write_samples(folder: Path) -> None:
    """Write the document in Finnish, in Swedish, and in both beside each other."""
    folder.mkdir(parents=True, exist_ok=True)
    content = document()
    for name, languages in (("fi", ("fi",)), ("sv", ("sv",)), ("fi-sv", LANGUAGES)):
        beside = len(languages) > 1
        docx = write_docx(content, languages, beside=beside)
        (folder / f"document-{name}.docx").write_bytes(docx)
        (folder / f"document-{name}.pdf").write_bytes(write_pdf(content, languages, beside=beside))
        (folder / f"document-{name}.odt").write_bytes(write_odt(docx))


if __name__ == "__main__":
    write_samples(Path(sys.argv[1]))
