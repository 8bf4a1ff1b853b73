"""Each code has one wording, in each language, wherever it is shown."""

import pytest

from workshop import policy, tally
from workshop.language import labels
from workshop.language.speech import Sentence, speaking

TABLES = {name: table for name, table in vars(labels).items() if name.isupper() and name != "FIGURES"}


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
    assert set(labels.METHODS) == set(labels.METHOD_NAMES) == set(labels.FIGURES) == set(policy.METHODS)
    assert set(labels.OPINIONS) == set(tally.OPINIONS)


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_what_a_method_asks_begins_with_its_name(lang):
    with speaking(lang):
        for method, name in labels.METHOD_NAMES.items():
            assert str(labels.METHODS[method]).startswith(f"{name}: ")
