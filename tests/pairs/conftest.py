"""What the tests of pairs need: each language of the app, spoken."""

from collections.abc import Iterator

import pytest
from flask import Flask

from workshop.web import languages


@pytest.fixture(params=languages.LANGUAGES, scope="module")
def lang(request) -> Iterator[str]:
    """Each language, spoken."""
    app = Flask("workshop")
    app.secret_key = "for this test alone"
    languages.register(app)
    with app.test_request_context(f"/?lang={request.param}"):
        yield request.param
