"""Names are sorted as Finnish sorts them, on the server and in the browser: both on the same list."""

import json
import random
import subprocess

import pytest

from tests.house.tree import ROOT
from workshop.language.sorting import alphabetical

NAMES = json.loads((ROOT / "tests/fixtures/names.json").read_text())
SORT = """
const [locales, names] = JSON.parse(process.argv[1]);
console.log(JSON.stringify(names.sort(new Intl.Collator(locales).compare)));
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


def test_the_browser_sorts_them_the_same():
    assert in_browser(shuffled(7)) == NAMES


def test_server_and_browser_agree_over_any_names():
    drawn = random.Random(11)
    made = {"".join(drawn.choices(LETTERS, k=drawn.randint(1, 9))) for _ in range(2000)}
    names = sorted(made)
    drawn.shuffle(names)
    assert sorted(names, key=alphabetical) == in_browser(names)


def test_the_names_of_the_issue_stand_as_it_says():
    names = ["Zachris", "Öhman", "ahola", "Äijälä", "Åberg"]
    assert sorted(names, key=alphabetical) == ["ahola", "Zachris", "Åberg", "Äijälä", "Öhman"]


def test_a_name_is_sorted_the_same_however_its_accents_are_stored():
    assert alphabetical("A\u030aberg") == alphabetical("Åberg")


def in_browser(names: list[str]) -> list[str]:
    """Sort names as the script of the participants does, by the locales that it names."""
    script = (ROOT / "workshop/static/js/desk-people.js").read_text()
    locales = json.loads(script.split("new Intl.Collator(")[1].split(")")[0])
    asked = json.dumps([locales, names])
    return json.loads(subprocess.run(["node", "-e", SORT, asked], capture_output=True, check=True, text=True).stdout)
