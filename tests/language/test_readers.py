"""A request speaks its reader's language from its beginning to its end, and leaves nothing of it behind."""

import pytest
from flask import Flask, render_template_string

from workshop.language.speech import language, speaking
from workshop.web.session import languages


@pytest.fixture
def app() -> Flask:
    """An app that asks who reads."""
    app = Flask("workshop")
    app.secret_key = "for this test alone"
    languages.register(app)
    return app


def test_each_request_speaks_its_own_language_and_the_next_begins_anew(app):
    for lang in ("sv", "fi"):
        with app.test_request_context(f"/?lang={lang}"):
            assert language() == lang
        assert language() == "en"


def test_a_context_that_is_entered_anew_speaks_on_and_ends_once(app):
    with app.test_request_context("/?lang=sv") as request:
        with request:
            assert language() == "sv"
        assert language() == "sv"
    assert language() == "en"


def test_a_wall_in_two_languages_speaks_both_within_one_request(app):
    with app.test_request_context("/?lang=sv"):
        with speaking("fi"):
            assert render_template_string('{{ _("Voting") }} {{ language() }}') == "Äänestys fi"
        assert render_template_string('{{ _("Voting") }} {{ language() }}') == "Omröstning sv"


def test_what_is_filled_into_a_sentence_is_escaped_and_the_sentence_is_not(app):
    with app.test_request_context("/?lang=en"):
        page = '{{ _("Wasn\'t %(title)s", title="<b>") }} {{ ngettext("%(num)d %(a)s", "%(num)d %(a)s", 2, a="<i>") }}'
        assert render_template_string(page) == "Wasn't &lt;b&gt; 2 &lt;i&gt;"
