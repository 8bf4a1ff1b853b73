"""The reader's language: the one they chose, otherwise their account's, otherwise their browser's."""

from flask import Flask, appcontext_pushed, g, request, session
from flask_login import current_user

from workshop.fields import LANGUAGES
from workshop.language.catalogues import NAMES
from workshop.language.speech import language, speaking, translate, translate_plural
from workshop.language.texts import lang_of, text_in


def register(app: Flask) -> None:
    """Set each request's language to its reader's, and let templates translate sentences."""
    appcontext_pushed.connect(_begin, app)
    app.teardown_appcontext(_end)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    # The extension adds this method to the environment.
    app.jinja_env.install_gettext_callables(translate, translate_plural, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals.update(text_in=text_in, lang_of=lang_of, language=language, language_names=NAMES)


def readers_language() -> str:
    """Return the reader's language: Finnish, Swedish or English."""
    wanted = request.args.get("lang") or session.get("lang")
    if wanted in LANGUAGES:
        return wanted
    if current_user.is_authenticated and current_user.lang in LANGUAGES:
        return current_user.lang
    return request.accept_languages.best_match(LANGUAGES) or "fi"


def remember(lang: str) -> None:
    """Keep the reader's choice in their cookie."""
    if lang in LANGUAGES:
        session.permanent = True
        session["lang"] = lang


def _begin(app, **_):
    # A context that is entered again, as for a streamed answer, keeps its language, and ends it only once.
    if "speaking" not in g:
        g.speaking = speaking(readers_language)
        g.speaking.__enter__()


def _end(failure):
    g.pop("speaking").__exit__(None, None, None)
