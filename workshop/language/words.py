"""One language's words for what is made in it beside whatever is spoken around: an export, a letter."""

from collections.abc import Mapping

from workshop.language import clocks, texts
from workshop.language.catalogues import translations
from workshop.language.speech import Sentence, speaking


class Words:
    """What a reader of `lang` reads; sentences that the catalogues lack stay English.

    `translate` gives the translation of a sentence. It is called by the name `_`, by which sentences are found.
    """

    def __init__(self, lang: str):
        self.lang = lang
        self.translate = translations(lang).gettext

    def text(self, several: dict | None) -> str:
        """Choose among `{language: text}`: the reader's, else the first there is of Finnish, Swedish, English."""
        return texts.text_in(several or {}, self.lang)

    def label(self, table: Mapping[str, Sentence], code: str) -> str:
        """Name a value of a fixed list by its table in `labels`; one that the table lacks is its code."""
        with speaking(self.lang):
            return str(table.get(code, code))

    def time(self, text: str) -> str:
        """Write a time of the wire as Finnish clocks showed it."""
        with speaking(self.lang):
            return clocks.stamp(text)
