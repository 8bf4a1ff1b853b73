"""Names are sorted as Finnish sorts them, and as Node's own ICU does."""

import json
import random
import subprocess

import pytest

from tests.house.tree import ROOT
from workshop.language.sorting import alphabetical

NAMES = json.loads((ROOT / "tests/fixtures/names.json").read_text())
SORT = """
const names = JSON.parse(process.argv[1]);
console.log(JSON.stringify(names.sort(new Intl.Collator(["fi", "sv"]).compare)));
"""
LETTERS = "abdefghijklmnoprstuvwxyzåäöÅÄÖAVWéèüßñøæłđÞðš -'.,()&/0123"


def shuffled(seed: int) -> list[str]:
    """The names in some other order."""
    names = list(NAMES)
    random.Random(seed).shuffle(names)
    return names


@pytest.mark.parametrize("seed", range(5))
def test_the_server_sorts_them(seed):
    assert sorted(shuffled(seed), key=alphabetical) == NAMES


def test_node_sorts_them_the_same():
    assert in_node(shuffled(7)) == NAMES


def test_both_agree_over_any_names():
    drawn = random.Random(11)
    made = {"".join(drawn.choices(LETTERS, k=drawn.randint(1, 9))) for _ in range(2000)}
    names = sorted(made)
    drawn.shuffle(names)
    assert sorted(names, key=alphabetical) == in_node(names)


def test_the_names_of_the_issue_stand_as_it_says():
    names = ["Zachris", "Öhman", "ahola", "Äijälä", "Åberg"]
    assert sorted(names, key=alphabetical) == ["ahola", "Zachris", "Åberg", "Äijälä", "Öhman"]


def test_a_name_is_sorted_the_same_however_its_accents_are_stored():
    assert alphabetical("A\u030aberg") == alphabetical("Åberg")


def in_node(names: list[str]) -> list[str]:
    """Sort names as Node does, which has an ICU of its own."""
    found = subprocess.run(["node", "-e", SORT, json.dumps(names)], capture_output=True, check=True, text=True)
    return json.loads(found.stdout)
