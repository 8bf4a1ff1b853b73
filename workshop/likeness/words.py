"""The words of a text, those that say nothing left out, and the stems of words whose lemma nobody knows."""

import json
import re
import unicodedata
from pathlib import Path

from workshop.fields import LANGUAGES
from workshop.reading.texts import fold

# Letters and digits, also such as `sote-palvelut`, `EU:n` and `co2`; of a goal's number, 3.7, all.
WORD = re.compile(r"\d+(?:\.\d+)+|[^\W_]+(?:[-:'][^\W_]+)*")
# Finnish endings after a colon say nothing: EU:n, SOTE:lle.
COLON = re.compile(r":[a-zäö]{1,6}$")
SHORTEST_STEM = 3
# By language: the words that say nothing, those that turn what follows into its opposite, and endings, the longest
# first. Vowels are endings too, so that skola, skolor and skolorna are one.
_SHIPPED = json.loads((Path(__file__).parent / "languages.json").read_text(encoding="utf-8"))


def _listed(name: str) -> dict[str, tuple[str, ...]]:
    return {lang: tuple(" ".join(_SHIPPED[lang][name]).split()) for lang in LANGUAGES}


_ENDINGS = _listed("endings")
_NOTHING = {lang: frozenset(words) for lang, words in _listed("says_nothing").items()}
# Words that mean something else together than apart, by what they are read as.
_JOINED = {
    lang: [(re.compile(rf"\b{words}\b"), one) for words, one in _SHIPPED[lang]["joined"].items()] for lang in LANGUAGES
}
# Negations that refuse a thing, and not what somebody does.
REFUSALS = frozenset(word for words in _listed("refusals").values() for word in words)
NEGATIONS = frozenset(word for words in _listed("negations").values() for word in words)


def words_of(text: str, lang: str) -> list[str]:
    """Return the folded words of a text, in order, without those that say nothing but for negations."""
    text = fold(text)
    for words, one in _JOINED[lang]:
        text = words.sub(one, text)
    return [word for word in all_words(text) if word not in _NOTHING[lang] or word in NEGATIONS]


def all_words(text: str) -> list[str]:
    """Return all folded words of a text."""
    return [COLON.sub("", word) for word in WORD.findall(fold(text))]


def searched_words(text: str) -> list[str]:
    """Return what a text is searched by: its folded words, and each emoji or other symbol by itself."""
    return all_words(text) + [sign for sign in fold(text) if unicodedata.category(sign) == "So"]


def stem_of(word: str, lang: str) -> str:
    """Return a word without its ending, roughly: the same for its forms, also for some that are other words."""
    for ending in _ENDINGS[lang]:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word
