"""Each code has one wording, in each language, wherever it is shown."""

import pytest

from workshop import policy
from workshop.language import labels
from workshop.language.speech import Sentence, speaking, translate
from workshop.methods import METHODS

# Those of the ways of voting have a table for each.
NESTED = ("FIGURES", "CHOICES")
TABLES = {name: table for name, table in vars(labels).items() if name.isupper() and name not in NESTED}
TABLES |= {f"{name} {method}": table for name in NESTED for method, table in vars(labels)[name].items() if table}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_each_label_is_translated(name, lang):
    with speaking("en"):
        written = {code: str(label) for code, label in TABLES[name].items()}
    with speaking(lang):
        said = {code: str(label) for code, label in TABLES[name].items()}
    assert all(isinstance(label, Sentence) for label in TABLES[name].values())
    assert all(said.values())
    # A word may be the same in two languages, as neutral is; a whole list is not.
    assert said != written


def test_every_code_has_its_label():
    assert set(labels.KINDS) == set(labels.BEGUN) == set(policy.ROUND_KINDS)
    assert set(labels.STATES) == {policy.PLANNED, policy.OPEN, policy.CLOSED, policy.REVEALED}
    assert set(labels.SECRECIES) == set(policy.SECRECIES)
    assert set(labels.RESULTS) == set(policy.RESULTS_WHEN)
    assert set(labels.TOTALS) == set(policy.TOTALS)
    assert set(labels.ROLES) == set(policy.ROLES)
    assert set(labels.METHODS) == set(labels.FIGURES) == set(labels.CHOICES) == set(METHODS)


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_what_a_method_asks_begins_with_its_name(lang):
    with speaking(lang):
        for how in METHODS.values():
            assert translate(how.label).startswith(f"{translate(how.title)}: ")
