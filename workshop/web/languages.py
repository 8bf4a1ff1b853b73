"""The reader's language: chosen and remembered, else that of the account, else that of the browser."""

from flask import Flask, request, session
from flask_babel import Babel, get_locale
from flask_login import current_user

from workshop.fields import LANGUAGES

NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
TIMEZONE = "Europe/Helsinki"


def register(app: Flask) -> None:
    """Let Flask-Babel ask for the reader's language."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = f"{app.root_path}/translations"
    Babel(app, default_locale="fi", default_timezone=TIMEZONE, locale_selector=readers_language)
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
    locale = get_locale()
    return locale.language if locale else "fi"


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
