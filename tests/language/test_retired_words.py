"""Retired words stand nowhere that people read: catalogues, templates, letters, exports, the example, the guide.

Letters, exports and documents speak from the catalogues; what templates say besides is found by taking their code away.
"""

import json
import re
from collections.abc import Iterable, Iterator

import pytest
from babel.messages.pofile import read_po

from tests.house.tree import ROOT
from workshop.commands import example
from workshop.fields import LANGUAGES

CATALOGUE = "workshop/translations/{}/LC_MESSAGES/messages.po"
# Those of administrators speak of processes and users, which machines have.
GUIDE = "docs/facilitators.md"
CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>|data-[\w-]+|%\(\w+\)[ds]|`[^`]*`|\]\([^)]*\)", re.DOTALL)
# By language: a retired word with its inflections (word boundaries are added), a form to prove that it is found, and
# what is said instead.
RETIRED = {
    "en": (
        (
            r"(idea|topic|poll|user|session|project|process)(e?s)?",
            "topics",
            "goal, theme, round, participant, workshop",
        ),
        (r"mend(ed|s|ing)?", "mended", "fix, edit, correct"),
        (r"thrown?(s|ing)? (it |them )?away", "throw it away", "discard"),
        (r"take (it|the results) out", "take the results out", "download results"),
        (r"whoever (runs|leads)\b.*", "whoever runs the app", "the administrator, the facilitator"),
    ),
    "fi": (
        (r"(idea|projekti|prosessi|sessio|istunto|gallup)\w*", "projektiin", "tavoite, kuuleminen, työpaja, kierros"),
        (r"toimieli\w*", "toimielimittäin", "taho"),
        (r"nimelli\w*", "nimellisissä", "avoin (nimet näkyvät)"),
        (r"hyväksy\w*", "hyväksyttävien", "kannatan, kannatus; the board alone adopts"),
        (r"salaisuu\w*|salaisuud\w*", "salaisuus", "äänestyssalaisuus"),
        (r"sitoumu\w*", "sitoumuksen", "tarkistustiiviste"),
        (r"suola\w*", "suola", "satunnaisosa (salt)"),
        (r"pöytäkirja\w*", "pöytäkirjasta", "kuulemisen tiedot; minutes are a meeting's"),
        (r"peru|peruuta\w*|peru(a|ttu|tettu|utettu)", "peruutettu", "vedä takaisin, poista käytöstä"),
        (r"sulkeutu(i|u|nut|essa|essaan|miseen|misen|isi)", "sulkeutui", "päättyy, päättyi"),
        (r"salinäkymä\w*", "salinäkymän", "salinäyttö"),
        (r"workshop\w*", "Workshopin", "työpaja; the app's own name is a setting"),
    ),
    "sv": (
        (r"(idé|projekt|process|session)(en|et|er|erna|s)?", "projektet", "mål, samråd, workshop, omgång"),
        (r"organ(et|en|ens|ets)?", "organet", "grupp"),
        (r"(ledar|ledarn|ledarv)\w*", "ledarna", "workshopledare"),
        (r"godkänn\w*|godkänt", "godkänner", "stöder, stöd; the board alone adopts"),
        (r"sekretess\w*", "sekretess", "rösthemlighet"),
        (r"hemlig(a|t)? röst\w*", "hemliga röstsedlar", "sluten omröstning"),
        (r"förbindelse\w*", "förbindelsen", "kontrollsumma, anslutning"),
        (r"bevis på \w+", "bevis på räkningen", "kontroll av rösträkningen"),
        (r"protokoll\w*", "protokollet", "samrådets uppgifter; minutes are a meeting's"),
        (r"storbild\w*", "storbildsvyn", "salsskärmen"),
        (r"anslut|ansluta|ansluter|anslutit|anslöt", "anslut", "gå med"),
        (r"kasta\w* bort", "kasta bort", "ta bort"),
        (r"omröstning(ar)? med namn", "omröstningar med namn", "öppen omröstning"),
        (r"stängs|stängdes|stängd|stängningen|stängas", "stängdes", "avslutas, avslutades, avslutad"),
    ),
}
# Where a retired word means what it always meant: what stands around it, and why.
ALLOWED = {
    "en": {},
    "fi": {
        "WORKSHOP_URL": "a setting's name",
        **dict.fromkeys(
            (
                "Hyväksytty asiakirja pysyy ennallaan, ja korjattu hyväksytään sen rinnalle.",
                "Asiakirja on hyväksytty",
                "Kun hallitus on hyväksynyt asiakirjan",
                "Sen jälkeen korjattu asiakirja hyväksytään.",
                "alkoi korjata hyväksyttyä asiakirjaa",
                "merkitsi asiakirjan hyväksytyksi",
                "Asiakirja sellaisena kuin se hyväksyttiin",
                "Asiakirjaa ei ole hyväksytty",
                "Hyväksy ja julkaise",
                "Hyväksynyt",
                "Hyväksytty",
                "Julkaistaanko asiakirja hyväksyttynä?",
                "Kuka hyväksyi",
                "Tähän asiakirjaan on hyväksytty korjaus.",
                "ei ole muuttunut mitään hyväksymisen jälkeen",
                "asiakirja hyväksytään",
                "ehdotettu asiakirja voidaan hyväksyä",
                "hyväksyi tämän",
                "jonka hallitus voi hyväksyä",
            ),
            "what a board does with a document",
        ),
        **dict.fromkeys(("Pöytäkirja:", "Pöytäkirjan pykälä"), "the minutes of the board's meeting"),
    },
    "sv": {
        "Omgången stängs…": "the facilitator's own act, which can be taken back for five seconds",
        "Den här salsskärmen är stängd.": "a screen, not a round",
        **dict.fromkeys(
            (
                "Det godkända dokumentet förblir som det är, och det rättade godkänns vid sidan av det.",
                "Dokumentet har godkänts",
                "När styrelsen har godkänt dokumentet",
                "Därefter godkänns det rättade dokumentet.",
                "började rätta det godkända dokumentet",
                "märkte dokumentet som godkänt",
                "Dokumentet har inte godkänts",
                "Dokumentet som det godkändes",
                "En rättelse av det här dokumentet har godkänts.",
                "Godkänn och publicera",
                "Godkänt",
                "Ska dokumentet publiceras som godkänt?",
                "Vem som godkände",
                "dokumentet godkänns",
                "ett föreslaget dokument kan godkännas",
                "godkände detta",
                "har ändrats sedan det godkändes",
                "som en styrelse kan godkänna",
            ),
            "what a board does with a document",
        ),
        **dict.fromkeys(("Protokoll:", "Paragraf i protokollet"), "the minutes of the board's meeting"),
    },
}


def retired_in(lang: str, texts: Iterable[str]) -> list[str]:
    """Each retired word of a language in the texts, with the text and what is said instead."""
    found = []
    for text in texts:
        rest = CODE.sub(" ", text)
        for allowed in ALLOWED[lang]:
            rest = rest.replace(allowed, "")
        for word, _, instead in RETIRED[lang]:
            found += [f"{hit[0]} ({instead}): {text}" for hit in re.finditer(rf"\b({word})\b", rest, re.IGNORECASE)]
    return found


def translations(lang: str) -> Iterator[str]:
    """All that the app says in a language; the sentences in the code are the English ones."""
    with (ROOT / CATALOGUE.format("fi" if lang == "en" else lang)).open("rb") as file:
        for message in read_po(file):
            said = message.id if lang == "en" else message.string
            yield from said if isinstance(said, list | tuple) else [said] if message.id else []


def texts_of_examples(lang: str) -> Iterator[str]:
    """What the built-in example says in a language, in its file and in its workshop."""
    files = (ROOT / "workshop/examples").glob("*.json")
    things = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    yield from _in_language(lang, [*things, example.TITLE, [each["title"] for each in example.ROUNDS]])


def _in_language(lang, thing):
    if isinstance(thing, dict):
        for key, value in thing.items():
            if isinstance(value, str):
                yield from [value] if key == lang else []
            else:
                yield from _in_language(lang, value)
    elif isinstance(thing, list):
        for each in thing:
            yield from _in_language(lang, each)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_that_the_app_says_has_a_retired_word(lang):
    said = list(translations(lang))
    assert len(said) > 500
    assert retired_in(lang, said) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_example_has_no_retired_word(lang):
    said = list(texts_of_examples(lang))
    assert len(said) > 15
    assert retired_in(lang, said) == []


def test_templates_say_nothing_past_the_catalogues_and_no_retired_word():
    templates = sorted((ROOT / "workshop/templates").rglob("*.html"))
    assert len(templates) > 50
    for lang in LANGUAGES:
        assert retired_in(lang, [each.read_text(encoding="utf-8") for each in templates]) == []


def test_the_guide_has_no_retired_word():
    assert retired_in("en", (ROOT / GUIDE).read_text(encoding="utf-8").split("\n\n")) == []


@pytest.mark.parametrize(("lang", "form"), [(lang, form) for lang in RETIRED for _, form, _ in RETIRED[lang]])
def test_each_word_is_found_where_it_is_put_in(lang, form):
    assert retired_in(lang, [f"Save: {form}."]), f"“{form}” is not found"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_place_is_allowed_that_is_not_there(lang):
    said = " ".join(translations(lang))
    assert [allowed for allowed in ALLOWED[lang] if allowed not in said] == []
