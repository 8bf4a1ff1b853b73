"""The recipe and the lists of what an addition touches, in CONTRIBUTING.md, are as the tree is."""

import re

import pytest

from tests.house.tree import ROOT, files, places

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
# Every file of the feature that the recipe walks through has one of these words, but for those that it builds on.
FEATURE = r"(?i)postpone|round_untimed"
SUFFIXES = (".py", ".html", ".js", ".mjs", ".css", ".json", ".md", ".po")
OWN = "tests/house/test_recipe.py"
# The longest of the lists: an addition that touches more has a room that is too many.
LONGEST = 12


def between(mark: str) -> str:
    """Read the part of the document between `<!-- mark -->` and `<!-- /mark -->`."""
    return TEXT.split(f"<!-- {mark} -->")[1].split(f"<!-- /{mark} -->")[0]


def recipe() -> list[tuple[str, list[str]]]:
    """Read the recipe: each file, and what is said to be new in it."""
    _, _, *rows = [line.strip("| ").split(" | ") for line in between("recipe").splitlines() if line.startswith("|")]
    return [(path.strip("`"), re.findall(r"`([^`]+)`", names)) for path, names, _ in rows]


def additions() -> dict[str, tuple[list[str], list[str]]]:
    """Read the lists: what is added → the names of its example, and the files that it touches, one or two an item."""
    found = {}
    for section in between("additions").split("\n## To add a ")[1:]:
        title, _, text = section.partition("\n")
        items = re.findall(r"^\d+\. (.+?)(?::|;|$)", text, re.MULTILINE)
        paths = [path for item in items for path in re.findall(r"`([^`]+/[^`]+|CONTRIBUTING\.md)`", item)]
        found[title] = (re.findall(r"`(\w+)`", re.search(r"The example is ([^.;:]+)", text)[1]), paths)
    return found


@pytest.mark.parametrize(("path", "names"), recipe(), ids=lambda value: value if isinstance(value, str) else "")
def test_each_file_of_the_recipe_has_what_is_said_to_be_new_in_it(path, names):
    assert names
    text = (ROOT / path).read_text(encoding="utf-8")
    assert [name for name in names if name not in text] == []


def test_no_file_of_the_feature_is_left_out():
    among = [*files(*SUFFIXES, under=("workshop", "tests", "docs")), ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md"]
    found = {place.partition(":")[0] for place in places(FEATURE, among)} - {OWN}
    paths = [path for path, _ in recipe()]
    assert found <= set(paths)
    assert len(paths) == len(set(paths)), "each file stands there once"


def test_there_is_a_list_for_each_kind_of_addition():
    assert set(additions()) == {"command", "way of voting", "job", "page"}


@pytest.mark.parametrize("what", additions())
def test_each_file_of_a_list_is_there_and_names_its_example(what):
    names, paths = additions()[what]
    assert 3 < len(paths) <= LONGEST
    for path in paths:
        place = ROOT / path.replace("<name>", names[0])
        assert place.is_file(), path
        if "<name>" not in path and not path.startswith("bin/"):
            assert re.search(rf"(?<![a-z])({'|'.join(names)})(?![a-z])", place.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("what", ["job", "command"])
def test_nothing_else_of_the_app_names_the_example_of_a_list(what):
    (example, *_), paths = additions()[what]
    listed = {path.replace("<name>", example) for path in paths} | {path for path, _ in recipe()}
    assert {place.partition(":")[0] for place in places(rf"\b{example}\b", files(".py", ".html", ".js"))} <= listed
