"""The glossary has each concept in three languages, as it is written."""

import pytest

from workshop.fields import LANGUAGES
from workshop.likeness.glossary import SHIPPED

ROWS = [
    (file.name, line)
    for file in sorted(SHIPPED.glob("*.txt"))
    for line in file.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("file, line", ROWS, ids=lambda value: value[:20])
def test_each_line_has_terms_in_each_language(file, line):
    concepts, *terms = line.split("|")
    assert concepts.strip() and len(terms) == len(LANGUAGES)
    assert all([term.strip() for term in column.split(";") if term.strip()] for column in terms)


def test_what_it_says_of_concepts_is_the_same_everywhere(reader):
    """A term of each language and each line means what its line is about."""
    for _, line in ROWS:
        concepts, *columns = line.split("|")
        first = concepts.split("+")[0].strip(" *")
        for lang, column in zip(LANGUAGES, columns, strict=True):
            term = column.split(";")[0].split("+")[0].strip()
            assert first in reader.meaning({lang: term}).features, (first, lang, term)
