"""docs/security.md names tests that exist, and each requirement of the OWASP ASVS once."""

import ast
import re

from tests.house.tree import ROOT

DOCUMENT = ROOT / "docs/security.md"
# How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has, by chapter (a line) and section: the first
# numbers of each section are those of these two levels.
SECTIONS = """
1: 1:2 2:9 3:11 4:3 5:2
2: 1:3 2:3 3:4 4:1
3: 2:2 3:4 4:6 5:5 7:2
4: 1:3 2:1 3:2 4:4
5: 1:1 2:3 3:2 4:3
6: 1:3 2:12 3:4 4:4 5:5 6:3 8:4
7: 1:3 2:4 3:2 4:5 5:2 6:2
8: 1:2 2:3 3:1 4:1
9: 1:3 2:4
10: 1:2 2:2 3:4 4:11 5:5 6:2 7:3
11: 1:2 2:3 3:3 4:4 5:1 6:1
12: 1:3 2:2 3:4
13: 1:1 2:5 3:2 4:5
14: 1:2 2:4 3:3
15: 1:3 2:3 3:7
16: 1:1 2:5 3:4 4:3 5:3
17: 1:1 2:4 3:2
"""
ROW = re.compile(
    r"^\| (?P<which>v5\.0\.0[^|]*) \| (?P<level>1|2|1, 2) \| (?P<asks>[^|]+) \| (?P<answer>[^|]+) \|$", re.MULTILINE
)
TEST = re.compile(r"`(tests/[^`:]+)(?:::(\w+))?`")


def test_every_test_that_it_names_is_there():
    named = TEST.findall(DOCUMENT.read_text(encoding="utf-8"))
    assert len(named) > 100
    missing = [
        (path, name) for path, name in named if not (ROOT / path).exists() or (name and name not in _tests(path))
    ]
    assert missing == []


def test_every_requirement_of_both_levels_stands_in_it_once():
    wanted = []
    for line in SECTIONS.split("\n")[1:-1]:
        chapter, sections = line.split(": ")
        for section, count in (each.split(":") for each in sections.split(" ")):
            wanted += [(int(chapter), int(section), number) for number in range(1, int(count) + 1)]
    there = [each for row in _rows() for each in _of(row["which"], wanted)]
    assert sorted(there) == wanted


def test_each_row_has_a_test_or_a_reason():
    rows = list(_rows())
    assert len(rows) > 100
    assert [row["which"] for row in rows if len(row["answer"]) < 4 or len(row["asks"]) < 4] == []


def test_it_is_linked_from_where_weaknesses_are_reported():
    assert "(docs/security.md)" in (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def _rows():
    return ROW.finditer(DOCUMENT.read_text(encoding="utf-8"))


def _of(which, wanted):
    """Return the requirements of a row: some with commas between them, or all from one to another."""
    for part in which.split(", "):
        ends = [tuple(map(int, each.removeprefix("v5.0.0-").split("."))) for each in part.split(" to ")]
        yield from [each for each in wanted if ends[0] <= each <= ends[-1]]


def _tests(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
