"""Words of a document in each of its languages: our own sentences, and people's texts, some in another language."""

from collections.abc import Callable, Sequence

from workshop.content import Wording, Wordings
from workshop.language.speech import speaking
from workshop.language.texts import lang_of


def said_in_each(languages: Sequence[str], said: Callable[[], str]) -> Wordings:
    """Return what is said in each language; plain Finnish is said as Finnish."""
    wordings = {}
    for slot in languages:
        with speaking(slot.partition("-")[0]):
            wordings[slot] = Wording(said(), slot)
    return wordings


def text_in_each(languages: Sequence[str], texts: dict[str, str], number: str = "") -> Wordings:
    """Return a text, after its number if it has one, in each language or else in one that it has."""
    slots = {lang: lang_of(texts, lang) for lang in languages}
    return {lang: Wording(f"{number} {texts.get(slot, '')}".strip(), slot) for lang, slot in slots.items()}
