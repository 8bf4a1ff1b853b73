"""The catalogues: each language's translations, as bin/translate compiles them."""

from functools import lru_cache
from pathlib import Path

from babel.support import NullTranslations, Translations

FOLDER = Path(__file__).resolve().parent.parent / "translations"
# Each language's name for itself.
NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


@lru_cache
def translations(lang: str) -> NullTranslations:
    """Return the translations into a language; without a catalogue the sentences stay English."""
    return Translations.load(FOLDER, [lang])
