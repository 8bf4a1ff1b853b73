"""The pairs stand in one table in CONTRIBUTING.md, and their fixtures are as the wire is."""

import json
from importlib import import_module

import pytest

from tests.house.tree import ROOT
from tests.pairs.answers import ANSWERS
from tests.pairs.cases import FIXTURES, NAMES, cases_of
from workshop.states import Kind, PlaceState

BEGIN, END = "<!-- pairs -->", "<!-- /pairs -->"


def written() -> dict[str, tuple[str, str]]:
    """Read the table: pair → what it is in Python, what it is in JavaScript."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0]
    _, _, *rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("|")]
    return {name.strip(" `"): (python.strip(" `"), script.strip(" `")) for name, _, python, script in rows}


def test_every_pair_stands_in_the_table_and_has_a_fixture_and_an_answer():
    assert list(written()) == NAMES == sorted(ANSWERS)


@pytest.mark.parametrize("pair", written())
def test_both_sides_of_a_pair_are_where_the_table_says(pair):
    python, script = written()[pair]
    module, _, name = python.partition(" ")
    thing = import_module(module)
    for part in name.split("."):
        thing = getattr(thing, part)
    for part in script.split("; "):
        file, _, names = part.partition(" ")
        text = (ROOT / "workshop" / "static" / "js" / file).read_text(encoding="utf-8")
        for each in names.split(", "):
            assert f"export function {each}(" in text or f"export class {each} " in text, each


@pytest.mark.parametrize("pair", NAMES)
def test_no_two_cases_of_a_pair_have_one_name(pair):
    names = [case.name for case in cases_of(pair)]
    assert len(set(names)) == len(names) > 0


def test_the_snapshot_of_the_fixtures_is_as_the_wire_has_it():
    fixture = json.loads((FIXTURES / "consultation.json").read_text(encoding="utf-8"))
    pieces = [fixture["snapshot"], *fixture["as"].values(), *_changes()]
    for piece in pieces:
        for name in set(piece) & set(Kind.all) - {"consultation"}:
            for thing in piece[name]:
                fields = (
                    {"id", "revision", "removed"} if thing.get("removed") else set(Kind.all[name].state.model_fields)
                )
                assert set(thing) == fields, (name, thing)
        if piece.get("me"):
            # Cases in which nobody asks for the workshops leave them out.
            assert set(piece["me"]["participant"]) - {"workshop_ids", "card_voted"} == set(PlaceState.model_fields)
    assert set(fixture["snapshot"]["consultation"]) == set(Kind.all["consultation"].state.model_fields)


def _changes():
    for name in NAMES:
        for case in json.loads((FIXTURES / "pairs" / f"{name}.json").read_text(encoding="utf-8")):
            yield case.get("with", {})
