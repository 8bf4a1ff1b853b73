"""Which of many texts have a word in them, however it is inflected, compounded or written."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from workshop.fields import LANGUAGES
from workshop.likeness.lemmas import Lemma
from workshop.likeness.meaning import Reader, language_of
from workshop.likeness.words import searched_words

Key = TypeVar("Key", bound=Hashable)
# So long a lemma is looked for inside of others too: not every dictionary takes compounds apart.
SHORTEST_PART = 4
SHORTEST_INSIDE = 3
# No longer word is taken apart where no dictionary does: each letter costs a look into three of them.
LONGEST_COMPOUND = 40
# The number of a goal or measure.
DOTTED = re.compile(r"\d+(?:\.\d+)+")


class Finder(Generic[Key]):
    """Texts by key, each in one language or more."""

    def __init__(self, reader: Reader):
        self._reader = reader
        self._words: dict[Key, frozenset[str]] = {}
        self._keys: defaultdict[str, set[Key]] = defaultdict(set)
        self._words_of: defaultdict[str, set[str]] = defaultdict(set)

    def put(self, key: Key, texts: Iterable[tuple[str, str]]) -> None:
        """Add a text, or change it; `texts` are (language, text)."""
        words: set[str] = set()
        for lang, text in texts:
            own = searched_words(text)
            words.update(own)
            for word in own:
                if word not in self._keys:
                    self._know(word, lang)
        self.drop(key)
        self._words[key] = frozenset(words)
        for word in words:
            self._keys[word].add(key)

    def drop(self, key: Key) -> None:
        """Remove a text, if it is there."""
        for word in self._words.pop(key, ()):
            self._keys[word].discard(key)
            # What it is a form of stays known: somebody will write it again.

    def find(self, query: str) -> list[set[Key]]:
        """Return, for each of the `searched_words` of a query, the keys of the texts that it is in.

        A part of a word is enough; of a compound, all its parts, together or apart.
        """
        return [self._with(word) for word in searched_words(query)]

    def _know(self, word: str, lang: str) -> None:
        self._keys[word] = set()
        for part in {word, *word.split("-")}:
            for lemma in self._reader.lemmas_in(part, language_of(lang)):
                self._words_of[lemma].add(word)

    def _with(self, asked: str) -> set[Key]:
        lemmas = [lemma for lang in LANGUAGES for lemma in self._reader.lemmas[lang].of(asked)]
        whole = {asked, *(lemma.word for lemma in lemmas)}
        whole |= {lemma.parts[0] for lemma in lemmas if len(lemma.parts) == 1}
        parts = [each for each in whole if len(each) >= SHORTEST_PART]
        joined = asked.replace("-", "")
        forms = {word for word in self._keys if has_word(word, asked) or has_word(word, joined)}
        for lemma, words in self._words_of.items():
            if lemma in whole or any(part in lemma for part in parts):
                forms |= words
        found = self._keys_of(forms)
        for each in self._taken_apart(asked, lemmas):
            found |= set.intersection(*(self._keys_of(self._forms_of(part)) for part in each))
        return found

    def _keys_of(self, forms: Iterable[str]) -> set[Key]:
        return {key for form in forms for key in self._keys.get(form, ())}

    def _forms_of(self, part: str) -> set[str]:
        """Return the words that a part of a compound, in whatever form, is a lemma of or in."""
        lemmas = frozenset().union(*(self._reader.lemmas_in(part, lang) for lang in LANGUAGES))
        return {word for lemma in lemmas for word in self._words_of.get(lemma, ())}

    def _taken_apart(self, asked: str, lemmas: list[Lemma]) -> list[Iterable[str]]:
        """Return the parts of a compound: as a dictionary has them, at its hyphens, or where both sides are known."""
        apart: list[Iterable[str]] = [lemma.parts for lemma in lemmas if len(lemma.parts) > 1]
        if "-" in asked:
            apart.append(asked.split("-"))
        if apart or len(asked) > LONGEST_COMPOUND:
            return apart
        return [
            (head, asked[at:])
            for at in range(SHORTEST_PART, len(asked) - SHORTEST_PART + 1)
            if self._forms_of(asked[at:])
            for head in heads_of(asked[:at])
        ]


def heads_of(part: str) -> set[str]:
    """Return what the first part of a compound may be a form of: its joint or its last vowel may be another one."""
    return {part, part.removesuffix("s"), part + "a", part + "e"}


def is_number(word: str) -> bool:
    """Whether a word is the number of a goal or measure."""
    return bool(DOTTED.fullmatch(word))


def has_word(word: str, asked: str) -> bool:
    """Whether a word has another in it; a number is found whole, or by what stands before one of its dots.

    One or two letters are in most words, and have to begin it: EU is not in museo.
    """
    if is_number(word) or is_number(asked):
        return f"{word}.".startswith(f"{asked}.")
    return asked in word if len(asked) >= SHORTEST_INSIDE else word.startswith(asked)
