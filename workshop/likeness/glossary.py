"""The words of the field in three languages, by what they mean: a shipped list, and the names of municipalities."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import workshop
from workshop.fields import LANGUAGES
from workshop.likeness.lemmas import Lemmas
from workshop.likeness.words import stem_of, words_of
from workshop.reading.texts import fold

SHIPPED = Path(workshop.__file__).parent / "likeness" / "glossary"
MUNICIPALITIES = Path(workshop.__file__).parent / "municipalities"
# What a concept weighs by its mark: none tells goals apart, * does so a little, ** hardly.
WEIGHTS = {0: 1.0, 1: 0.45, 2: 0.15}
# What else a concept is also about weighs less: elderly care is about old people.
BESIDES = 0.6
# What the concept of a municipality begins with.
PLACE = "place:"

# Municipalities whose names are other words in a text.
NOT_NAMES = frozenset({"Ii", "Ingå", "Kolari", "Sund"})

# Concepts with their weights.
Concepts = dict[str, float]


class Phrase(NamedTuple):
    """A term of several words, each by what it may be found as, and what they mean together."""

    keys: tuple[frozenset[str], ...]
    concepts: Concepts


class Line(NamedTuple):
    """A line of the glossary: concepts, and by language the terms with what else each means."""

    concepts: Concepts
    terms: dict[str, list[tuple[str, Concepts]]]


class Glossary:
    """The terms of one language: `words` by what they may be found as, `phrases` by their first words."""

    def __init__(self, lang: str, lemmas: Lemmas, lines: Iterable[Line]):
        self.words: dict[str, Concepts] = {}
        self.phrases: defaultdict[str, list[Phrase]] = defaultdict(list)
        self.stems: dict[str, Concepts] = {}
        self._lang, self._lemmas = lang, lemmas
        lemma_of: dict[str, Concepts] = {}
        for line in lines:
            for term, besides in line.terms.get(lang, ()):
                words = words_of(term, lang) or [fold(term)]
                concepts = {**line.concepts, **besides}
                if len(words) > 1:
                    self._add_phrase(words, concepts)
                    continue
                _join(self.words, words[0], concepts)
                for lemma in lemmas.of(words[0]):
                    _join(lemma_of, lemma.word, concepts)
                _join(self.stems, stem_of(words[0], lang), concepts)
        # A term as it is written comes before what another may be a form of.
        self.words = {**lemma_of, **self.words}

    def keys_of(self, word: str) -> frozenset[str]:
        """Return what a word may be found as in a phrase."""
        return frozenset({word, stem_of(word, self._lang), *(lemma.word for lemma in self._lemmas.of(word))})

    def _add_phrase(self, words: list[str], concepts: Concepts) -> None:
        phrase = Phrase(tuple(map(self.keys_of, words)), concepts)
        for key in phrase.keys[0]:
            self.phrases[key].append(phrase)


def glossaries(lemmas: dict[str, Lemmas]) -> dict[str, Glossary]:
    """Read the shipped glossary for each language."""
    lines = [*_lines(), *_municipalities()]
    return {lang: Glossary(lang, lemmas[lang], lines) for lang in LANGUAGES}


@cache
def implied() -> dict[str, frozenset[str]]:
    """Return, by concept, what else its line is also about: road surfaces are about roads."""
    return {first: frozenset(others) for first, *others in ([name for name, _ in _marked(row[0])] for row in _rows())}


@cache
def acts() -> frozenset[str]:
    """Return the concepts of what goals want done, which say nothing of to what."""
    return frozenset(name for row in _rows("acts") for name, _ in _marked(row[0]))


def _rows(of: str = "*") -> list[list[str]]:
    return [
        [column.strip() for column in line.split("|")]
        for file in sorted(SHIPPED.glob(f"{of}.txt"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]


def _lines() -> Iterator[Line]:
    rows = _rows()
    weights = {name: WEIGHTS[0] for row in rows for name, _ in _marked(row[0])}
    weights |= {name: WEIGHTS[stars] for row in rows for name, stars in _marked(row[0]) if stars}
    for concepts, *terms in rows:
        first, *others = [name for name, _ in _marked(concepts)]
        meant = {first: weights[first], **{name: weights.get(name, 1.0) * BESIDES for name in others}}
        yield Line(meant, {lang: _terms(column, weights) for lang, column in zip(LANGUAGES, terms, strict=True)})


def _terms(column: str, weights: dict[str, float]) -> list[tuple[str, Concepts]]:
    terms = [term.strip().split("+", 1) for term in column.split(";") if term.strip()]
    return [(term, {name: weights.get(name, 1.0) for name, _ in _marked("".join(more))}) for term, *more in terms]


def _marked(concepts: str) -> list[tuple[str, int]]:
    """Return the concepts of a term as (name, number of marks)."""
    return [(name.rstrip("*"), name.count("*")) for name in concepts.split("+") if name]


def _municipalities() -> Iterator[Line]:
    newest = max(MUNICIPALITIES.glob("*.csv"))
    with newest.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            finnish, swedish = row["name_fi"], row["name_sv"]
            names = {"fi": {finnish}, "sv": {swedish}, "en": {finnish, swedish}}
            terms = {lang: [(name, Concepts()) for name in own - NOT_NAMES] for lang, own in names.items()}
            yield Line({PLACE + row["code"]: 1.0}, terms)


def _join(terms: dict[str, Concepts], key: str, concepts: Concepts) -> None:
    """Add what a term means to what it means elsewhere."""
    held = terms.get(key, {})
    terms[key] = {**held, **{name: max(weight, held.get(name, 0)) for name, weight in concepts.items()}}
