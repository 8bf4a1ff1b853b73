"""People's texts in the reader's language, or in the next that there is."""

from workshop.fields import LANGUAGES, wordings
from workshop.language.speech import language


def lang_of(texts: dict, lang: str | None = None) -> str:
    """Return the language of a text for a reader of `lang`: theirs, otherwise the first it has (fi, sv, en)."""
    for slot in (lang or language(), *LANGUAGES, *texts):
        if texts.get(slot):
            return slot
    return lang or language()


def text_in(texts: dict, lang: str | None = None) -> str:
    """Return a text, given as `{language: text}`, for a reader of `lang`; "" where it has none."""
    return texts.get(lang_of(texts, lang), "")


def filled(sentence, titles: dict, **values: object) -> str:
    """Return a sentence of a table with its placeholders filled.

    `titles` are stored texts by language, lists of them, or numbers.
    """
    named = {name: _said(what) for name, what in titles.items()} | values
    return str(sentence) % named if named else str(sentence)


def _said(what: dict | list | int) -> object:
    if isinstance(what, list):
        return "; ".join(text_in(wordings(each)) for each in what)
    return what if isinstance(what, int) else text_in(wordings(what))
