"""Times and durations are written in one way: by the server and by the scripts, in each language."""

import json
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from workshop.language import clocks
from workshop.web import languages, scripts

TESTS = Path(__file__).parents[1]
FIXTURE = TESTS / "fixtures" / "times.json"
TIMES = json.loads(FIXTURE.read_text())
NOW = clocks.moment(TIMES["now"])


@pytest.fixture(params=languages.LANGUAGES)
def lang(request) -> Iterator[str]:
    """Each language, spoken."""
    app = Flask("workshop")
    app.secret_key = "for this test alone"
    languages.register(app)
    with app.test_request_context(f"/?lang={request.param}"):
        yield request.param


def wanted(lang: str) -> list[dict]:
    """What is to be said of each time."""
    return [each[lang] for each in TIMES["cases"]]


def test_the_server_writes_times_in_the_one_way(lang):
    moments = [clocks.moment(each["time"]) for each in TIMES["cases"]]
    said = [
        {"when": clocks.when(time, NOW), "stamp": clocks.stamp(time), "left": clocks.time_left(time, NOW)}
        for time in moments
    ]
    assert said == wanted(lang)


def test_the_scripts_write_them_in_the_same_way(lang):
    words = json.dumps(scripts.words())
    node = ["node", TESTS / "js" / "times.mjs", words, lang, FIXTURE]
    said = subprocess.run(node, capture_output=True, text=True, check=True).stdout
    assert json.loads(said) == wanted(lang)


def test_seconds_stand_only_where_they_prove_something(lang):
    time = datetime(2026, 11, 25, 21, 20, 22, tzinfo=UTC)
    sentence = {"fi": "23.20.22", "sv": "23.20.22", "en": "23:20:22"}[lang]
    assert clocks.to_the_second(time) == sentence
