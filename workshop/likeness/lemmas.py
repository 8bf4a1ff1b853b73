"""The lemmas of words: by Voikko for Finnish where it is installed, else by simplemma's dictionaries."""

import re
from functools import lru_cache
from typing import NamedTuple, Protocol

from libvoikko import Voikko, VoikkoException
from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY

from workshop.fields import LANGUAGES

# A process sees the same words again and again.
MOST_WORDS = 20_000
# In Voikko's `+lasten(lapsi)+suojel(suojella)+u(+u)`: a part with its lemma, one without, or a suffix, which is none.
PART = re.compile(r"\+([^()+]+)\(([^)]*)\)|\+([^()+]+)")
# Shorter parts without a lemma are joints.
SHORTEST_PART = 3
# What makes an adjective of a verb, as in säilyttää, säilytettävä, is no part that means something.
ENDINGS = frozenset({"tav", "täv"})


class Lemma(NamedTuple):
    """What a word may be: its lemma, and the lemmas of the parts of a compound (else none)."""

    word: str
    parts: tuple[str, ...]


class Lemmas(Protocol):
    """Where the lemmas of one language come from."""

    def of(self, word: str) -> tuple[Lemma, ...]:
        """Return what a folded word may be; none for a word that is not known."""

    def mended(self, word: str) -> str | None:
        """Return what an unknown word was meant to be, or None."""


class VoikkoLemmas:
    """Finnish, by Voikko, which knows inflection and compounds, and mends what is mistyped.

    Danger: its handle is not for two threads at once.
    """

    def __init__(self) -> None:
        self._voikko = Voikko("fi")
        self.of = lru_cache(MOST_WORDS)(self._of)
        self.mended = lru_cache(MOST_WORDS)(self._mended)

    def _of(self, word: str) -> tuple[Lemma, ...]:
        found = (_lemma(analysis) for analysis in self._voikko.analyze(word))
        return tuple(dict.fromkeys(lemma for lemma in found if lemma.word))

    def _mended(self, word: str) -> str | None:
        suggestions = self._voikko.suggest(word)
        return next((one.lower() for one in suggestions if " " not in one and "-" not in one), None)


class ListedLemmas:
    """A language by the forms that simplemma's dictionary lists; it takes some 20 MB and a second or three to read."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._lemmatizer = Lemmatizer(lemmatization_strategy=DefaultStrategy(low_memory=True))
        self.of = lru_cache(MOST_WORDS)(self._of)
        self.of("a")

    def _of(self, word: str) -> tuple[Lemma, ...]:
        lemma = self._lemmatizer.lemmatize(word, self._lang).lower()
        known = lemma != word or LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary(self._lang).get(word) is not None
        return (Lemma(lemma, ()),) if known else ()

    def mended(self, word: str) -> str | None:
        """A dictionary of forms mends nothing."""
        return None


def lemmas_of_all(*, voikko: bool = True) -> dict[str, Lemmas]:
    """Return the lemmas of each language; without `voikko`, or where that is not installed, Finnish is listed too."""
    listed = [lang for lang in LANGUAGES if lang != "fi"]
    finnish = _voikko() if voikko else None
    return {"fi": finnish or ListedLemmas("fi"), **{lang: ListedLemmas(lang) for lang in listed}}


def _voikko() -> VoikkoLemmas | None:
    try:
        return VoikkoLemmas()
    except (OSError, VoikkoException):
        return None


def _lemma(analysis: dict[str, str]) -> Lemma:
    parts = [_part(*found) for found in PART.findall(analysis.get("WORDBASES") or "")]
    kept = tuple(part for part in parts if part)
    return Lemma((analysis.get("BASEFORM") or "").lower(), kept)


def _part(_form: str, lemma: str, bare: str) -> str:
    if lemma.startswith("+"):
        return ""
    bare = bare if len(bare) >= SHORTEST_PART and bare not in ENDINGS else ""
    return (lemma or bare).replace("=", "").replace("|", "").lower()
