"""The scripts and sheets of the pages lie in rooms, which import from one another as CONTRIBUTING.md says."""

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from workshop.web.http.modules import IMPORT, LATER

STATIC = ROOT / "workshop/static"
MOST = 20
BEGIN, END = "<!-- rooms -->", "<!-- /rooms -->"


def written() -> dict[str, set[str]]:
    """Read the table: room → the rooms that it may import from, of which `pages` has all."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0]
    _, _, *rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    found = {room.strip(" `"): set(re.findall(r"`(\w+)`", imports)) for room, _, imports in rows}
    assert [room for room, *_, imports in rows if "all of them" in imports] == [" `pages` "]
    return found | {"pages": set(found) - {"pages"}}


def imports_of(path: Path) -> set[str]:
    """The rooms that a module imports from, other than its own; `vendor` is all that is foreign."""
    found = set()
    text = path.read_text(encoding="utf-8")
    for each in (*IMPORT.finditer(text), *LATER.finditer(text)):
        place = path.parent.joinpath(each["path"]).resolve()
        assert place.is_file(), f"{path.relative_to(ROOT)} imports what is not there: {each['path']}"
        found.add(place.relative_to(STATIC).parts[0 if "vendor" in place.parts else 1])
    return found - {path.parent.name}


def forbidden(room: str, imports: set[str]) -> set[str]:
    """What a module of a room imports although its row does not say so."""
    return imports - written()[room]


@pytest.mark.parametrize(
    "path", sorted((STATIC / "js").rglob("*.js")), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_a_module_imports_only_from_the_rooms_of_its_row(path):
    assert forbidden(path.parent.name, imports_of(path)) == set()


def test_each_room_has_a_row_and_stands_below_those_that_import_from_it():
    rows = written()
    assert set(rows) == {path.name for path in (STATIC / "js").iterdir()}
    for place, imports in enumerate(rows.values()):
        assert imports <= {*list(rows)[:place], "vendor"}


def test_no_row_allows_more_than_its_room_needs():
    for room, imports in written().items():
        used = set().union(*(imports_of(path) for path in (STATIC / "js" / room).iterdir()))
        assert room == "pages" or imports == used, room


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("language", 'import { fill } from "../render/fill.js";'),
        ("view", 'import { live } from "../live/live.js";'),
        ("forms", 'import { begin } from "../frame/page.js";'),
        ("wall", 'import "../desk/lists.js";'),
        ("desk", 'import { drawNow } from "../rounds/now.js";'),
        ("rounds", 'import { Idiomorph } from "../../vendor/idiomorph-0.8.0/idiomorph.esm.js";'),
        ("fragments", 'import "../pages/desk.js";'),
    ],
)
def test_an_import_that_no_row_allows_is_found(monkeypatch, room, line):
    """A line is put before what one of the room's modules has."""
    path = next(iter(sorted((STATIC / "js" / room).iterdir())))
    text = f"{line}\n{path.read_text(encoding='utf-8')}"
    monkeypatch.setattr(Path, "read_text", lambda one, **_: text if one == path else one.read_bytes().decode())
    assert len(forbidden(room, imports_of(path))) == 1


@pytest.mark.parametrize("folder", ["js", "css"])
def test_no_room_holds_more_than_twenty_files_and_none_lies_outside(folder):
    rooms = list((STATIC / folder).iterdir())
    assert rooms and len(rooms) <= MOST
    assert [room.name for room in rooms if not room.is_dir()] == []
    assert {room.name: len(list(room.iterdir())) for room in rooms if len(list(room.iterdir())) > MOST} == {}
