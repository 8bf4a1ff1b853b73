"""Reads the structure of a PDF: what a screen reader is told."""

import io
from dataclasses import dataclass, field

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject


@dataclass
class Element:
    """An element of the structure: its tag, what it says of itself, and what is in it."""

    tag: str
    about: DictionaryObject
    inside: list["Element"] = field(default_factory=list)

    def all(self, *tags: str) -> list["Element"]:
        """Return the elements with these tags in it, in reading order."""
        own = [self] if self.tag in tags else []
        return own + [found for each in self.inside for found in each.all(*tags)]

    def attribute(self, name: str):
        """Return an attribute of the element, None where it has none."""
        several = self.about.get("/A", [])
        for each in several if isinstance(several, ArrayObject) else [several]:
            each = each.get_object()
            if name in each:
                return each[name]
        return None


def opened(contents: bytes) -> PdfReader:
    """Return a reader of a PDF."""
    return PdfReader(io.BytesIO(contents))


def structure(reader: PdfReader) -> Element:
    """Return the root of its structure."""
    return _element(reader.trailer["/Root"]["/StructTreeRoot"], "Root")


def _element(about, tag=None):
    made = Element(tag or str(about["/S"])[1:], about)
    children = about.get("/K", [])
    for each in children if isinstance(children, list) else [children]:
        each = each.get_object() if isinstance(each, IndirectObject) else each
        if isinstance(each, DictionaryObject) and "/S" in each:
            made.inside.append(_element(each))
    return made
