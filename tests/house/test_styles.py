"""The sheets ask nothing of a browser that makes it slow on a page of hundreds of goals."""

import re

from tests.house.tree import ROOT

INNER = r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
# Whatever :has() decides, with a bare element below or beside it: ".answer:has(:checked) span::before".
BARE = re.compile(rf":has{INNER}[^,{{]*?[\s>~+]([a-z][a-z0-9]*)(?:::[a-z-]+)?\s*(?=[,{{])")

DEEP = re.compile(r"(?:html|:root|body):has\((?!\s*>)")


def bare(sheet: str) -> list[str]:
    """The selectors of a sheet in which an element alone follows on a :has()."""
    return [found[0].strip() for found in BARE.finditer(re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL))]


def test_no_element_alone_follows_on_has():
    """Danger: when any :has() may have changed, Chromium takes the style of each such element on the page anew.

    With `span` these were 3,000 of a page with 500 goals, 180 ms after the first letter on a slow phone.
    """
    sheets = sorted((ROOT / "workshop/static/css").rglob("*.css"))
    assert {sheet.name: bare(sheet.read_text(encoding="utf-8")) for sheet in sheets if bare(sheet.read_text())} == {}


def test_it_is_seen_where_it_stands():
    assert bare(".answer:has(:checked) span::before {") and bare(".a, .b:has(> .c:not(:empty)) > li {")
    assert not bare(".answer > :checked ~ span {") and not bare(".a:has(span) .b,\n.c span {")


def test_the_root_asks_for_nothing_deep_in_the_page():
    """Danger: each change of the root's style looks through all of the page for it, 25 ms among 500 goals on a phone.

    What a child of it is, costs nothing: "html:has(> .broad)".
    """
    sheets = sorted((ROOT / "workshop/static/css").rglob("*.css"))
    deep = {sheet.name: DEEP.findall(sheet.read_text(encoding="utf-8")) for sheet in sheets}
    # The pages by which one comes in are short.
    assert {name for name, found in deep.items() if found} <= {"entry.css"}
    assert DEEP.search("html:has(.dock) {") and not DEEP.search("html:has(> .broad) {")
