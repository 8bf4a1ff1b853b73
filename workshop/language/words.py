"""One language's words, for what is made in it whatever the current language is: an export, a letter."""

from collections.abc import Mapping
from typing import Any

from workshop.language import clocks, texts
from workshop.language.catalogues import translations
from workshop.language.speech import Sentence, speaking
from workshop.language.whence import whence


class Words:
    """The words for a reader of `lang`; sentences missing from the catalogues stay English.

    `translate` returns a sentence's translation. Callers bind it to `_`, by which `bin/translate` finds sentences.
    """

    def __init__(self, lang: str):
        self.lang = lang
        self.translate = translations(lang).gettext

    def text(self, several: dict | None) -> str:
        """Return a text, `{language: text}`, in the reader's language, otherwise Finnish, Swedish or English."""
        return texts.text_in(several or {}, self.lang)

    def label(self, table: Mapping[str, Sentence], code: str) -> str:
        """Return the name of a value by its table in `labels`; the code itself where the table lacks it."""
        with speaking(self.lang):
            return str(table.get(code, code))

    def whence(self, thing: Mapping[str, Any]) -> str:
        """Return which table wrote something, or from whom a facilitator heard it; "" for neither."""
        with speaking(self.lang):
            return whence(thing)

    def time(self, text: str) -> str:
        """Return a time of the wire as Finnish clocks showed it."""
        with speaking(self.lang):
            return clocks.stamp(text)
