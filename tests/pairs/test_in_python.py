"""The Python side of each pair answers as the fixture says."""

import json

import pytest

from tests.pairs.answers import ANSWERS
from tests.pairs.cases import NAMES, cases_of


@pytest.mark.parametrize("pair", NAMES)
def test_python_answers_as_the_fixture_says(pair, lang):
    cases = cases_of(pair)
    found = {case.name: json.loads(json.dumps(ANSWERS[pair](case.given))) for case in cases}
    assert found == {case.name: case.expected[lang] for case in cases}
