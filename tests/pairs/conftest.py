"""What the tests of pairs need: each language of the app, spoken."""

from collections.abc import Iterator

import pytest

from workshop.fields import LANGUAGES
from workshop.language.speech import speaking


@pytest.fixture(params=LANGUAGES, scope="module")
def lang(request) -> Iterator[str]:
    """Each language, spoken."""
    with speaking(request.param):
        yield request.param
