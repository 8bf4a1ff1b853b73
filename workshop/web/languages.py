"""The reader's language: chosen and remembered, else that of the account, else that of the browser."""

from contextlib import contextmanager

from babel.support import NullTranslations
from flask import Flask, g, has_app_context, request, session
from flask_babel import Babel, force_locale, get_locale, get_translations
from flask_login import current_user

from workshop.fields import LANGUAGES

NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
TIMEZONE = "Europe/Helsinki"


def register(app: Flask) -> None:
    """Let Flask-Babel ask for the reader's language."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = f"{app.root_path}/translations"
    Babel(app, default_locale="fi", default_timezone=TIMEZONE, locale_selector=readers_language)
    # The library would look up the reader at each of the thousand times that a page asks.
    app.jinja_env.install_gettext_callables(
        gettext=lambda text: _voice()[1].ugettext(text),
        ngettext=lambda one, many, number: _voice()[1].ungettext(one, many, number),
        newstyle=True,
    )
    app.jinja_env.globals.update(text_in=text_in, lang_of=lang_of, language=language, language_names=NAMES)


def readers_language() -> str:
    """Choose among Finnish, Swedish and English."""
    wanted = request.args.get("lang") or session.get("lang")
    if wanted in LANGUAGES:
        return wanted
    if current_user.is_authenticated and current_user.lang in LANGUAGES:
        return current_user.lang
    return request.accept_languages.best_match(LANGUAGES) or "fi"


def language() -> str:
    """The reader's language in this request."""
    return _voice()[0]


@contextmanager
def speaking(lang: str):
    """Speak another language than the reader's for a while."""
    before = g.pop("voice", None)
    try:
        with force_locale(lang):
            yield
    finally:
        g.voice = before


def _voice() -> tuple[str, NullTranslations]:
    """The language in which this request speaks now, and its translations."""
    if not has_app_context():
        return "fi", NullTranslations()
    voice = g.get("voice")
    if voice is None:
        locale = get_locale()
        voice = g.voice = (locale.language if locale else "fi", get_translations())
    return voice


def remember(lang: str) -> None:
    """Keep the reader's choice in their cookie."""
    if lang in LANGUAGES:
        session.permanent = True
        session["lang"] = lang


def lang_of(texts: dict, lang: str | None = None) -> str:
    """The language in which a reader of `lang` gets a text: theirs, else the first that it has (fi, sv, en)."""
    for slot in (lang or language(), *LANGUAGES, *texts):
        if texts.get(slot):
            return slot
    return lang or language()


def text_in(texts: dict, lang: str | None = None) -> str:
    """A text for a reader of `lang`; empty where it has none."""
    return texts.get(lang_of(texts, lang), "")
