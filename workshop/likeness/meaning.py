"""What a text means: the concepts that its words stand for, and the lemmas of those that are in no glossary."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from workshop.fields import LANGUAGES
from workshop.likeness.glossary import Concepts, Glossary, Phrase, glossaries
from workshop.likeness.lemmas import MOST_WORDS, Lemma, Lemmas, lemmas_of_all
from workshop.likeness.words import NEGATIONS, REFUSALS, stem_of, words_of

# What a word that is in no glossary weighs; it is marked, so that it is never taken for a concept.
UNKNOWN, MARK = 0.8, "'"
NUMBER = 0.3
# The longest compound is not taken apart further, nor are parts shorter than these.
SHORTEST_HEAD, SHORTEST_TAIL = 3, 3
# A mistyped word is this like what was meant, and has at least so many letters.
ALIKE, SHORTEST_MENDED = 0.8, 5
# Nobody's title makes the others wait: so many of its words are read, and so many of those mended.
MOST_READ, MOST_MENDED, LONGEST_MENDED = 40, 6, 30
# Of a Finnish word that is made of a verb, by its ending: letters dropped before it, and what is put in their place.
DOING = {
    "minen": ((0, "a"), (0, "ä"), (1, "ta"), (1, "tä"), (0, "da"), (0, "dä")),
    "ttava": ((0, "ta"), (1, "taa"), (0, "a")),
    "ttävä": ((0, "tä"), (1, "tää"), (0, "ä")),
    "nnettava": ((0, "ntaa"),),
    "nnettävä": ((0, "ntää"),),
    "nneta": ((0, "ntaa"),),
    "nnetä": ((0, "ntää"),),
    "eta": ((0, "taa"), (0, "aa")),
    "etä": ((0, "tää"), (0, "ää")),
}
# Concepts by which a goal wants more of something, or less.
MORE = frozenset({"increase", "keep", "build", "improve", "renovate"})
LESS = frozenset({"reduce", "end", "combine"})


class Meaning(NamedTuple):
    """Features with their weights, and whether more (1) or less (-1) of something is wanted, or neither (0)."""

    features: Concepts
    direction: int


class Reader:
    """Reads texts in the languages of the app; made once for a process, since it reads dictionaries.

    Danger: Voikko is not for two threads at once, and a reader neither.
    """

    def __init__(self, *, voikko: bool = True):
        self.lemmas: dict[str, Lemmas] = lemmas_of_all(voikko=voikko)
        self._glossaries: dict[str, Glossary] = glossaries(self.lemmas)
        self._meant_by = lru_cache(MOST_WORDS)(self._meant)

    def meaning(self, texts: dict[str, str]) -> Meaning:
        """Return what a text means, given in one language or more."""
        features: Concepts = {}
        direction = 0
        for lang, text in texts.items():
            spoken = language_of(lang)
            words, turned = words_of(text, spoken)[:MOST_READ], 0
            wanted = not REFUSALS.isdisjoint(words)
            for concepts in self._concepts(words, spoken):
                if concepts is None:
                    turned += 1
                    continue
                wanted = wanted or bool((MORE | LESS) & concepts.keys())
                turned += bool(LESS & concepts.keys())
                for name, weight in concepts.items():
                    features[name] = max(weight, features.get(name, 0.0))
            if wanted and not direction:
                direction = -1 if turned % 2 else 1
        return Meaning(features, direction)

    def lemmas_in(self, word: str, lang: str) -> frozenset[str]:
        """Return what a folded word is found by in a search: itself, its lemmas, and the parts of a compound."""
        found = {word}
        for language in (lang, *(one for one in LANGUAGES if one != lang)):
            if lemmas := self.lemmas[language].of(word):
                for lemma in lemmas:
                    found |= {lemma.word, *lemma.parts}
                break
        return frozenset(found)

    def _concepts(self, words: list[str], lang: str) -> Iterator[Concepts | None]:
        """Yield what each word or phrase means; None for a negation."""
        glossary, at = self._glossaries[lang], 0
        keys = [glossary.keys_of(word) for word in words] if len(words) > 1 else []
        while at < len(words):
            phrase = self._phrase_at(glossary, keys, at) if keys else None
            if phrase is not None:
                yield phrase.concepts
                at += len(phrase.keys)
                continue
            word, at = words[at], at + 1
            yield None if word in NEGATIONS else self._meant_by(word, lang)

    def _phrase_at(self, glossary: Glossary, keys: list[frozenset[str]], at: int) -> Phrase | None:
        there = [phrase for key in keys[at] for phrase in glossary.phrases.get(key, ())]
        fitting = [
            phrase
            for phrase in there
            if len(phrase.keys) <= len(keys) - at
            and all(wanted & keys[at + step] for step, wanted in enumerate(phrase.keys))
        ]
        return max(fitting, key=lambda phrase: len(phrase.keys), default=None)

    def _meant(self, word: str, lang: str) -> Concepts:
        """Return what one word means, by the first of many ways that leads to something."""
        if word.replace(".", "").isdigit():
            return {MARK + word: NUMBER}
        others = [one for one in LANGUAGES if one != lang]
        found = self._known(word, lang)
        if not found:
            found = next((known for one in others if (known := self._glossaries[one].words.get(word))), None)
        return found or self._mended(word, lang) or {MARK + self._lemma(word, lang): UNKNOWN}

    def _known(self, word: str, lang: str) -> Concepts | None:
        """Return what a word means by the glossary, as a whole or by its parts; None where it has nothing of it."""
        glossary = self._glossaries[lang]
        if found := glossary.words.get(word):
            return found
        lemmas = self.lemmas[lang].of(word)
        if found := _union(glossary.words.get(lemma.word) for lemma in lemmas):
            return found
        if found := self._parts(glossary, lemmas):
            return found
        if lang == "fi" and (found := _union(glossary.words.get(verb) for verb in verbs_of(word, lemmas))):
            return found
        if not lemmas or lang != "fi":
            found = glossary.stems.get(stem_of(word, lang)) if len(word) > SHORTEST_MENDED - 1 else None
        return found or self._taken_apart(word, lang)

    def _parts(self, glossary: Glossary, lemmas: tuple[Lemma, ...]) -> Concepts | None:
        """Return what the parts of a compound mean, as an analysis gives them."""
        for lemma in lemmas:
            if len(lemma.parts) > 2 and (found := _split(glossary, lemma.word)):
                return found
            if len(lemma.parts) > 1:
                meant = [glossary.words.get(part) for part in lemma.parts]
                if any(meant):
                    unknown = [part for part, found in zip(lemma.parts, meant, strict=True) if not found]
                    return {**{MARK + part: UNKNOWN / 2 for part in unknown}, **(_union(meant) or {})}
            elif lemma.parts and (found := glossary.words.get(lemma.parts[0])):
                return found
        return None

    def _taken_apart(self, word: str, lang: str) -> Concepts | None:
        """Take a compound apart where no analysis does: a head and a tail that are both known."""
        for part in word.split("-"):
            if part != word and (found := self._known(part, lang)):
                rest = word.replace(part, "", 1).strip("-")
                return {**(self._known(rest, lang) or {MARK + rest: UNKNOWN / 2} if rest else {}), **found}
        if lang == "en":
            return None
        for at in range(len(word) - SHORTEST_TAIL, SHORTEST_HEAD - 1, -1):
            head, tail = self._part(word[:at], lang), self._part(word[at:], lang)
            if head and tail:
                return {**head, **tail}
        return None

    def _part(self, part: str, lang: str) -> Concepts | None:
        """Return what one part of a compound means: joints such as the s of landsbygds- fall away."""
        glossary = self._glossaries[lang]
        for form in dict.fromkeys((part, part.removesuffix("s"), part.removesuffix("n"), part + "a", part + "e")):
            if len(form) < SHORTEST_HEAD:
                continue
            if found := glossary.words.get(form):
                return found
            if found := _union(glossary.words.get(lemma.word) for lemma in self.lemmas[lang].of(form)):
                return found
        return None

    def _mended(self, word: str, lang: str) -> Concepts | None:
        """Return what a mistyped word was meant to mean; None for a word that is known, or too short."""
        if not SHORTEST_MENDED <= len(word) <= LONGEST_MENDED or self.lemmas[lang].of(word):
            return None
        if mended := self.lemmas[lang].mended(word):
            found = self._known(mended, lang)
            if found or OSA.normalized_similarity(word, mended) >= ALIKE:
                return found
        stems = self._glossaries[lang].stems
        stem = stem_of(word, lang)
        near = process.extractOne(stem, stems.keys(), scorer=OSA.normalized_similarity, score_cutoff=ALIKE)
        return stems[near[0]] if near and near[0][:1] == stem[:1] else None

    def _lemma(self, word: str, lang: str) -> str:
        lemmas = self.lemmas[lang].of(word)
        return lemmas[0].word if lemmas else stem_of(word, lang)


def verbs_of(word: str, lemmas: Iterable[Lemma]) -> list[str]:
    """Return the verbs that a Finnish word may be made of: lisätä of lisääminen, rajoittaa of rajoitettava."""
    forms = (word, *(lemma.word for lemma in lemmas))
    return [
        form[: len(form) - len(ending) - dropped] + instead
        for ending, changes in DOING.items()
        for form in forms
        if form.endswith(ending)
        for dropped, instead in changes
    ]


def language_of(slot: str) -> str:
    """Return the language of a text's slot, such as `sv-simple`; Finnish for none that is known."""
    return slot[:2] if slot[:2] in LANGUAGES else LANGUAGES[0]


def _split(glossary: Glossary, word: str) -> Concepts | None:
    """Take a compound of compounds apart where the glossary has both: luonnonsuojelu and alue."""
    for at in range(len(word) - SHORTEST_TAIL, SHORTEST_HEAD - 1, -1):
        head, tail = glossary.words.get(word[:at]), glossary.words.get(word[at:])
        if head and tail:
            return {**tail, **head}
    return None


def _union(meant: Iterable[Concepts | None]) -> Concepts | None:
    """Return what any of several readings of a word means; where they differ, each weighs less."""
    found = [concepts for concepts in meant if concepts]
    if not found:
        return None
    together: Concepts = {}
    for concepts in found:
        for name, weight in concepts.items():
            together[name] = max(together.get(name, 0.0), weight)
    return together
