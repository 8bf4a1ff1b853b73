"""A reader with Voikko and one without: both are promised to work, so neither is skipped."""

import pytest

from workshop.likeness import Reader
from workshop.likeness.lemmas import VoikkoLemmas


@pytest.fixture(scope="session", params=["voikko", "listed"])
def reader(request) -> Reader:
    """A reader by Voikko, which `bin/setup test` installs, and one by simplemma's dictionaries alone."""
    made = Reader(voikko=request.param == "voikko")
    assert isinstance(made.lemmas["fi"], VoikkoLemmas) == (request.param == "voikko")
    return made
