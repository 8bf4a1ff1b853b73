"""The current language, and the catalogues' sentences in it.

Each request, letter or export has its own language, also while others are being made: the language is in a context
variable, of which each thread and greenlet has its own.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property

from babel.support import LazyProxy, NullTranslations

from workshop.language.catalogues import translations


class Sentence(LazyProxy):
    """A sentence in a table. Templates do not escape it, as they do not escape their own sentences: both are ours."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


class Voice:
    """A language with its translations; it is chosen only at the first sentence, as choosing may read the database."""

    def __init__(self, choose: Callable[[], str]):
        self._choose = choose

    @cached_property
    def lang(self) -> str:
        """The language, one of `fields.LANGUAGES`."""
        return self._choose()

    @cached_property
    def translations(self) -> NullTranslations:
        """The language's catalogue."""
        return translations(self.lang)


# Where no language was set, sentences stay as they are in the code.
_AS_WRITTEN = Voice(lambda: "en")
_voice: ContextVar[Voice] = ContextVar("voice", default=_AS_WRITTEN)


@contextmanager
def speaking(lang: str | Callable[[], str]) -> Iterator[None]:
    """Set the current language for a block; a function is called once, at the first sentence, to choose it."""
    token = _voice.set(Voice(lang if callable(lang) else lambda: lang))
    try:
        yield
    finally:
        _voice.reset(token)


def language() -> str:
    """Return the current language."""
    return _voice.get().lang


def translate(text: str) -> str:
    """Return the translation of a sentence, its placeholders not filled."""
    return _voice.get().translations.gettext(text)


def translate_plural(one: str, several: str, number: int) -> str:
    """Return the translation for a number, its placeholders not filled."""
    return _voice.get().translations.ngettext(one, several, number)


def gettext(text: str, **values: object) -> str:
    """Return a translated sentence; `values` fill placeholders such as `%(title)s`; without any, % is literal."""
    return translate(text) % values if values else translate(text)


def ngettext(one: str, several: str, num: int, **values: object) -> str:
    """Return a translated sentence for a number, which also fills `%(num)d`."""
    return translate_plural(one, several, num) % {"num": num, **values}


def lazy_gettext(text: str) -> Sentence:
    """Return a sentence for a table, translated into the current language whenever it is converted to text."""
    return Sentence(translate, text, enable_cache=False)


def pair(one: str, several: str) -> list[str]:
    """Return the two forms of a sentence for a script, which fills in the number."""
    return [translate_plural(one, several, number) for number in (1, 2)]
