"""What WeasyPrint's tags lack for PDF/UA: the language of each text, and what a header of a table heads.

Danger: WeasyPrint has no place for this, so the function that tags a box is wrapped here by its private name. Its
version is held in setup.cfg, and tests/exports/documents fails where another one does it otherwise.
"""

from collections.abc import Iterator

import pydyf
from weasyprint.pdf import tags

SCOPES = {"col": "/Column", "row": "/Row"}
_tagged = tags._build_box_tree


def add_to_tags() -> None:
    """Let every PDF made from now on say more; more than once is the same as once."""
    tags._build_box_tree = _told


def _told(box, *arguments) -> Iterator[pydyf.Dictionary]:
    box_element = getattr(box, "element", None)
    told = {} if box_element is None else box_element.attrib
    for element in _tagged(box, *arguments):
        if "lang" in told:
            element["Lang"] = pydyf.String(told["lang"])
        if element["S"] == "/TH" and "scope" in told:
            element["A"]["Scope"] = SCOPES[told["scope"]]
        yield element
