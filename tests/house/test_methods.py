"""A way of voting is known in its own files alone, and has all that the interface asks of it."""

import re

import pytest

from tests.house.tree import ROOT, files, places
from workshop.methods import METHODS, widest

# They hold examples, sentences and the list of pages that were looked at, and decide nothing.
EXAMPLES = ("workshop/commands/example.py", "workshop/web/view/sample.py", "workshop/accessibility.json")
# The built-in agendas say by which way each of their votes is held, and some are called by it.
AGENDAS = (
    "workshop/examples/patterns/",
    "workshop/examples/rural-proofing.json",
    "workshop/commands/agendas/patterns.py",
)
# It counts each way of voting once more, and must use none of our code.
RECOUNT = "workshop/exports/bundle/verify.py"
OWN = ("workshop/methods/", "workshop/templates/methods/")
# The gaps in a join code, the dots of an address and how like two goals are, are no way of voting.
OTHER = ("workshop/reading/codes.py", "workshop/operations/people/addresses.py", "workshop/likeness/")


def test_nothing_else_names_a_way_of_voting():
    names = "|".join(re.escape(name) for name in METHODS)
    among = files(".py", ".html", ".js", ".css", ".json", ".txt")
    found = {place.partition(":")[0] for place in places(rf"(?i)(?<![a-z])({names})(?![a-z])", among)}
    assert {place for place in found if not place.startswith((*OWN, *OTHER, *AGENDAS, RECOUNT))} == set(EXAMPLES)


@pytest.mark.parametrize("name", METHODS)
def test_a_way_of_voting_has_its_partial_its_words_and_figures_that_fit_together(name):
    how = widest(name)
    assert how.name == name
    partial = (ROOT / f"workshop/templates/methods/_{name}.html").read_text()
    assert "macro asked(round)" in partial and "macro choice(view, round, id, goal, own)" in partial
    assert 0 < len(how.bar) <= 3
    assert {*how.bar, *how.given, *how.most, *how.fewest, *how.means, *how.means.values()} <= set(how.cells)
    said = {"left", "over", "spent"} if how.points else {"chosen"}
    said |= {"ungiven"} if how.points and how.points.kind == "budget" else set()
    said |= {"chosen"} if how.points and how.points.default is None else set()
    assert said <= set(how.dock)
