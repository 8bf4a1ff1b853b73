"""The language that is spoken now, and the sentences of the catalogues in it.

Each request, letter or export speaks its own language, also while others are being made beside it: the language is kept
in a context variable, which threads and greenlets have for themselves.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property

from babel.support import LazyProxy, NullTranslations

from workshop.language.catalogues import translations


class Sentence(LazyProxy):
    """A sentence of a table. Templates escape nothing in it: it is our own, as are those that they say themselves."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


class Voice:
    """A language with its translations. Which one is asked only when something is said: asking may read a database."""

    def __init__(self, choose: Callable[[], str]):
        self._choose = choose

    @cached_property
    def lang(self) -> str:
        """The language, one of `fields.LANGUAGES`."""
        return self._choose()

    @cached_property
    def translations(self) -> NullTranslations:
        """The catalogue of the language."""
        return translations(self.lang)


# Where nobody has said who reads, sentences are said as they stand in the code.
_AS_WRITTEN = Voice(lambda: "en")
_voice: ContextVar[Voice] = ContextVar("voice", default=_AS_WRITTEN)


@contextmanager
def speaking(lang: str | Callable[[], str]) -> Iterator[None]:
    """Speak a language for a while; a function is asked for it once, when something is said first."""
    token = _voice.set(Voice(lang if callable(lang) else lambda: lang))
    try:
        yield
    finally:
        _voice.reset(token)


def language() -> str:
    """Return the language that is spoken now."""
    return _voice.get().lang


def translate(text: str) -> str:
    """Return a sentence as the catalogue has it, its places not filled in."""
    return _voice.get().translations.gettext(text)


def translate_plural(one: str, several: str, number: int) -> str:
    """Return the form of a sentence that a number takes in the language, its places not filled in."""
    return _voice.get().translations.ngettext(one, several, number)


def gettext(text: str, **values: object) -> str:
    """Say a sentence; `values` fill in its places, such as `%(title)s`. Without any, a percent sign is only itself."""
    return translate(text) % values if values else translate(text)


def ngettext(one: str, several: str, num: int, **values: object) -> str:
    """Say a sentence for a number, which also fills in `%(num)d`."""
    return translate_plural(one, several, num) % {"num": num, **values}


def lazy_gettext(text: str) -> Sentence:
    """Return a sentence for a table: it is said anew, in the language spoken then, wherever it becomes text."""
    return Sentence(translate, text, enable_cache=False)


def pair(one: str, several: str) -> list[str]:
    """Return the two forms of a sentence for a script, which knows the number and puts it in."""
    return [translate_plural(one, several, number) for number in (1, 2)]
