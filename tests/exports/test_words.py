"""Exports speak the reader's language: headings from the catalogues, texts with a fallback."""

import re

import pytest
from babel.messages.pofile import read_po

from tests.exports.reading import lines, parts, sheets
from tests.house.tree import ROOT
from workshop.exports.names import NAMES
from workshop.language.words import Words

ENGLISH = "en"


@pytest.fixture(scope="session", params=["sqlite"])
def database_kind(request) -> str:
    """One database is enough: what is written is a record, which has tests of its own on each."""
    return request.param


def catalogue(lang: str) -> dict[str, str]:
    """A language's own translations, as its translators wrote them."""
    with (ROOT / f"workshop/translations/{lang}/LC_MESSAGES/messages.po").open("rb") as file:
        return {message.id: message.string for message in read_po(file, locale=lang) if isinstance(message.id, str)}


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_sheets_and_headings_are_the_catalogues_translations(meeting, lang):
    record, said = meeting.record(), catalogue(lang)
    plain = sheets(NAMES["results.xlsx"].write(record, ENGLISH))
    spoken = sheets(NAMES["results.xlsx"].write(record, lang))
    assert list(spoken) == [said[name] for name in plain]
    # What a column of figures is of has the name that people gave it.
    named = {title for each in record["phenomena"] for title in each["title"].values()}
    for sheet, name in zip(spoken.values(), plain, strict=True):
        own, theirs = (
            [heading for heading in row if " – " not in heading and heading not in named]
            for row in (plain[name][0], sheet[0])
        )
        assert theirs == [said[heading] for heading in own]
    heads = lines(NAMES["results.csv"].write(record, lang))[0]
    assert heads[:4] == [said[word] for word in ("Theme no.", "Goal no.", "Theme", "Goal")]
    assert said["Goal"] != "Goal"


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_values_of_our_own_are_the_catalogues_translations(meeting, lang):
    said = catalogue(lang)
    spoken = sheets(NAMES["results.xlsx"].write(meeting.record(), lang))
    assert {row[3] for row in spoken[said["Comments"]][1:]} == {
        said[w] for w in ("For", "Against", "Neutral", "Question")
    }
    rounds = spoken[said["Rounds"]]
    method = rounds[0].index(said["Method"])
    assert {row[method] for row in rounds[1:]} == {"", *(said[word] for word in ("Approval", "Opinion", "Dots"))}


def test_texts_are_in_the_readers_language_where_there_is_one(meeting):
    record = meeting.record()
    themes = {lang: sheets(NAMES["results.xlsx"].write(record, lang)) for lang in ("fi", "sv", "en")}
    shown = {lang: next(iter(book.values()))[-1][1:3] for lang, book in themes.items()}
    assert shown == {
        "fi": ["Toimintaympäristö, infra ja asuminen", "Laajakaista kaikille"],
        "sv": ["Verksamhetsmiljö, infrastruktur och boende", "Bredband åt alla"],
        "en": ["Operating environment, infrastructure and housing", "Laajakaista kaikille"],
    }


def test_a_text_falls_back_on_finnish_swedish_english_and_then_on_what_there_is():
    assert Words("sv").text({"fi": "a", "sv": "b", "en": "c"}) == "b"
    assert Words("sv").text({"fi": "a", "sv": "", "en": "c"}) == "a"
    assert Words("fi").text({"en": "c", "sv": "b"}) == "b"
    assert Words("fi").text({"en-simple": "d"}) == "d"
    assert Words("fi").text({}) == ""


def test_without_catalogues_the_words_are_english():
    assert Words("xx").translate("Goal") == "Goal"


def test_times_are_written_as_the_language_has_them(meeting):
    record = meeting.record()
    formats = {lang: parts(NAMES["results.xlsx"].write(record, lang))["xl/styles.xml"] for lang in ("fi", "sv", "en")}
    found = {lang: re.search('formatCode="([^"]+)"', text)[1] for lang, text in formats.items()}
    assert found == {"fi": r"d\.m\.yyyy h\.mm", "sv": "yyyy-mm-dd hh:mm", "en": "d mmm yyyy hh:mm"}
