"""The documents show pictures that are there, say what is on them, and show all that the command makes."""

import re
from pathlib import Path

import pytest

from tests.pictures.documents import DOCUMENTS, FOLDER
from tests.pictures.pages import possible

ROOT = FOLDER.parents[1]
IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<path>[^)\s]+)\)|<img\b(?P<attributes>[^>]*)>")
MOST_BYTES = 1_500_000


def shown() -> dict[Path, list[str]]:
    """All pictures that documents name, each with its alt texts."""
    found: dict[Path, list[str]] = {}
    for document in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for image in IMAGE.finditer(document.read_text(encoding="utf-8")):
            attributes = dict(re.findall(r'(\w+)="([^"]*)"', image["attributes"] or ""))
            path = image["path"] or attributes["src"]
            found.setdefault((document.parent / path).resolve(), []).append(image["alt"] or attributes.get("alt", ""))
    return found


def test_the_documents_show_what_the_command_makes_and_nothing_else():
    made = {FOLDER / f"{name}.webp" for name in DOCUMENTS}
    assert set(shown()) == made
    assert set(FOLDER.iterdir()) == made


def test_each_picture_is_described():
    assert [path.name for path, said in shown().items() if not all(len(alt) > 20 for alt in said)] == []


def test_the_pictures_are_small():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_is_a_picture_of_a_page_that_there_is(name):
    assert possible(DOCUMENTS[name].row)
