"""How rounds, goals, groups and shares are called in sentences about a record."""

from collections.abc import Callable
from typing import Any

from workshop.language.speech import language
from workshop.language.texts import text_in
from workshop.language.words import Words


def text(several: dict[str, Any] | None) -> str:
    """Return a text in the current language, or else in one that it has."""
    return text_in(several or {}, language())


def named(called: dict[str, Any]) -> str:
    """Return the number and title of a goal."""
    return f"{called['number']} {text(called['title'])}".strip()


def percent(number: int) -> str:
    """Return a share as it is written, with a space that does not break."""
    return f"{number}\u00a0%" if language() != "en" else f"{number}%"


def names_of_groups(record: dict[str, Any], tally: dict[str, Any], name: str, words: Words) -> Callable[[str], str]:
    """Return a function from key to name of a group of a breakdown: a word for none, and for a removed body."""
    titles = {key: words.text(title) for key, title in titles_of_groups(record, tally, name).items()}
    return lambda key: titles.get(key) or _untitled(key, words)


def titles_of_groups(record: dict[str, Any], tally: dict[str, Any], name: str) -> dict[str, dict[str, str]]:
    """Return the titles of the groups of a breakdown in all their languages, by key."""
    if name == "body":
        return {each["key"]: each["title"] for each in record["bodies"]}
    titles: dict[str, dict[str, str]] = tally.get("titles", {}).get(name, {})
    return titles


def _untitled(key: str, words: Words) -> str:
    _ = words.translate
    return _("A body that was removed") if key else _("No body")
