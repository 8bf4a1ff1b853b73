"""What people wrote, in the language of who reads it, or in the next that there is."""

from workshop.fields import LANGUAGES, wordings
from workshop.language.speech import language


def lang_of(texts: dict, lang: str | None = None) -> str:
    """Return the language in which a reader of `lang` gets a text: theirs, else the first that it has (fi, sv, en)."""
    for slot in (lang or language(), *LANGUAGES, *texts):
        if texts.get(slot):
            return slot
    return lang or language()


def text_in(texts: dict, lang: str | None = None) -> str:
    """Return a text, `{language: text}`, for a reader of `lang`; empty where it has none."""
    return texts.get(lang_of(texts, lang), "")


def filled(sentence, titles: dict, **values: object) -> str:
    """Say a sentence of a table, and what it names: `titles` are texts by language as stored, or numbers."""
    named: dict[str, object] = {
        name: what if isinstance(what, int) else text_in(wordings(what)) for name, what in titles.items()
    }
    named |= values
    return str(sentence) % named if named else str(sentence)
