"""A work list that comes back from translators: what is new in it, and which of its rows can't be taken."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from workshop.errors import Fault, Invalid
from workshop.fields import LANGUAGES, SLOTS, clean_text
from workshop.imports.sheets import Cell, Rows, tables_in
from workshop.language import official
from workshop.language.words import Words
from workshop.operations.documents.texts_to_word import READY, SHOWN, TextToWord

# Somebody may have put a line or two above the names of the columns.
LAST_HEADING = 10
MOST_AT_ONCE = 3000
CODE = re.compile(rf"([a-z]+)\.([0-9]{{1,10}})\.([a-z_]+)\.({'|'.join(SLOTS)})\.([0-9]{{1,10}})\.([0-9a-f]{{{SHOWN}}})")
TICKS = frozenset({"x", "✓", "✔", "1", "ok", "kyllä", "ja", "yes"})


class NewWording(NamedTuple):
    """A row with a new wording of a text, or one that was checked."""

    row: int
    text: TextToWord
    lang: str
    wording: str
    checked: bool


class LeftOut(NamedTuple):
    """A row that can't be taken, and why, as a code of `official.LEFT_OUT`; `text` is None where it can't be told."""

    row: int
    text: TextToWord | None
    wording: str
    why: str


class Returned(NamedTuple):
    """What a file says: what is new in it, what can't be taken, and the number of rows in which nothing is new."""

    new: list[NewWording]
    left_out: list[LeftOut]
    same: int


class _Given(NamedTuple):
    row: int
    code: str
    wording: Cell
    checked: bool


def returned(contents: bytes, texts: Sequence[TextToWord]) -> Returned:
    """Compare a file with the texts as they are now; raises Invalid for a file that is no work list."""
    known = {(text.kind, text.thing_id, text.field): text for text in texts}
    new: list[NewWording] = []
    left_out: list[LeftOut] = []
    same = 0
    met: set[str] = set()
    for given in _given(contents):
        found = CODE.fullmatch(given.code)
        text = known.get((found[1], int(found[2]), found[3])) if found else None
        wording = clean_text(given.wording.text)
        if text is None or found is None:
            left_out.append(LeftOut(given.row, None, wording, "gone" if found else "no_code"))
            continue
        lang, place = found[4], given.code.rpartition(f".{found[5]}.")[0]
        why = given.wording.fault or ("twice" if place in met else "")
        met.add(place)
        if not why and _is_same(text, lang, wording, given.checked):
            same += 1
            continue
        why = why or _changed(text, lang, int(found[5]), found[6]) or ("later" if len(new) == MOST_AT_ONCE else "")
        if why:
            left_out.append(LeftOut(given.row, text, wording, why))
        else:
            new.append(NewWording(given.row, text, lang, wording, given.checked))
    return Returned(new, left_out, same)


def _is_same(text, lang, wording, checked):
    now = text.slots.get(lang)
    return now is not None and now.text == wording and (not checked or text.state(lang) in READY)


def _changed(text, lang, version, original):
    if text.fingerprint[:SHOWN] != original:
        return "original_changed"
    return "wording_changed" if text.version(lang) != version else ""


def _given(contents: bytes) -> list[_Given]:
    """Return the rows in which something was filled in; raises Invalid for a file without the columns that it needs."""
    for rows in tables_in(contents):
        for at, row in enumerate(rows[:LAST_HEADING]):
            places = _places(row)
            if {"code", "wording"} <= set(places):
                return list(_filled_in(rows[at + 1 :], places, at + 2))
    raise Invalid(file=Fault("not_a_work_list"))


def _places(row: list[Cell]) -> dict[str, int]:
    names = {words: name for lang in LANGUAGES for name, words in _names(lang)}
    found = [(names.get(cell.text.strip().casefold()), at) for at, cell in enumerate(row)]
    return {name: at for name, at in reversed(found) if name}


def _names(lang: str) -> list[tuple[str, str]]:
    words = Words(lang)
    return [(name, words.label(official.COLUMNS, name).casefold()) for name in official.COLUMNS]


def _filled_in(rows: Rows, places: dict[str, int], first: int):
    empty = Cell("")
    for number, row in enumerate(rows, first):
        cells = {name: row[at] if at < len(row) else empty for name, at in places.items()}
        wording = cells["wording"]
        if wording.text.strip() or wording.fault:
            ticked = cells.get("checked", empty).text.strip().casefold() in TICKS
            yield _Given(number, cells["code"].text.strip(), wording, ticked)
