"""Each decision that a newcomer would question has a record of one shape, which stands in the index."""

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT

FOLDER = ROOT / "docs/decisions"
RECORDS = sorted((path for path in FOLDER.rglob("*.md") if path.name != "README.md"), key=lambda path: path.name)
INDEXED = re.compile(r"^\d+\. \[(?P<title>.+)\]\((?P<name>.+)\)$", re.MULTILINE)
LINKED = re.compile(r"\]\((?P<path>[^)#:]+)\)")
# Half a page.
LONGEST = 30


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_has_its_three_parts_and_is_short(path):
    lines = path.read_text().splitlines()
    assert lines[0].startswith("# ")
    assert [line for line in lines[1:] if line.startswith("#")] == ["## Context", "## Decision", "## Consequence"]
    assert len(lines) <= LONGEST
    parts = re.split(r"^## .+$", path.read_text(), flags=re.MULTILINE)[1:]
    assert all(part.strip() for part in parts)


def test_every_record_stands_in_the_index_in_order_and_by_its_title():
    listed = [(found["name"], found["title"]) for found in INDEXED.finditer((FOLDER / "README.md").read_text())]
    assert len(listed) >= 10
    assert listed == [
        (str(path.relative_to(FOLDER)), path.read_text().splitlines()[0].removeprefix("# ")) for path in RECORDS
    ]


@pytest.mark.parametrize("path", [*RECORDS, FOLDER / "README.md"], ids=lambda path: path.stem)
def test_what_a_record_links_to_or_names_is_there(path: Path):
    text = path.read_text()
    named = re.findall(r"`((?:tests|workshop)/[\w/.]+)`|\b(tests/[\w/]+(?:\.py)?)", text)
    places = [path.parent / found["path"] for found in LINKED.finditer(text)] + [ROOT / (a or b) for a, b in named]
    assert [place for place in places if not place.exists()] == []
