"""The criteria of a round, from what was given to what is stored."""

import re
from collections.abc import Sequence
from typing import Any

from workshop.fields import LANGUAGES
from workshop.language import labels
from workshop.language.speech import speaking
from workshop.methods import Method
from workshop.reading.texts import fold

LONGEST_KEY = 20
# The beginning of the key of a criterion whose title has no letters.
NAMELESS = "criterion"


def criteria_of(given: Sequence[Any] | None, how: Method, lang: str) -> list[dict[str, Any]] | None:
    """Return criteria as they are stored, each with its key and its title by language; None for none.

    What was given is keys, or `Criterion`s, or what is stored already. One without key and title says nothing, as the
    empty fields of a form do; one with a key alone is called by it, or as we know it. Titles without a language are in
    `lang`.
    """
    rows = [_called(each) if isinstance(each, str) else _fields(each) for each in given or ()]
    stored: list[dict[str, Any]] = []
    for each in rows:
        if row := _stored(each, lang, stored):
            stored.append(row)
    usual = [{"key": key, "title": _usual(key, lang)} for key in how.usual_criteria]
    return stored or usual or None


def _called(name):
    """Return what a program calls a criterion: by the key that it will name choices by, or by a whole title."""
    return {"title": name} if len(name.split()) > 1 else {"key": name}


def _fields(each):
    return each if isinstance(each, dict) else each.model_dump()


def _stored(row, lang, before):
    title = row.get("title")
    texts = title if isinstance(title, dict) else {lang: title}
    emptied = isinstance(title, dict)
    title = {slot: text for slot, text in texts.items() if text}
    if emptied and not title:
        return None
    key = row.get("key") or _key(title, before)
    return {"key": key, "title": title or _usual(key, lang)} if key else None


def _usual(key, lang):
    """Return the title of a criterion that was given none."""
    if key not in labels.CRITERIA:
        return {lang: key}
    titles = {}
    for each in LANGUAGES:
        with speaking(each):
            titles[each] = str(labels.CRITERIA[key])
    return titles


def _key(title, before):
    """Make a key of a title, also where it has no letters, and another one for each title that is another."""
    if not title:
        return ""
    key = _letters(next(iter(title.values())))
    others = {each["key"]: each["title"] for each in before}
    if key in others and not _alike(title, others[key]):
        key = f"{key[: LONGEST_KEY - 2]}-{len(before) + 1}"
    return key


def _letters(text):
    key = "-".join(re.findall(r"[^\W_]+", fold(text)))[:LONGEST_KEY]
    # Danger: a number alone is no key, since keys name fields and figures beside the ids of goals.
    lettered = key if re.search(r"[^\W\d_]", key) else f"{NAMELESS}-{key}"[:LONGEST_KEY]
    return lettered.strip("-")


def _alike(title, other):
    return {fold(text) for text in title.values()} & {fold(text) for text in other.values()}
