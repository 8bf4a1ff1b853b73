"""Reading texts: what shows something, and that what is found is found again; tests/pairs has the rest."""

import pytest

from tests.pairs.cases import FIXTURES, cases_of
from workshop.reading import fold, shows_something

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


@pytest.mark.parametrize("case", cases_of("folding", FIXTURES / "desk"), ids=str)
def test_a_text_is_found_whatever_nobody_sees_in_it(case):
    folded = fold(case.given["text"])
    assert fold(folded) == folded


@pytest.mark.parametrize("kind", UNSEEN)
def test_what_shows_nothing_is_known(kind):
    assert not shows_something(UNSEEN[kind])
    assert not any(map(shows_something, UNSEEN[kind]))
    assert shows_something(f"{UNSEEN[kind]}a")


@pytest.mark.parametrize("text", SEEN)
def test_what_shows_something_is_known(text):
    assert shows_something(text)
