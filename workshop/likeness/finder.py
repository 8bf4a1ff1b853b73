"""Which of many texts have a word in them, however it is inflected, compounded or written."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from workshop.fields import LANGUAGES
from workshop.likeness.meaning import Reader, language_of
from workshop.likeness.words import all_words

Key = TypeVar("Key", bound=Hashable)
# So long a lemma is looked for inside of others too: not every dictionary takes compounds apart.
SHORTEST_PART = 4
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
            own = all_words(text)
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
        """Return, for each word of a query, the keys of the texts that it is in: a part of a word is enough."""
        return [self._with(word) for word in all_words(query)]

    def _know(self, word: str, lang: str) -> None:
        self._keys[word] = set()
        for lemma in self._reader.lemmas_in(word, language_of(lang)):
            self._words_of[lemma].add(word)

    def _with(self, asked: str) -> set[Key]:
        lemmas = frozenset().union(*(self._reader.lemmas_in(asked, lang) for lang in LANGUAGES))
        parts = [lemma for lemma in lemmas if len(lemma) >= SHORTEST_PART]
        forms = {word for word in self._keys if has_word(word, asked)}
        for lemma, words in self._words_of.items():
            if lemma in lemmas or any(part in lemma for part in parts):
                forms |= words
        return {key for form in forms for key in self._keys[form]}


def is_number(word: str) -> bool:
    """Whether a word is the number of a goal or measure."""
    return bool(DOTTED.fullmatch(word))


def has_word(word: str, asked: str) -> bool:
    """Whether a word has another in it; a number is found whole, or by what stands before one of its dots."""
    if is_number(word) or is_number(asked):
        return f"{word}.".startswith(f"{asked}.")
    return asked in word
