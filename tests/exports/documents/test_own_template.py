"""An organisation's own template: filled where it is a good one, and refused with its reason where it isn't."""

import io
import zipfile

import pytest
from docx import Document

from tests.exports.documents.adopted import document, said
from workshop.content import Content, Prose, Section
from workshop.exports.document.own.filling import check_template, fill_template
from workshop.exports.document.own.package import LARGEST_UNPACKED

BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b"<w:body>&b;</w:body></w:document>"
)
OUTSIDE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}" TargetMode="External"/></Relationships>'
)


def template(*paragraphs: str, header: str = "") -> bytes:
    book, out = Document(), io.BytesIO()
    for text in paragraphs:
        book.add_paragraph(text)
    book.sections[0].header.paragraphs[0].text = header
    book.save(out)
    return out.getvalue()


def changed(contents: bytes, **parts: bytes) -> bytes:
    """Return a package with these parts in it, or instead of its own; `__` in a name stands for a slash."""
    named = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contents)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for each in before.namelist():
            after.writestr(each, named.pop(each, None) or before.read(each))
        for name, part in named.items():
            after.writestr(name, part)
    return out.getvalue()


GOOD = template("{{ organisation }}", "{{ title }}", "{{p document }}", header="{{ minutes }}")


def codes(contents: bytes) -> list[str]:
    return [fault.code for fault in check_template(contents)]


def test_a_good_template_is_filled_with_the_whole_document():
    assert check_template(GOOD) == []
    book = Document(io.BytesIO(fill_template(GOOD, document(), ("fi",))))
    texts = [each.text for each in book.paragraphs]
    assert texts[0] == "Kuntien luontoverkosto"
    assert book.sections[0].header.paragraphs[0].text == "§ 14"
    styles = {each.text: each.style.name for each in book.paragraphs}
    assert styles["1 Metsät ja viheralueet"] == "Heading 1"
    assert styles["2.1 Purot avataan putkista"] == "Heading 2"
    assert len(book.tables) == 1


def test_texts_of_people_are_no_places():
    content = Content(
        said("{{ 7 * 7 }}"),
        said("<w:p/> & {{ title }}"),
        "draft",
        ("fi",),
        (Section("theme", "1", said("{{ organisation }}"), (Prose(said("{% for x in y %}")),)),),
    )
    book = Document(io.BytesIO(fill_template(GOOD, content, ("fi",))))
    texts = [each.text for each in book.paragraphs]
    assert texts[:2] == ["<w:p/> & {{ title }}", "{{ 7 * 7 }}"]
    assert "1 {{ organisation }}" in texts and "{% for x in y %}" in texts


@pytest.mark.parametrize(
    ("contents", "code"),
    [
        (b"no zip file at all", "not_docx"),
        (changed(GOOD, word__vbaProject_dot_bin=b"x"), "macros"),
        (changed(GOOD, word__embeddings__oleObject1_dot_bin=b"x"), "embedded"),
        (changed(GOOD, word__document_dot_xml=BOMB), "declarations"),
        (changed(GOOD, word__large_dot_xml=b" " * (LARGEST_UNPACKED + 1)), "too_large"),
        (template("{{ title }}"), "missing"),
        (template("{{p document }}", "{{ secret_key }}"), "unknown"),
        (template("{{p document }}", "{{ title.__class__ }}"), "not_a_place"),
        (template("{{p document }}", "{{ 7 * 7 }}"), "not_a_place"),
        (template("{{p document }}", "{% for x in range(10**9) %}a{% endfor %}"), "not_a_place"),
        (template("{{p document }}", "{{ title", header="{{ cycler }}"), "not_a_place"),
        (template("{{p document }}", header="{{ cycler }}"), "unknown"),
    ],
    # What is zipped has the time in it, by which workers would give one test two names.
    ids=lambda value: value if isinstance(value, str) else "template",
)
def test_a_bad_template_is_refused_with_its_reason(contents, code):
    assert code in codes(contents)
    with pytest.raises(ValueError):
        fill_template(contents, document(), ("fi",))


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("attachedTemplate", "http://evil.example/x.dotm"),
        ("image", "file:///etc/passwd"),
        ("hyperlink", "file:///etc/passwd"),
        ("oleObject", "\\\\evil.example\\share"),
    ],
)
def test_nothing_may_be_fetched(kind, target):
    rels = OUTSIDE.format(kind=kind, target=target).encode()
    assert codes(changed(GOOD, word___rels__settings_dot_xml_dot_rels=rels)) == ["external"]


def test_a_link_may_lead_to_the_organisations_pages():
    rels = OUTSIDE.format(kind="hyperlink", target="https://kunta.example/").encode()
    assert codes(changed(GOOD, word___rels__settings_dot_xml_dot_rels=rels)) == []


@pytest.mark.parametrize("code", ["INCLUDETEXT", "includepicture", "DDEAUTO"])
def test_no_field_may_read_files(code):
    contents = GOOD
    with zipfile.ZipFile(io.BytesIO(contents)) as parts:
        xml = parts.read("word/document.xml")
    runs = "".join(f"<w:r><w:instrText>{each}</w:instrText></w:r>" for each in (code[:3], f'{code[3:]} "c:/x"'))
    field = f"<w:p>{runs}</w:p>"
    assert codes(changed(contents, word__document_dot_xml=xml.replace(b"<w:body>", b"<w:body>" + field.encode()))) == [
        "field"
    ]


def test_each_fault_is_said_in_each_language():
    fault = check_template(template("x"))[0]
    assert "{{p document }}" in fault.sentence("en")
    assert len({fault.sentence(lang) for lang in ("fi", "sv", "en")}) == 3
