"""LibreOffice reads a document's DOCX with its headings, numbers and tables, and makes an ODT of it."""

import io
import re
import zipfile

import pytest

from tests.exports.documents.adopted import document
from workshop.exports.document.docx import write_docx
from workshop.exports.document.odt import write_odt


@pytest.fixture(scope="module")
def office():
    """Return a function that makes the ODT of languages."""

    def made(*languages: str, beside: bool = False) -> str:
        contents = write_odt(write_docx(document(), languages, beside=beside))
        with zipfile.ZipFile(io.BytesIO(contents)) as parts:
            return parts.read("content.xml").decode()

    return made


def headings(xml, level):
    found = re.findall(rf'<text:h [^>]*text:outline-level="{level}"[^>]*>(.*?)</text:h>', xml)
    return [re.sub(r"<[^>]+>", "", each) for each in found]


def test_headings_contents_and_tables_are_kept(office):
    xml = office("fi")
    assert headings(xml, 1) == ["Johdanto", "1 Metsät ja viheralueet", "2 Vedet", "Liite: luvut"]
    assert "1.2 Joka kunnassa on vieraslajien torjunnan yhteyshenkilö" in headings(xml, 2)
    assert "<text:table-of-content" in xml
    assert "<table:table-header-rows>" in xml


def test_languages_are_kept(office):
    xml = office("sv")
    assert 'fo:language="sv"' in xml and 'fo:language="fi"' in xml
