"""What a DOCX file holds, read without trusting it: nothing is unpacked beyond a bound, no entity is ever resolved."""

import re

from lxml import etree

from workshop.exports.document.own.faults import TemplateFault
from workshop.reading.packed import NotPacked, TooMuchPacked, unpacked

LARGEST_FILE = 3 * 2**19
LARGEST_UNPACKED = 20 * 2**20
MAIN = "word/document.xml"
MACROS = re.compile(r"vbaProject|vbaData|macrosheet|\.dotm$|\.docm$", re.IGNORECASE)
EMBEDDED = re.compile(r"embeddings/|activeX/|oleObject|afchunk", re.IGNORECASE)
READING_FIELDS = re.compile(r"\b(INCLUDETEXT|INCLUDEPICTURE|DDEAUTO|DDE|LINK|DATABASE|MACROBUTTON|RD|IMPORT)\b")
_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_package(contents: bytes) -> dict[str, bytes]:
    """Return the parts by name; raises ValueError(TemplateFault)."""
    if len(contents) > LARGEST_FILE:
        raise ValueError(TemplateFault("too_large"))
    try:
        parts = unpacked(contents, LARGEST_UNPACKED)
    except TooMuchPacked as error:
        raise ValueError(TemplateFault("too_large")) from error
    except NotPacked as error:
        raise ValueError(TemplateFault("not_docx")) from error
    if MAIN not in parts or "[Content_Types].xml" not in parts:
        raise ValueError(TemplateFault("not_docx"))
    return parts


def faults_of(parts: dict[str, bytes]) -> list[TemplateFault]:
    """Return what makes a package one that we do not open."""
    found = [TemplateFault("macros", name) for name in parts if MACROS.search(name)]
    found += [TemplateFault("embedded", name) for name in parts if EMBEDDED.search(name)]
    for name, contents in parts.items():
        if name.endswith((".xml", ".rels")):
            found += _faults_of_xml(name, contents)
    return list(dict.fromkeys(found))


def _faults_of_xml(name, contents):
    # Danger: with entities resolved, a kilobyte can become gigabytes, or a file of this machine.
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(contents, parser)
    except etree.XMLSyntaxError:
        return [TemplateFault("declarations", name)]
    if root.getroottree().docinfo.doctype:
        return [TemplateFault("declarations", name)]
    if name == "[Content_Types].xml":
        return [TemplateFault("macros", name)] if b"macroEnabled" in contents or b"vbaProject" in contents else []
    if name.endswith(".rels"):
        return [TemplateFault("external", each.get("Target", "")) for each in root if _leads_out(each)]
    return [*_altered(root), *_fields(root)]


def _leads_out(relation):
    if relation.get("TargetMode", "").lower() != "external":
        return False
    # A link that a reader may follow fetches nothing by itself.
    return not (relation.get("Type", "").endswith("/hyperlink") and _LINK.match(relation.get("Target", "")))


def _altered(root):
    return [TemplateFault("embedded", "altChunk") for _ in root.iter(f"{_W}altChunk")]


def _fields(root):
    # A field's code may be spread over several runs.
    spread = "".join(each.text or "" for each in root.iter(f"{_W}instrText"))
    simple = " ".join(each.get(f"{_W}instr", "") for each in root.iter(f"{_W}fldSimple"))
    return [TemplateFault("field", found) for found in READING_FIELDS.findall(f"{spread} {simple}".upper())]
