"""Reading texts: what shows something, what is found, which names look the same, on the server and in the browser."""

import json
import subprocess
from pathlib import Path

import pytest

from workshop.reading import fold, look_alikes, shows_something

FIXTURE = Path(__file__).parents[1] / "fixtures" / "reading.json"
CASES = json.loads(FIXTURE.read_text())
UNSEEN = {
    "zero-width space": "\u200b",
    "joiners": "\u200c\u200d\u2060\ufeff",
    "Braille blank": "\u2800",
    "Hangul fillers": "\u115f\u1160\u3164\uffa0",
    "Mongolian vowel separator": "\u180e\u180b",
    "Khmer vowels that are not written": "\u17b4\u17b5",
    "soft hyphen": "\u00ad",
    "combining marks alone": "\u0301\u0308\u20e3",
    "a spacing mark alone": "\u093f",
    "variation selectors": "\ufe0f\U000e0100",
    "tags": "\U000e0041\U000e007f",
    "private use": "\ue000\U000f0000",
    "no characters": "\ufdd0\uffff\U0010ffff",
    "the place of an object": "\ufffc",
    "the null notehead": "\U0001d159",
    "blank hieroglyphs": "\U00013441",
    "blanks of all widths": " \u00a0\u2003\u202f\u205f\u3000\t\n",
    "controls": "\x07\x1f\x85",
    "marks of direction": "\u200e\u200f\u061c\u202e\u2066",
    "many at once": "\u200b \u2800\u0301\ufe0f",
}
SEEN = [
    "a",
    "1",
    ".",
    "-",
    "👍",
    "👍🏽",
    "👨\u200d👩\u200d👧",
    "❤\ufe0f",
    "🇫🇮",
    "1\ufe0f\u20e3",
    "e\u0301",
    "किसान",
    "می\u200cخواهم",
    "\U0001fae8",
    "\u2009x",
]


def test_both_sides_read_alike():
    script = Path(__file__).with_name("read.mjs")
    done = subprocess.run(["node", script], input=FIXTURE.read_text(), capture_output=True, text=True, timeout=60)
    assert json.loads(done.stdout or "null") == CASES, done.stderr


@pytest.mark.parametrize(("text", "folded"), CASES["folded"])
def test_a_text_is_found_whatever_nobody_sees_in_it(text, folded):
    assert fold(text) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize(("names", "alike"), CASES["alike"])
def test_names_that_look_the_same_are_known(names, alike):
    assert sorted(look_alikes({"id": at, "name": name} for at, name in enumerate(names, 1))) == alike


@pytest.mark.parametrize("kind", UNSEEN)
def test_what_shows_nothing_is_known(kind):
    assert not shows_something(UNSEEN[kind])
    assert not any(map(shows_something, UNSEEN[kind]))
    assert shows_something(f"{UNSEEN[kind]}a")


@pytest.mark.parametrize("text", SEEN)
def test_what_shows_something_is_known(text):
    assert shows_something(text)
