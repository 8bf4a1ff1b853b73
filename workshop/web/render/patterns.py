"""The agendas that a workshop may begin from, for forms: the viewer's own first, then the built-in ones."""

from flask import Flask
from flask_login import current_user

from workshop.commands.agendas.patterns import PATTERNS, pattern
from workshop.queries.patterns import patterns_of
from workshop.web.app_context import app_context


def register(app: Flask) -> None:
    """Offer `built_in_patterns()` and `own_patterns()` to templates: each by name, with its title, hint and rounds."""
    app.jinja_env.globals.update(built_in_patterns=built_in_patterns, own_patterns=own_patterns)


def built_in_patterns() -> dict[str, dict]:
    """Return the built-in patterns."""
    return {name: pattern(name) for name in PATTERNS}


def own_patterns() -> dict[str, dict]:
    """Return the patterns that the signed-in person has saved, the newest first."""
    with app_context().database.read() as session:
        saved = patterns_of(session, current_user.account_id)
        return {each.key: {"title": each.title, "hint": {}, "rounds": each.rounds} for each in saved}
